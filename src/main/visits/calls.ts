/** How the doctor enters the call of a visit. */
import { createHmac } from 'node:crypto';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { cleanName } from '../../shared/displayName.ts';
import { isOpen } from '../../shared/visit.ts';
import type { Guest } from '../trueconf/types.ts';
import type { VisitContext } from './context.ts';
import { guestPartition, ownerPartition } from './ownerPartition.ts';
import type { Passage } from './passage.ts';
import type { VisitRecord } from './types.ts';
import type { Change } from './visitStore.ts';
import { callKind, type ShellKind } from './views.ts';

export interface Calls {
  /** Errors: `guest-seat-last`, `guest-seats-taken`, `visit-not-found`, `visit-closed`, and what the server says. */
  enter(
    visitId: string,
  ): Promise<Result<{ readonly url: string | null; readonly partition: string }, AppError>>;
  /** The doctor came out. Errors: rejects when the store fails; the roster tells it then. */
  leave(visitId: string): Promise<void>;
  /** The visit is over. */
  forget(visitId: string): void;
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
    return ok({ url, partition: ownerPartition(context.settings().server, record.visit.ownerId) });
  };
  const asGuest: Calls['enter'] = async (visitId) => {
    if (context.settings().visits.guestSeats === 1) return err(appError('guest-seat-last'));
    const record = await context.store.repository.load(visitId);
    if (!record) return err(appError('visit-not-found'));
    const guest = guests.get(visitId) ?? guestOf(record);
    const wasIn = record.visit.doctorSince !== null;
    if (!(await comeIn(context, visitId))) return err(appError('guest-seats-taken'));
    guests.set(visitId, guest);
    const url = await passage.address(visitId, guest);
    if (url.ok) return ok({ url: url.value, partition: guestPartition(context.settings().server, visitId) });
    if (!wasIn) await leave(visitId);
    return url;
  };
  const asRung: Calls['enter'] = async (visitId) => {
    const rung = await passage.ringOwner(visitId);
    return rung.ok ? ok({ url: null, partition: '' }) : rung;
  };
  const ways = { 'own-account': asOwner, 'named-guest': asGuest, 'trueconf-app': asRung } as const;
  const guestOf = ({ visit: { id, ownerId } }: VisitRecord): Guest => {
    const doctor = context.doctors().find((one) => one.id === ownerId);
    return {
      guestId: context.alone
        ? `d${context.random.bytes(16).toString('hex')}`
        : doctorGuestId(context.linkKey, id),
      displayName: cleanName(doctor?.name ?? '') || ownerId,
    };
  };
  /** Came in at another node, perhaps. */
  const guestElsewhere = (visitId: string): Guest | undefined => {
    if (context.alone || context.settings().doctors.entry !== 'named-guest') return undefined;
    const record = context.store.openOne(visitId);
    return record && guestOf(record);
  };
  const leave: Calls['leave'] = async (visitId) => {
    guests.delete(visitId);
    await context.store.change(visitId, doctorLeft);
  };
  return {
    enter: (visitId) => ways[context.settings().doctors.entry](visitId),
    leave,
    forget: (visitId) => void guests.delete(visitId),
    guest: (visitId) => guests.get(visitId) ?? guestElsewhere(visitId),
  };
}

/** Kept with the visit: the doctor may leave at another node, and all of them count the places. `false`: none is free. */
async function comeIn({ store, seats, clock }: VisitContext, visitId: string): Promise<boolean> {
  let fits = true;
  const cameIn: Change = (record) => {
    const { visit, persons } = record;
    fits = !isOpen(visit.state) || seats.doctorFits(record);
    return isOpen(visit.state) && fits
      ? { visit: { ...visit, doctorSince: clock.now() }, persons }
      : undefined;
  };
  await seats.inTurn(() => store.change(visitId, cameIn));
  return fits;
}

export const doctorLeft: Change = ({ visit, persons }) =>
  visit.doctorSince === null ? undefined : { visit: { ...visit, doctorSince: null }, persons };

/** The same on every node and desk: whoever comes in at another one is the same guest, and the roster is read by any node. */
const doctorGuestId = (linkKey: Buffer, visitId: string): string =>
  `d${createHmac('sha256', linkKey).update(`doctor|${visitId}`).digest('hex').slice(0, 32)}`;
