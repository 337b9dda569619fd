/** What the patient's page can do. */
import { cleanName } from '../../shared/displayName.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { applyPersonEvent, type Person } from '../../shared/person.ts';
import { assertNever, err, ok, type Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import { isOpen } from '../../shared/visit.ts';
import { arrive, personOf, type Arrival } from './arriving.ts';
import type { Board } from './board.ts';
import type { VisitContext } from './context.ts';
import { isToken, sha256Hex } from './links.ts';
import type { Passage } from './passage.ts';
import type { Presence } from './presence.ts';
import type { Door, DoorView, PressAnswer, VisitRecord } from './types.ts';
import { isLive } from './visitStore.ts';

export interface DoorParts {
  readonly passage: Passage;
  readonly presence: Presence;
  readonly board: Pick<Board, 'publish'>;
}

interface Found {
  readonly record: VisitRecord;
  readonly linkNumber: number;
  readonly tokenHash: string;
  readonly person: Person | undefined;
}

const dead = (thanks: boolean): DoorView => ({ state: 'dead', thanks });

export function createDoor(context: VisitContext, parts: DoorParts): Door {
  const { store, clock, tasks } = context;

  const find = async (token: string, browser: string | null): Promise<Found | undefined> => {
    if (!isToken(token)) return undefined;
    const tokenHash = sha256Hex(token);
    const found = await store.repository.loadByTokenHash(tokenHash);
    if (!found) return undefined;
    const person =
      browser === null ? undefined : personOf(found.record, found.linkNumber, sha256Hex(browser));
    return { ...found, tokenHash, person };
  };

  const show = (found: Found | undefined): DoorView =>
    found ? doorView(context, found.record, found.person) : dead(false);

  return {
    look: async (token, browser) => show(await find(token, browser)),
    async opened(token) {
      const found = await find(token, null);
      if (!found || !isLive(found.record, false, clock.now())) return;
      tasks.run('warm', async () => {
        const client = await context.client();
        if (client.ok) await client.value.warm();
      });
      await store.change(found.record.visit.id, linkOpened(found.linkNumber, clock.now()));
    },
    async heard(token, browser) {
      const found = await find(token, browser);
      if (!found?.person || !isOpen(found.record.visit.state)) return show(found);
      parts.presence.heard(found.person.id);
      if (found.person.state !== 'asleep') return show(found);
      const outcome = await changePerson(context, found.record.visit.id, found.person.id, (person) =>
        applyPersonEvent(person, 'back', clock.now()),
      );
      return outcome ? doorView(context, outcome.record, outcome.person) : dead(false);
    },
    async press(token, browser, name) {
      try {
        const found = await find(token, browser);
        return found ? await press(context, parts, found, browser, name) : err(appError('link-dead'));
      } catch {
        return err(appError('storage-failed'));
      }
    },
  };
}

async function press(
  context: VisitContext,
  parts: DoorParts,
  found: Found,
  browser: string,
  name: string,
): Promise<Result<PressAnswer, AppError>> {
  const { store, random, clock, log } = context;
  const visitId = found.record.visit.id;
  const fresh = {
    browserKey: sha256Hex(browser),
    name: cleanName(name),
    personId: random.bytes(16).toString('base64url'),
    guestId: `p${random.bytes(16).toString('hex')}`,
  };
  let arrival: Arrival = { ok: false, error: appError('link-dead') };
  await store.change(visitId, (record) => {
    arrival = arrive(record, { ...found, ...fresh, now: clock.now() });
    return arrival.ok && arrival.persons ? { visit: record.visit, persons: arrival.persons } : undefined;
  });
  // Read through a function: the compiler does not see that the change above assigned it.
  const arrived = ((): Arrival => arrival)();
  if (!arrived.ok) return err(arrived.error);
  const { person } = arrived;
  parts.presence.heard(person.id);
  if (person.state === 'waiting') return ok({ state: 'waiting' });
  const address = await parts.passage.address(visitId, { guestId: person.guestId, displayName: person.name });
  log.info('visit.address', { visitId, outcome: address.ok ? 'given' : address.error.code });
  await tellDoctor(context, parts, visitId, address.ok ? undefined : address.error);
  if (!address.ok) return err(address.error.code === 'visit-closed' ? appError('link-dead') : address.error);
  const given = await changePerson(context, visitId, person.id, (one) => addressGiven(one, clock.now()));
  return given ? ok({ state: 'going-in', url: address.value }) : err(appError('link-dead'));
}

/** Why a patient did not get in stands on the card until somebody does. */
async function tellDoctor(
  { store, troubles }: VisitContext,
  { board }: DoorParts,
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

/** Changes one person of an open visit; `undefined` when the visit has ended or the person is not there. */
async function changePerson(
  context: VisitContext,
  visitId: string,
  personId: string,
  change: (person: Person) => Person | undefined,
): Promise<{ record: VisitRecord; person: Person } | undefined> {
  const outcome = await context.store.change(visitId, ({ visit, persons }) => {
    if (!isOpen(visit.state)) return undefined;
    const next = persons.map((one) => (one.id === personId ? (change(one) ?? one) : one));
    return next.some((one, index) => one !== persons[index]) ? { visit, persons: next } : undefined;
  });
  if (!outcome || !isOpen(outcome.record.visit.state)) return undefined;
  const person = outcome.record.persons.find((one) => one.id === personId);
  return person && { record: outcome.record, person };
}

const linkOpened =
  (linkNumber: number, now: number) =>
  ({ visit, persons }: VisitRecord): Pick<VisitRecord, 'visit' | 'persons'> | undefined => {
    const unseen = visit.links.some((link) => link.number === linkNumber && link.openedAt === null);
    if (!unseen || !isOpen(visit.state)) return undefined;
    const links = visit.links.map((link) => (link.number === linkNumber ? { ...link, openedAt: now } : link));
    return { visit: { ...visit, links }, persons };
  };

function doorView(context: VisitContext, record: VisitRecord, person: Person | undefined): DoorView {
  const { visit } = record;
  if (!isLive(record, person !== undefined, context.clock.now())) return dead(person?.seatAt != null);
  const doctorName = doctorNameOf(context.settings(), visit.ownerId);
  if (!person) return { state: 'form', doctorName };
  switch (person.state) {
    case 'gone':
      return { state: 'form', doctorName };
    case 'waiting':
    case 'asleep':
      return { state: 'waiting', doctorName, since: person.pressedAt };
    case 'declined':
      return { state: 'declined', doctorName };
    case 'going-in':
    case 'stuck':
    case 'in-call':
    case 'lost':
    case 'left':
      return { state: 'let-in', doctorName };
    default:
      return assertNever(person.state);
  }
}

/** Empty where IT does not want the page to name the doctor. */
function doctorNameOf(settings: Settings, ownerId: string): string {
  if (!settings.clinic.showDoctor) return '';
  return settings.doctors.list.find(({ id }) => id === ownerId)?.name ?? '';
}
