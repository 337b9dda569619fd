/** How the doctor enters the call of a visit. */
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { cleanName } from '../../shared/displayName.ts';
import type { Guest } from '../trueconf/types.ts';
import type { VisitContext } from './context.ts';
import { sha256Hex } from './links.ts';
import type { Passage } from './passage.ts';
import { callKind, type ShellKind } from './views.ts';

export interface Calls {
  /** Errors: `guest-seat-last`, `visit-not-found`, `visit-closed`, and what the server says. */
  enter(
    visitId: string,
  ): Promise<Result<{ readonly url: string | null; readonly partition: string }, AppError>>;
  leave(visitId: string): void;
  /** The doctor's own named guest in this visit, so that the roster does not take it for a patient. */
  guest(visitId: string): Guest | undefined;
}

export function createCalls(context: VisitContext, passage: Passage, shell: ShellKind): Calls {
  const guests = new Map<string, Guest>();
  const asOwner: Calls['enter'] = async (visitId) => {
    const page = await passage.ownerPage(visitId);
    if (!page.ok) return page;
    const record = await context.store.repository.load(visitId);
    if (!record) return err(appError('visit-not-found'));
    const url = callKind('own-account', shell) === 'tab' ? null : page.value;
    return ok({ url, partition: ownerPartition(record.visit.ownerId) });
  };
  const asGuest: Calls['enter'] = async (visitId) => {
    const { visits, doctors } = context.settings();
    if (visits.guestSeats === 1) return err(appError('guest-seat-last'));
    const record = await context.store.repository.load(visitId);
    if (!record) return err(appError('visit-not-found'));
    const { ownerId } = record.visit;
    const displayName = cleanName(doctors.list.find(({ id }) => id === ownerId)?.name ?? '') || ownerId;
    const guest = guests.get(visitId) ?? {
      guestId: `d${context.random.bytes(16).toString('hex')}`,
      displayName,
    };
    guests.set(visitId, guest);
    const url = await passage.address(visitId, guest);
    return url.ok ? ok({ url: url.value, partition: `guest-${visitId}` }) : url;
  };
  return {
    enter: (visitId) =>
      context.settings().doctors.entry === 'own-account' ? asOwner(visitId) : asGuest(visitId),
    leave: (visitId) => void guests.delete(visitId),
    guest: (visitId) => guests.get(visitId),
  };
}

/** Kept between calls, so that TrueConf Web keeps this doctor signed in; another doctor of the PC has another. */
const ownerPartition = (ownerId: string): string => `persist:doctor-${sha256Hex(ownerId).slice(0, 16)}`;
