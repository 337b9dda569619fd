/** Planned visits: made when their time comes near, moved and cancelled before, with a link that is early until then. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visitViewSchema, type VisitView } from '../../../../src/shared/ipc/contract.ts';
import { canStartAt, expiryOfLink, timesOf } from '../../../../src/main/visits/planning.ts';
import { settle } from '../../../fixtures/fakeClock.ts';
import {
  clinicSettings,
  must,
  named,
  pageOpen,
  startHarness,
  tokenOf,
  viewOf,
  type Harness,
} from '../../../fixtures/visitsHarness.ts';
import { createNodes } from '../../../fixtures/visitsNodes.ts';

const minute = 60_000;
const hour = 60 * minute;

async function plannedIn(
  ms: number,
): Promise<{ harness: Harness; view: VisitView; startsAt: number; token: string }> {
  const harness = await startHarness();
  const startsAt = harness.clock.now() + ms;
  const view = must(await harness.visits.desk.create({ startsAt, label: 'Room 5' }));
  return { harness, view, startsAt, token: tokenOf(view) };
}

describe('a planned visit', () => {
  it('has its link at once and nothing on the server', async () => {
    const { harness, view, startsAt } = await plannedIn(3 * hour);
    expect(visitViewSchema.parse(view)).toMatchObject({
      phase: 'planned',
      stage: { word: 'planned', tone: 'quiet' },
      label: 'Room 5',
      startsAt,
      link: { number: 1 },
    });
    expect(harness.server.count('create')).toBe(0);
    expect(view.expiresAt).toBe(timesOf(startsAt, 24).expiresAt);
    expect((await viewOf(harness, view.id)).phase).toBe('planned');
  });

  it('is made 20 minutes before, and not a moment earlier', async () => {
    const { harness, view, startsAt } = await plannedIn(3 * hour);
    await harness.clock.advance(3 * hour - 20 * minute - 1);
    expect((await viewOf(harness, view.id)).phase).toBe('planned');
    await harness.clock.advance(1);
    expect(await viewOf(harness, view.id)).toMatchObject({ phase: 'live', startsAt, link: view.link });
    expect(harness.server.count('create')).toBe(1);
  });

  it('is made by the next start when its time came while nobody was there', async () => {
    const { harness, view } = await plannedIn(hour);
    await harness.visits.stop();
    await harness.clock.advance(50 * minute);
    await harness.restart();
    await harness.clock.advance(0);
    expect(await viewOf(harness, view.id)).toMatchObject({ phase: 'live', link: view.link });
  });

  it('that is planned for now is made now', async () => {
    const { harness, view } = await plannedIn(10 * minute);
    expect(view).toMatchObject({ phase: 'live' });
    expect(harness.server.count('create')).toBe(1);
  });

  it.each([
    ['a quarter of an hour ago and more', -16 * minute],
    ['in three years', 3 * 366 * 24 * hour],
  ])('cannot be planned for %s', async (_, ms) => {
    const harness = await startHarness();
    const startsAt = harness.clock.now() + ms;
    expect(await harness.visits.desk.create({ startsAt })).toMatchObject({ error: { code: 'bad-request' } });
    const { view } = await plannedIn(hour);
    expect(await harness.visits.desk.move(view.id, startsAt)).toMatchObject({
      error: { code: 'bad-request' },
    });
  });

  it('is made by the doctor before its time, and lets in at once', async () => {
    const { harness, view, token } = await plannedIn(3 * hour);
    expect(must(await harness.visits.desk.start(view.id))).toMatchObject({ phase: 'live', link: view.link });
    expect(must(await harness.visits.door.press(token, 'anna', named('Anna'))).state).toBe('going-in');
    expect(must(await harness.visits.desk.start(view.id)).phase).toBe('live');
    expect(harness.server.count('create')).toBe(1);
  });

  it('that fails is tried again each minute while the server is away, and by whoever comes', async () => {
    const { harness, view, token } = await plannedIn(hour);
    harness.server.fail('create', 'unreachable');
    await harness.clock.advance(43 * minute);
    expect(harness.server.count('create')).toBe(4);
    expect(await viewOf(harness, view.id)).toMatchObject({
      phase: 'failed',
      failure: { code: 'unreachable' },
    });
    await harness.clock.advance(2 * minute);
    harness.server.heal();
    expect(must(await harness.visits.door.press(token, 'anna', named('Anna'))).state).toBe('going-in');
    const { clock, server, visits } = harness;
    const other = must(await visits.desk.create({ startsAt: clock.now() + hour }));
    server.fail('create', 'permission-missing');
    await clock.advance(45 * minute);
    expect(await viewOf(harness, other.id)).toMatchObject({ failure: { code: 'permission-missing' } });
    expect(server.calls.filter(({ call }) => call === 'create').length).toBe(8);
  });
});

describe('moving and cancelling', () => {
  it('keeps link and place; it is made at the new time only', async () => {
    const { harness, view, startsAt } = await plannedIn(2 * hour);
    const later = startsAt + 24 * hour;
    const moved = must(await harness.visits.desk.move(view.id, later));
    expect(moved).toMatchObject({ phase: 'planned', startsAt: later, link: view.link, label: 'Room 5' });
    expect(moved.expiresAt).toBe(timesOf(later, 24).expiresAt);
    await harness.clock.advance(3 * hour);
    expect(harness.server.count('create')).toBe(0);
    const sooner = harness.clock.now() + hour;
    must(await harness.visits.desk.move(view.id, sooner));
    await harness.clock.advance(40 * minute);
    expect(await viewOf(harness, view.id)).toMatchObject({ phase: 'live', startsAt: sooner });
  });

  it('is refused once it is made, and once it is over', async () => {
    const { harness, view, startsAt } = await plannedIn(hour);
    await harness.clock.advance(45 * minute);
    const moved = await harness.visits.desk.move(view.id, startsAt + hour);
    expect(moved).toMatchObject({ error: { code: 'visit-not-planned' } });
    must(await harness.visits.desk.end(view.id));
    await settle();
    expect(await harness.visits.desk.move(view.id, startsAt + hour)).toMatchObject({
      error: { code: 'visit-closed' },
    });
    expect(await harness.visits.desk.move('none', startsAt)).toMatchObject({
      error: { code: 'visit-not-found' },
    });
  });

  it('a cancelled visit asks the server for nothing, and its link is dead', async () => {
    const { harness, view, token } = await plannedIn(hour);
    const calls = harness.server.calls.length;
    expect(must(await harness.visits.desk.end(view.id))).toMatchObject({
      phase: 'closed',
      stage: { word: 'cancelled' },
    });
    expect(await harness.visits.door.look(token, null, null)).toEqual({ state: 'dead', thanks: false });
    await harness.clock.advance(2 * hour);
    expect(harness.server.calls.length).toBe(calls);
  });

  it('a new link of a planned visit lives as long as the visit', async () => {
    const { harness, view, startsAt } = await plannedIn(72 * hour);
    const renewed = must(await harness.visits.desk.newLink(view.id));
    expect(renewed.expiresAt).toBe(timesOf(startsAt, 24).expiresAt);
    expect(await harness.visits.door.look(tokenOf(view), null, null)).toMatchObject({ state: 'dead' });
  });
});

describe('the page of a planned visit', () => {
  it('is early until 15 minutes before, changes nothing by a press, then is as any other', async () => {
    const { harness, startsAt, token } = await plannedIn(2 * hour);
    const { door } = harness.visits;
    const early = { state: 'early', startsAt, doctorName: 'Dr. House' };
    await harness.clock.advance(2 * hour - 15 * minute - 1);
    expect(await door.look(token, null, null)).toMatchObject(early);
    expect(await door.report(token, 'anna', pageOpen)).toMatchObject(early);
    expect(must(await door.press(token, 'anna', named('Anna')))).toEqual({ state: 'early' });
    expect((await harness.visits.desk.list()).visits[0]?.persons).toEqual([]);
    await harness.clock.advance(1);
    expect(await door.look(token, null, null)).toMatchObject({ state: 'form' });
    expect(must(await door.press(token, 'anna', named('Anna'))).state).toBe('going-in');
  });

  it('shows the new time of a moved visit', async () => {
    const { harness, view, startsAt, token } = await plannedIn(2 * hour);
    must(await harness.visits.desk.move(view.id, startsAt + hour));
    expect(await harness.visits.door.look(token, null, null)).toMatchObject({ startsAt: startsAt + hour });
  });

  it('tells the doctor who asks to be called', async () => {
    const { harness, view, token } = await plannedIn(2 * hour);
    const call = { name: 'Anna', code: null, reason: 'other', device: null } as const;
    must(await harness.visits.door.callMe(token, null, call));
    expect(await viewOf(harness, view.id)).toMatchObject({
      phase: 'planned',
      stage: { word: 'call-me', tone: 'alarm' },
    });
  });

  it('lets in who comes in time although no node leads', async () => {
    const nodes = createNodes();
    const node = await nodes.start(false);
    const view = must(await node.visits.desk.create({ startsAt: nodes.clock.now() + hour }));
    await nodes.clock.advance(50 * minute);
    const pressed = await node.visits.door.press(tokenOf(view), 'anna', named('Anna'));
    expect(must(pressed).state).toBe('going-in');
    expect(nodes.server.created).toHaveLength(1);
  });
});

describe('the board', () => {
  it('lists planned visits of these owners that begin before a time', async () => {
    const harness = await startHarness();
    harness.settings = {
      ...clinicSettings,
      doctors: {
        ...clinicSettings.doctors,
        list: [...clinicSettings.doctors.list, { id: 'dr.wilson', name: '' }],
      },
    };
    const { desk } = harness.visits;
    const now = harness.clock.now();
    const today = must(await desk.create({ startsAt: now + hour }));
    const tomorrow = must(await desk.create({ startsAt: now + 24 * hour }));
    const theirs = must(await desk.create({ startsAt: now + hour, ownerId: 'dr.wilson' }));
    const made = must(await desk.create());
    const ids = async (wanted: Parameters<typeof desk.list>[0]): Promise<readonly string[]> =>
      (await desk.list(wanted)).visits.map(({ id }) => id).sort();
    expect(await ids({})).toEqual([today.id, tomorrow.id, theirs.id, made.id].sort());
    expect(await ids({ plannedBefore: now + 12 * hour })).toEqual([today.id, theirs.id, made.id].sort());
    expect(await ids({ ownerIds: ['dr.wilson'] })).toEqual([theirs.id]);
    expect(await ids({ ownerIds: [] })).toEqual([]);
    expect(await desk.create({ ownerId: 'dr.who' })).toMatchObject({ error: { code: 'owner-unknown' } });
  });
});

describe('the board of a day', () => {
  it('also lists a later visit whose patient asks to be called, for its owner', async () => {
    const { clock, visits } = await startHarness();
    const { desk, door } = visits;
    const wanted = { plannedBefore: clock.now() + 12 * hour };
    const later = must(await desk.create({ startsAt: clock.now() + 48 * hour }));
    expect((await desk.list(wanted)).visits).toEqual([]);
    must(
      await door.callMe(tokenOf(later), null, { name: 'Anna', code: null, reason: 'other', device: null }),
    );
    expect((await desk.list(wanted)).visits.map(({ id }) => id)).toEqual([later.id]);
    expect((await desk.list({ ...wanted, ownerIds: ['dr.wilson'] })).visits).toEqual([]);
  });
});

describe('the times', () => {
  it.each([
    ['the end of the day, when that is later', '2027-01-04T08:00', 4, '2027-01-05T00:00'],
    ['its whole life from the beginning, when that is later', '2027-01-04T22:00', 4, '2027-01-05T02:00'],
    ['a day with a change of the clock in it', '2027-03-28T01:00', 1, '2027-03-29T00:00'],
  ])('a link lives until %s', (_, startsAt, hours, expiresAt) => {
    const times = timesOf(new Date(startsAt).getTime(), hours);
    expect(times.expiresAt).toBe(new Date(expiresAt).getTime());
  });

  it('a link lives through the visit whenever it is made, and opens before it begins', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.integer({ min: 1, max: 720 }),
        fc.nat(4e12),
        (at, hours, now) => {
          const { opensAt, expiresAt, startsAt } = timesOf(at, hours);
          expect(startsAt).toBe(at);
          expect(opensAt).toBe(at - 15 * minute);
          expect(expiresAt).toBeGreaterThanOrEqual(at + hours * hour);
          expect(expiresAt - at).toBeLessThanOrEqual(Math.max(hours, 25) * hour);
          const renewed = expiryOfLink({ startsAt }, hours, now);
          expect(renewed).toBe(Math.max(now + hours * hour, expiresAt));
          expect(canStartAt(at, at + 15 * minute)).toBe(true);
          expect(canStartAt(at, at + 15 * minute + 1)).toBe(false);
        },
      ),
    );
  });
});

describe('whatever is done with a planned visit', () => {
  const step = fc.oneof(
    fc.record({ what: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 90 }) }),
    fc.record({ what: fc.constant('move' as const), minutes: fc.integer({ min: 1, max: 180 }) }),
    fc.record({ what: fc.constantFrom('press', 'start', 'look', 'newLink', 'fail', 'heal', 'restart') }),
    { weight: 1, arbitrary: fc.record({ what: fc.constant('end' as const) }) },
  );

  it('nothing is made before its time unless somebody wants it, nobody comes in early, nothing stays behind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const harness = await startHarness();
        const { clock, server } = harness;
        const { id, link } = must(await harness.visits.desk.create({ startsAt: clock.now() + 2 * hour }));
        let token = link?.url.split('/v/')[1] ?? '';
        let wantedNow = false;
        for (const todo of steps) {
          const { desk, door } = harness.visits;
          const before = await viewOf(harness, id);
          const isOpen = before.phase !== 'closing' && before.phase !== 'closed';
          const startsAt = before.startsAt ?? 0;
          const early = !wantedNow && clock.now() < startsAt - 15 * minute;
          if (todo.what === 'wait' && 'minutes' in todo) await clock.advance(todo.minutes * minute);
          if (todo.what === 'move' && 'minutes' in todo) {
            const at = clock.now() + todo.minutes * minute;
            const moved = await desk.move(id, at);
            expect(moved.ok).toBe(before.phase === 'planned');
            if (moved.ok) expect(moved.value).toMatchObject({ startsAt: at, link: before.link });
          }
          if (todo.what === 'start') {
            must(await desk.start(id));
            wantedNow ||= before.phase === 'planned';
          }
          if (todo.what === 'end') must(await desk.end(id));
          if (todo.what === 'newLink' && isOpen) token = tokenOf(must(await desk.newLink(id)));
          if (todo.what === 'fail') server.fail('create', 'unreachable');
          if (todo.what === 'heal') server.heal();
          if (todo.what === 'restart') {
            await harness.visits.stop();
            await harness.restart();
          }
          if (todo.what === 'look' && isOpen && before.persons.length === 0)
            expect((await door.look(token, null, null)).state).toBe(early ? 'early' : 'form');
          if (todo.what === 'press' && isOpen && before.persons.length === 0) {
            const pressed = door.press(token, 'anna', named('Anna'));
            await clock.advance(0);
            const answer = await pressed;
            expect(answer.ok && answer.value.state === 'early').toBe(early);
          }
          await settle();
          const after = await viewOf(harness, id);
          if (clock.now() < (after.startsAt ?? 0) - 20 * minute && !wantedNow)
            expect([
              after.phase === 'planned' || !isOpen || todo.what === 'end',
              server.created.length,
            ]).toEqual([true, 0]);
          expect(server.conferences.size).toBeLessThanOrEqual(1);
          if (after.phase === 'closed') expect(server.conferences.size).toBe(0);
        }
        await harness.visits.stop();
        await harness.repository.close();
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
