/** The guest places of the licence, counted over the whole clinic, and the queue for them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Person, PersonState } from '../../../../src/shared/person.ts';
import type { EntryWay } from '../../../../src/shared/settings.ts';
import { createSeats } from '../../../../src/main/visits/seats.ts';
import type { DoorView, VisitRecord } from '../../../../src/main/visits/types.ts';
import { settle } from '../../../fixtures/fakeClock.ts';
import { aPerson, aVisit } from '../../../fixtures/repositoryContract.ts';
import {
  clinicSettings,
  must,
  named,
  pageOpen,
  readyVisit,
  reportOf,
  startHarness,
  viewOf,
  type Harness,
} from '../../../fixtures/visitsHarness.ts';
import { createNodes } from '../../../fixtures/visitsNodes.ts';
import { tokenOf } from '../../../fixtures/visitsHarness.ts';

const settingsWith = (guestSeats: number | null, entry: EntryWay = 'own-account') => ({
  ...clinicSettings,
  doctors: { ...clinicSettings.doctors, entry },
  visits: { ...clinicSettings.visits, guestSeats },
});

async function clinic(guestSeats: number | null, entry: EntryWay = 'own-account'): Promise<Harness> {
  const harness = await startHarness();
  harness.settings = settingsWith(guestSeats, entry);
  return harness;
}

const holding: readonly PersonState[] = ['going-in', 'in-call', 'lost'];
const others: readonly PersonState[] = ['waiting', 'asleep', 'gone', 'declined', 'stuck', 'left'];

function recordOf(id: string, ...states: readonly PersonState[]): VisitRecord {
  const persons = states.map((state, index) => aPerson(id, `${id}${index}`, { state }));
  return { visit: aVisit(id), persons, version: 1 };
}

describe('the count', () => {
  it.each([
    ...holding.map((state) => [state, 'takes', false] as const),
    ...others.map((state) => [state, 'takes no', true] as const),
  ])('%s %s place', (state, _, free) => {
    const seats = createSeats(() => settingsWith(1));
    seats.saved(recordOf('a', state));
    expect(seats.room(recordOf('b')).admit()).toBe(free);
  });

  it.each([
    // seats, way of the doctor, who is in (by visit), newcomers of visit "new" that go in
    [1, 'own-account', [], 1],
    [3, 'own-account', [1], 2],
    [3, 'own-account', [1, 2], 0],
    [null, 'own-account', [5, 5], 9],
    [1, 'named-guest', [], 1],
    [2, 'named-guest', [], 1],
    [3, 'named-guest', [1], 0],
    [4, 'named-guest', [1], 1],
    [6, 'named-guest', [1, 1], 1],
    [null, 'named-guest', [1], 9],
  ] as const)('with %s places and %s, of %j calls: %i more go in', (places, entry, calls, more) => {
    const seats = createSeats(() => settingsWith(places, entry));
    calls.forEach((count, index) => {
      seats.saved(recordOf(`v${index}`, ...Array<PersonState>(count).fill('in-call')));
    });
    const room = seats.room(recordOf('new'));
    expect(Array.from({ length: 9 }, () => room.admit()).filter(Boolean)).toHaveLength(more);
  });

  it('of a visit that has ended is nothing, and a place of a visit counts once', () => {
    const seats = createSeats(() => settingsWith(1));
    const record = recordOf('a', 'in-call');
    seats.saved(record);
    seats.saved(record);
    expect(seats.room(recordOf('b')).admit()).toBe(false);
    const closing = { ...record, visit: aVisit('a', { state: { name: 'closing', reason: 'ended' } }) };
    seats.saved(closing);
    expect(seats.room(recordOf('b')).admit()).toBe(true);
  });

  it('keeps a place for the doctor who comes as a guest to whom is in, and for no more', () => {
    const seats = createSeats(() => settingsWith(2, 'named-guest'));
    seats.saved(recordOf('a', 'in-call'));
    const withDoctor = (record: VisitRecord): VisitRecord => ({
      ...record,
      visit: { ...record.visit, doctorSince: 1 },
    });
    const fits = (record: VisitRecord): boolean => seats.doctorFits(record);
    expect([fits(recordOf('b')), fits(recordOf('a', 'in-call'))]).toEqual([false, true]);
    seats.saved(withDoctor(recordOf('a', 'left')));
    expect([fits(recordOf('b')), fits(withDoctor(recordOf('a')))]).toEqual([true, true]);
    seats.saved(withDoctor(recordOf('b')));
    expect([fits(recordOf('d')), seats.room(recordOf('c')).admit()]).toEqual([false, false]);
    seats.saved(recordOf('a', 'left'));
    seats.saved(recordOf('b'));
    expect(seats.room(recordOf('c')).admit()).toBe(true);
  });
});

it('tells the place of everybody who waits or is away, whatever was saved in what order', () => {
  const entry = fc.record({
    visit: fc.nat(5),
    states: fc.array(fc.constantFrom(...holding, ...others), { maxLength: 4 }),
  });
  fc.assert(
    fc.property(fc.array(entry), fc.array(fc.nat(9), { minLength: 24, maxLength: 24 }), (saves, times) => {
      const seats = createSeats(() => settingsWith(1));
      const records = new Map<number, VisitRecord>();
      for (const { visit, states } of saves) {
        const record = recordOf(`v${visit}`, ...states);
        const persons = record.persons.map((person, index) => ({
          ...person,
          queuedAt: times[visit * 4 + index] ?? 0,
        }));
        records.set(visit, { ...record, persons });
        seats.saved({ ...record, persons });
      }
      const persons = [...records.values()].flatMap((record) => record.persons);
      const key = ({ queuedAt, id }: Person): string => `${queuedAt} ${id}`;
      const waiting = persons
        .filter(({ state }) => state === 'waiting')
        .map(key)
        .sort();
      for (const person of persons) {
        const inQueue = person.state === 'waiting' || person.state === 'asleep';
        const before = waiting.filter((one) => one < key(person)).length;
        expect(seats.placeOf(person)).toBe(inQueue ? before + 1 : null);
      }
    }),
  );
});

describe('the queue', () => {
  it('has who comes when all places are taken, tells card and page, and lets in by itself in order', async () => {
    const harness = await clinic(1);
    const { door, desk } = harness.visits;
    const first = await readyVisit(harness);
    const second = await readyVisit(harness);
    const third = await readyVisit(harness);
    expect(must(await door.press(first.token, 'anna', named('Anna'))).state).toBe('going-in');
    expect(must(await door.press(second.token, 'boris', named('Boris'))).state).toBe('waiting');
    await harness.clock.advance(1_000);
    expect(must(await door.press(third.token, 'clara', named('Clara'))).state).toBe('waiting');
    expect(await viewOf(harness, third.id)).toMatchObject({
      stage: { word: 'waiting', tone: 'quiet' },
      persons: [{ state: 'waiting', queue: 2 }],
    });
    const heard: DoorView[] = [];
    await door.watch(third.token, 'clara', (view) => heard.push(view));
    expect(harness.server.guests).toHaveLength(1);

    must(await desk.end(first.id));
    await settle();
    expect((await viewOf(harness, second.id)).persons[0]).toMatchObject({ state: 'going-in', queue: null });
    expect(await viewOf(harness, third.id)).toMatchObject({ persons: [{ state: 'waiting', queue: 1 }] });
    expect(heard.map((view) => view.state === 'waiting' && view.queue)).toEqual([2, 1]);
    expect(must(await door.press(second.token, 'boris', named(''))).state).toBe('going-in');
    must(await desk.end(second.id));
    await settle();
    expect(heard.at(-1)?.state).toBe('let-in');
  });

  it('has whom the doctor lets in; letting in again overtakes nobody, and declining ends it', async () => {
    const harness = await clinic(1);
    harness.settings = {
      ...harness.settings,
      visits: { ...harness.settings.visits, admission: 'waiting' },
    };
    const { door, desk } = harness.visits;
    const visit = await readyVisit(harness);
    for (const name of ['anna', 'boris', 'clara']) must(await door.press(visit.token, name, named(name)));
    const ids = (await viewOf(harness, visit.id)).persons.map(({ id }) => id);
    const queueAfter = async (wanted: readonly number[]) => {
      const view = must(
        await desk.letIn(
          visit.id,
          wanted.map((index) => ids[index] ?? ''),
        ),
      );
      return view.persons.map(({ state, queue }) => queue ?? state);
    };
    expect(await queueAfter([0])).toEqual(['going-in', 'waiting', 'waiting']);
    await harness.clock.advance(10);
    expect(await queueAfter([2])).toEqual(['going-in', 'waiting', 1]);
    await harness.clock.advance(10);
    expect(await queueAfter([1])).toEqual(['going-in', 2, 1]);
    expect(await queueAfter([1])).toEqual(['going-in', 2, 1]);
    const declined = must(await desk.decline(visit.id, [ids[2] ?? '']));
    expect(declined.persons.map(({ state, queue }) => queue ?? state)).toEqual(['going-in', 1, 'declined']);
  });

  it('passes over who is away, and keeps the place for the return', async () => {
    const harness = await clinic(1);
    const { door, desk } = harness.visits;
    const visits = [await readyVisit(harness), await readyVisit(harness), await readyVisit(harness)];
    const [first, second, third] = visits;
    for (const [index, visit] of visits.entries()) {
      must(await door.press(visit.token, `b${index}`, named(`N${index}`)));
      await harness.clock.advance(10);
    }
    await door.report(second!.token, 'b1', { ...pageOpen, event: 'hidden' });
    expect((await viewOf(harness, third!.id)).persons[0]?.queue).toBe(1);
    must(await desk.end(first!.id));
    await settle();
    expect((await viewOf(harness, third!.id)).persons[0]?.state).toBe('going-in');
    await door.report(second!.token, 'b1', { ...pageOpen, event: 'back' });
    expect((await viewOf(harness, second!.id)).persons[0]).toMatchObject({ state: 'waiting', queue: 1 });
  });

  it('is let in as a whole when nobody counts places any more', async () => {
    const harness = await clinic(1);
    const visit = await readyVisit(harness);
    harness.settings = {
      ...harness.settings,
      visits: { ...harness.settings.visits, admission: 'waiting' },
    };
    for (const name of ['anna', 'boris', 'clara'])
      must(await harness.visits.door.press(visit.token, name, named(name)));
    const ids = (await viewOf(harness, visit.id)).persons.map(({ id }) => id);
    must(await harness.visits.desk.letIn(visit.id, ids));
    harness.settings = settingsWith(null);
    harness.visits.refresh();
    await settle();
    expect((await viewOf(harness, visit.id)).persons.map(({ state }) => state)).toEqual(
      Array(3).fill('going-in'),
    );
  });

  it('refuses a doctor who would come as a guest, until a place is free', async () => {
    const harness = await clinic(2, 'named-guest');
    const { door, desk } = harness.visits;
    const first = await readyVisit(harness);
    const second = await readyVisit(harness);
    must(await door.press(first.token, 'anna', named('Anna')));
    expect(await desk.enterCall(second.id)).toMatchObject({ error: { code: 'guest-seats-taken' } });
    must(await desk.enterCall(first.id));
    expect(must(await door.press(second.token, 'boris', named('Boris'))).state).toBe('waiting');
    must(await desk.end(first.id));
    await settle();
    expect((await viewOf(harness, second.id)).persons[0]?.state).toBe('going-in');
    must(await desk.enterCall(second.id));
  });

  it('is known after a restart, and by the next leader', async () => {
    const nodes = createNodes();
    nodes.settings = settingsWith(1);
    const leader = await nodes.start(true);
    const other = await nodes.start(false);
    const first = must(await leader.visits.desk.create());
    const second = must(await other.visits.desk.create());
    await settle();
    must(await leader.visits.door.press(tokenOf(first), 'anna', named('Anna')));
    await settle();
    expect(must(await other.visits.door.press(tokenOf(second), 'boris', named('Boris'))).state).toBe(
      'waiting',
    );
    await settle();
    leader.kill();
    must(await other.visits.desk.end(first.id));
    const third = await nodes.start(true);
    await settle();
    const view = (await third.visits.desk.list()).visits.find(({ id }) => id === second.id);
    expect(view?.persons[0]?.state).toBe('going-in');
  });

  it('goes on past somebody who is away without this node having heard of it', async () => {
    const nodes = createNodes();
    nodes.settings = settingsWith(1);
    const leader = await nodes.start(true);
    const other = await nodes.start(false);
    const { desk, door } = leader.visits;
    const [first, second, third] = [
      must(await desk.create()),
      must(await desk.create()),
      must(await desk.create()),
    ];
    await settle();
    must(await door.press(tokenOf(first), 'anna', named('Anna')));
    must(await door.press(tokenOf(second), 'boris', named('Boris')));
    await nodes.clock.advance(1_000);
    must(await door.press(tokenOf(third), 'clara', named('Clara')));
    await settle();
    nodes.deaf = true;
    await other.visits.door.report(tokenOf(second), 'boris', reportOf('hidden'));
    // One save, which nothing follows.
    await door.report(tokenOf(first), 'anna', reportOf('logout'));
    await settle();
    const view = (await desk.list()).visits.find(({ id }) => id === third.id);
    expect(view?.persons[0]?.state).toBe('going-in');
  });
});

describe('whatever happens', () => {
  const step = fc.record({
    visit: fc.nat(2),
    who: fc.constantFrom('anna', 'boris'),
    what: fc.constantFrom('press', 'press', 'press', 'letIn', 'letIn', 'hidden', 'back', 'end', 'wait'),
  });
  it('no more are in than there are places, and a free place finds whoever waits for one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom<EntryWay>('own-account', 'named-guest'),
        fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { minLength: 3, maxLength: 8 }),
        async (places, entry, rounds) => {
          const harness = await clinic(places, entry);
          const { door, desk } = harness.visits;
          const visits: { id: string; token: string }[] = [];
          for (let index = 0; index < 3; index += 1) visits.push(await readyVisit(harness));
          for (const round of rounds) {
            await Promise.all(
              round.map(async ({ visit: index, who, what }) => {
                const { id, token } = visits[index]!;
                if (what === 'press') await door.press(token, who, named(who));
                else if (what === 'end') await desk.end(id);
                else if (what === 'wait') await harness.clock.advance(61_000);
                else if (what === 'letIn') {
                  const ids = (await viewOf(harness, id)).persons.map((person) => person.id);
                  await desk.letIn(id, ids);
                } else await door.report(token, who, { ...pageOpen, event: what });
              }),
            );
            await settle();
            const open = (await desk.list()).visits.filter(({ phase }) => phase === 'live');
            const taken = open.map(
              ({ persons }) => persons.filter(({ state }) => holding.includes(state)).length,
            );
            const doctors = entry === 'named-guest' ? taken.filter((count) => count > 0).length : 0;
            const all = taken.reduce((sum, count) => sum + count, 0);
            // With one place the doctor cannot be a guest at all.
            expect(all + doctors).toBeLessThanOrEqual(places === 1 ? 1 + doctors : places);
            const queue = open.flatMap(({ persons }) => persons.filter((one) => one.queue !== null));
            const awake = queue.filter(({ state }) => state === 'waiting').map((one) => one.queue);
            expect([...awake].sort()).toEqual(awake.map((_, index) => index + 1));
            if (all === 0) expect(awake).toEqual([]);
          }
          await harness.visits.stop();
          await harness.repository.close();
        },
      ),
      { numRuns: 80 },
    );
  }, 60_000);
});
