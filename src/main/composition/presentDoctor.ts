/**
 * Several doctors at one PC: who works at it now, and whose visits are shown. With one doctor everything is shown, as it
 * was before there was a second.
 *
 * This is convenience and no protection: whoever can use the PC can switch (docs/security.md).
 */
import { appError, type AppError } from '../../shared/errors.ts';
import type { Status } from '../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Doctor, Settings } from '../../shared/settings.ts';
import type { Caller } from '../ipc/caller.ts';
import { leftPartitions, ownerPartition } from '../visits/ownerPartition.ts';
import { createTurns } from '../visits/turns.ts';
import type { ShellKind } from '../visits/views.ts';
import type { SettingsService } from '../settings/settingsService.ts';
import type { VisitsHub } from './visitsHub.ts';

/** The doctor who works at this PC now; `undefined`: nobody is set up. */
export const presentDoctor = ({ doctors, present }: Settings): Doctor | undefined =>
  doctors.list.find(({ id }) => id === present.doctorId) ?? doctors.list[0];

/**
 * Whether a visit of this owner stands on the present doctor's board. Whose doctor is on no list any more, stands on
 * everybody's: somebody must be able to end it.
 */
export function isShown(settings: Settings, ownerId: string): boolean {
  const { list } = settings.doctors;
  return list.length < 2 || ownerId === presentDoctor(settings)?.id || !list.some(({ id }) => id === ownerId);
}

/**
 * As the status tells it. `shell`: of the desktop it is said whether the present doctor has still to sign in to TrueConf, as far as
 * that can be known (docs/decisions/005).
 */
export function doctorsView(settings: Settings, shell?: ShellKind): Status['doctors'] {
  const { list, entry } = settings.doctors;
  const doctor = presentDoctor(settings);
  const isOwn = shell === 'desktop' && entry === 'own-account' && settings.server.address !== '';
  return {
    presentId: doctor?.id ?? '',
    mustSignIn:
      isOwn &&
      doctor !== undefined &&
      !settings.present.entered.includes(ownerPartition(settings.server, doctor.id)),
    list: list.length < 2 ? [] : list.map(({ id, name }) => ({ id, name })),
  };
}

export interface PresentDoctor {
  /** `caller` as the present doctor. */
  readonly as: (caller: Caller) => Caller;
  readonly isShown: (visit: { readonly ownerId: string }) => boolean;
  /** Errors: `doctor-gone`, and those of saving settings. */
  readonly switchTo: (ownerId: string) => Promise<Result<void, AppError>>;
  /** A call was entered whose page is kept in this partition: by then its doctor has signed in. What cannot be kept is asked again. */
  readonly enteredIn: (partition: string) => Promise<void>;
  /** What was kept there is erased. */
  readonly signedOutOf: (partition: string) => Promise<void>;
  /** Told of each partition in which no call is opened any more; what is kept there is of no use. */
  readonly onLeft: (listener: (partition: string) => void) => void;
}

/** Of doctors and servers that come and go, the last ones. */
const mostEntered = 200;

export function createPresentDoctor(settings: SettingsService, hub: () => VisitsHub): PresentDoctor {
  const leaving = new Set<(partition: string) => void>();
  settings.onChange((now, before) => {
    if (boardOf(now) !== boardOf(before)) hub().otherBoard();
    for (const partition of leftPartitions(now.server, before.server, before.doctors.list))
      for (const listener of leaving) listener(partition);
  });
  const turns = createTurns();
  /** Each writes `present` as a whole, so it begins with what the former has left. */
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => turns('present', change);
  return {
    as(caller) {
      const current = settings.current();
      const ownerId = presentDoctor(current)?.id || null;
      const others = current.doctors.list.flatMap(({ id }) => (isShown(current, id) ? [] : [id]));
      return { ...caller, ownerId, ...(others.length > 0 && { exceptOwnerIds: others }) };
    },
    isShown: ({ ownerId }) => isShown(settings.current(), ownerId),
    switchTo: (ownerId) =>
      inTurn(async () => {
        const { doctors, present } = settings.current();
        if (!doctors.list.some(({ id }) => id === ownerId)) return err(appError('doctor-gone'));
        const saved = await settings.save({ present: { ...present, doctorId: ownerId } });
        return saved.ok ? ok(undefined) : saved;
      }),
    enteredIn: (partition) =>
      inTurn(async () => {
        const { present } = settings.current();
        if (!partition.startsWith('persist:') || present.entered.includes(partition)) return;
        const entered = [...present.entered, partition].slice(-mostEntered);
        await settings.save({ present: { ...present, entered } });
      }),
    onLeft: (listener) => void leaving.add(listener),
    signedOutOf: (partition) =>
      inTurn(async () => {
        const { present } = settings.current();
        const entered = present.entered.filter((each) => each !== partition);
        if (entered.length < present.entered.length)
          await settings.save({ present: { ...present, entered } });
      }),
  };
}

/** Two settings with the same text show the same visits. */
function boardOf(settings: Settings): string {
  const { presentId, list } = doctorsView(settings);
  return JSON.stringify(list.length === 0 ? [] : [presentId, ...list.map(({ id }) => id)]);
}
