/** The channels that the desktop answers itself: with which service it works, and who signs in. */
import { appError, type AppError } from '../../shared/errors.ts';
import type { Connection } from '../../shared/deskLine/connection.ts';
import { requestChannels, type RequestChannel } from '../../shared/ipc/channels.ts';
import { requests, type RequestOutput } from '../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Language } from '../../shared/settings.ts';
import { causeOf } from '../log/cause.ts';
import { route, type ClinicChannel, type Routes } from '../ipc/router.ts';
import type { Log, SettingsStore } from '../ports.ts';
import { withService, type ClinicPlace } from './place.ts';

/** Where somebody signs in; absent: this PC alone. */
export interface ClinicDoor {
  /** A page was loaded; how the line stands for it. */
  connection(): Connection;
  /** `language`: of the page. */
  open(page: 'sign-in' | 'account', language: Language): void;
  /** Nobody is signed in at this PC afterwards. */
  signOut(): Promise<void>;
}

export interface ClinicRoutesParts {
  readonly place: ClinicPlace;
  readonly settingsStore: Pick<SettingsStore, 'read' | 'write'>;
  /** `checkService`. */
  readonly check: (address: string) => Promise<Result<string, AppError>>;
  /** Ends this run and begins the next; nothing is told to the page any more. */
  readonly restart: () => void;
  readonly door?: ClinicDoor;
  readonly log: Log;
}

const nothing = {} as const;
const absent = err(appError('unknown-channel'));

export const isClinicChannel = (channel: RequestChannel): channel is ClinicChannel =>
  clinicChannels.has(channel);
const clinicChannels: ReadonlySet<RequestChannel> = new Set(
  requestChannels.filter((channel) => channel.startsWith('clinic:')),
);

export function clinicRoutes(parts: ClinicRoutesParts): Pick<Routes, ClinicChannel> {
  const { place, door } = parts;
  return {
    'clinic:state': route(
      requests['clinic:state'],
      async (): Promise<Result<RequestOutput<'clinic:state'>, AppError>> =>
        ok({ ...place, connection: door?.connection() ?? 'up' }),
    ),
    'clinic:use': route(requests['clinic:use'], ({ address }) => use(address, parts)),
    'clinic:open': route(requests['clinic:open'], async ({ page, language }) => {
      if (!door) return absent;
      door.open(page, language);
      return ok(nothing);
    }),
    'clinic:signOut': route(requests['clinic:signOut'], async () => {
      if (!door) return absent;
      await door.signOut();
      return ok(nothing);
    }),
  };
}

async function use(
  typed: string,
  { place, settingsStore, check, restart, log }: ClinicRoutesParts,
): Promise<Result<typeof nothing, AppError>> {
  if (place.locked) return err(appError('locked', { field: 'service.address' }));
  const address = typed.trim() === '' ? ok('') : await check(typed);
  if (!address.ok) return address;
  try {
    await settingsStore.write(withService(settingsStore.read(), address.value));
  } catch (error) {
    log.error('settings.not-saved', { cause: causeOf(error) });
    return err(appError('storage-failed'));
  }
  restart();
  return ok(nothing);
}
