/** Asks the server who is in the call, as long as the answer can change anything. */
import { appError } from '../../shared/errors.ts';
import { applyPersonEvent, personTimes, type Person, type PersonState } from '../../shared/person.ts';
import type { Visit } from '../../shared/visit.ts';
import type { Guest, Participant } from '../trueconf/types.ts';
import type { VisitContext } from './context.ts';
import type { Maker } from './creating.ts';
import { isDoctorThere, seenInRoster } from './rosterMatch.ts';
import type { VisitRecord } from './types.ts';
import type { Change } from './visitStore.ts';

export const pollEveryMs = { busy: 5_000, quiet: 30_000 } as const;

export interface Roster {
  /** Starts, quickens, slows or ends the polling of a visit after a change of it. */
  watch(record: VisitRecord): void;
  /** The server answers 403: nobody can be seen in the call. */
  forbidden(): boolean;
}

export interface RosterParts {
  readonly maker: Maker;
  /** The doctor's own named guest of a visit. */
  readonly doctor: (visitId: string) => Guest | undefined;
  /** `forbidden` changed: what is shown of the open visits changed with it. */
  readonly touched: () => void;
}

const busyStates: ReadonlySet<PersonState> = new Set(['stuck', 'in-call', 'lost']);

/** Who has not been given the address cannot be in the call. */
const mayBeSeen = ({ state, addressAt }: Person): boolean =>
  busyStates.has(state) || (state === 'going-in' && addressAt !== null);

export function createRoster(context: VisitContext, parts: RosterParts): Roster {
  const { tasks } = context;
  const timers = new Map<string, { readonly everyMs: number; readonly cancel: () => void }>();
  const polling = new Set<string>();
  let forbidden = false;

  const poll = async (visitId: string): Promise<void> => {
    timers.delete(visitId);
    polling.add(visitId);
    try {
      const refused = await pollOnce(context, parts, visitId);
      if (refused !== undefined && context.store.openOne(visitId)?.visit.rosterHidden !== refused)
        await context.store.change(visitId, withRosterHidden(refused));
      if (refused !== undefined && refused !== forbidden) {
        forbidden = refused;
        parts.touched();
      }
    } finally {
      polling.delete(visitId);
      const record = context.store.openOne(visitId);
      if (record) watch(record);
    }
  };

  const watch = (record: VisitRecord): void => {
    const visitId = record.visit.id;
    if (polling.has(visitId)) return;
    const everyMs = forbidden && intervalOf(record) !== null ? pollEveryMs.quiet : intervalOf(record);
    const timer = timers.get(visitId);
    if (timer?.everyMs === everyMs) return;
    timer?.cancel();
    timers.delete(visitId);
    if (everyMs === null) return;
    timers.set(visitId, { everyMs, cancel: tasks.after('roster', everyMs, () => poll(visitId)) });
  };
  return { watch, forbidden: () => forbidden };
}

const withRosterHidden =
  (rosterHidden: boolean): Change =>
  ({ visit, persons }) =>
    visit.rosterHidden === rosterHidden ? undefined : { visit: { ...visit, rosterHidden }, persons };

function intervalOf({ visit, persons }: VisitRecord): number | null {
  if (visit.state.name !== 'ready') return null;
  if (persons.some(mayBeSeen)) return pollEveryMs.busy;
  const mayChange = visit.doctorSince !== null || persons.some((person) => person.state === 'left');
  return mayChange ? pollEveryMs.quiet : null;
}

/** Whether the roster is forbidden; `undefined`: the server did not say. */
async function pollOnce(
  context: VisitContext,
  parts: RosterParts,
  visitId: string,
): Promise<boolean | undefined> {
  const { store, tasks, troubles } = context;
  const conference = (await store.repository.load(visitId))?.visit.conference;
  const client = await context.client();
  if (!conference || !client.ok) return undefined;
  const options = { lane: 'background', signal: tasks.signal } as const;
  const answer = await client.value.participants(conference.id, options);
  if (tasks.signal.aborted) return undefined;
  if (answer.ok) {
    troubles.setServer(null);
    await store.change(visitId, observed(context, answer.value, parts.doctor(visitId)));
    return false;
  }
  if (answer.error.code === 'permission-missing') return true;
  if (answer.error.code === 'conference-not-found') {
    await store.change(visitId, observed(context, [], undefined));
    await parts.maker.lost(visitId, conference.id);
    return undefined;
  }
  troubles.setServer(appError(answer.error.code, answer.error.details));
  return undefined;
}

function observed(
  context: VisitContext,
  participants: readonly Participant[],
  doctor: Guest | undefined,
): Change {
  const now = context.clock.now();
  return ({ visit, persons }) => {
    const seen = seenInRoster(persons, participants, doctor);
    const next = persons.map((person) => observe(person, seen.has(person.id), now));
    const doctorSince = isDoctorThere(participants, doctor) ? visit.doctorSince : doctorAbsent(visit, now);
    const moved = next.some((person, index) => person !== persons[index]);
    if (!moved && doctorSince === visit.doctorSince) return undefined;
    return { visit: { ...visit, doctorSince }, persons: next };
  };
}

/** A doctor whose desk died in the call says nothing. Whoever has just been given the address is on the way. */
const doctorAbsent = ({ doctorSince }: Visit, now: number): number | null =>
  doctorSince !== null && now - doctorSince < personTimes.stuckAfterMs ? doctorSince : null;

const observe = (person: Person, seen: boolean, now: number): Person =>
  applyPersonEvent(person, seen ? 'seen' : 'absent', now) ?? person;
