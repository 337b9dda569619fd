/** The Join press: who it is, whether they may go in, and the call's address. */
import { cleanName } from '../../shared/displayName.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import type { PageReport } from '../../shared/page.ts';
import { applyPersonEvent, type Person } from '../../shared/person.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { arrive, type Arrival } from './arriving.ts';
import type { Board } from './board.ts';
import type { VisitContext } from './context.ts';
import type { Maker } from './creating.ts';
import { isEarly } from './doorView.ts';
import { changePerson, type Found } from './finding.ts';
import type { HandOvers } from './handOver.ts';
import { lateUntilSeat } from './late.ts';
import { sha256Hex } from './links.ts';
import type { Passage } from './passage.ts';
import type { Presence } from './presence.ts';
import type { PressAnswer, PressInput } from './types.ts';

export interface PressParts {
  readonly maker: Pick<Maker, 'begin'>;
  readonly passage: Passage;
  readonly presence: Presence;
  readonly handOvers: HandOvers;
  readonly board: Pick<Board, 'publish'>;
}

export async function press(
  context: VisitContext,
  parts: PressParts,
  found: Found,
  browser: string,
  input: PressInput,
): Promise<Result<PressAnswer, AppError>> {
  const visitId = found.record.visit.id;
  if (isEarly(found.record, found.person, context.clock.now())) return ok({ state: 'early' });
  // The leader may be late, or away: whoever comes in time does not wait for it.
  if (found.record.visit.state.name === 'planned') await parts.maker.begin(visitId, 'in-time');
  const arrived = await arriveNow(context, parts, found, browser, input);
  if (!arrived.ok) return err(arrived.error);
  const { person } = arrived;
  parts.presence.heard(person.id);
  if (person.state === 'waiting') return ok({ state: 'waiting' });
  const address = await parts.passage.address(visitId, { guestId: person.guestId, displayName: person.name });
  context.log.info('visit.address', { visitId, outcome: address.ok ? 'given' : address.error.code });
  await tellDoctor(context, parts, visitId, address.ok ? undefined : address.error);
  if (!address.ok) return err(address.error.code === 'visit-closed' ? appError('link-dead') : address.error);
  const given = await changePerson(context, visitId, person.id, (one) =>
    addressGiven(one, context.clock.now()),
  );
  return given ? ok({ state: 'going-in', url: address.value }) : err(appError('link-dead'));
}

async function arriveNow(
  { store, random, clock, seats }: VisitContext,
  { handOvers }: PressParts,
  found: Found,
  browser: string,
  input: PressInput,
): Promise<Arrival> {
  const visitId = found.record.visit.id;
  // Taken before anything is awaited, so that of two presses with one code only one gets the name.
  const waited = handOvers.take(visitId, input.code) ?? '';
  const fresh = {
    browserKey: sha256Hex(browser),
    name: cleanName(input.name) || waited,
    report: reportOf(input),
    personId: random.bytes(16).toString('base64url'),
    guestId: `p${random.bytes(16).toString('hex')}`,
  };
  let arrival: Arrival = { ok: false, error: appError('link-dead') };
  await seats.inTurn(() =>
    store.change(visitId, (record) => {
      arrival = arrive(record, { ...found, ...fresh, now: clock.now() }, seats.room(record));
      if (!arrival.ok || !arrival.persons) return undefined;
      return { visit: lateUntilSeat(record.visit, arrival.persons), persons: arrival.persons };
    }),
  );
  // Read through a function: the compiler does not see that the change above assigned it.
  const arrived = ((): Arrival => arrival)();
  if (!arrived.ok && input.code !== null) handOvers.put(visitId, input.code, waited);
  return arrived;
}

/** A press says that the page is there, and with a script in which browser; without one nothing is known. */
function reportOf({ device, camera }: PressInput): PageReport | null {
  if (!device && !camera) return null;
  return { event: camera ? 'camera' : 'here', at: null, device, camera };
}

/** Why a patient did not get in stands on the card until somebody does. */
async function tellDoctor(
  { store, troubles }: VisitContext,
  { board }: PressParts,
  visitId: string,
  trouble: AppError | undefined,
): Promise<void> {
  if (troubles.of(visitId)?.code === trouble?.code) return;
  const record = await store.repository.load(visitId);
  if (record?.visit.state.name !== 'ready') return;
  troubles.set(visitId, trouble);
  board.publish(record);
}

/** The clock may have called them stuck, or the roster lost, while the server was asked: they go in now. */
function addressGiven(person: Person, now: number): Person {
  return { ...(applyPersonEvent(person, 'press', now) ?? person), addressAt: now };
}
