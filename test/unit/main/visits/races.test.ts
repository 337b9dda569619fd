/** Whatever happens in whatever order, some things always hold. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visitViewSchema, type VisitView } from '../../../../src/shared/ipc/contract.ts';
import { settle } from '../../../fixtures/fakeClock.ts';
import {
  must,
  readyVisit,
  startHarness,
  viewOf,
  type Harness,
  named,
  pageOpen,
} from '../../../fixtures/visitsHarness.ts';

const browsers = ['browser-1', 'browser-2', 'browser-3'] as const;

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('press' as const), who: fc.constantFrom(...browsers) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('letIn' as const), index: fc.nat(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('heard' as const), who: fc.constantFrom(...browsers) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('opened', 'lost', 'label', 'end', 'roster') }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1_000, 40_000, 700_000) }),
  },
);
type Step = { readonly do: string; readonly who?: string; readonly index?: number; readonly ms?: number };

async function take(harness: Harness, visit: { id: string; token: string }, todo: Step): Promise<void> {
  const { desk, door } = harness.visits;
  const { persons } = await viewOf(harness, visit.id);
  const person = persons[todo.index ?? 0];
  switch (todo.do) {
    case 'press':
      await door.press(visit.token, todo.who ?? '', named(`name of ${todo.who}`));
      break;
    case 'letIn':
      if (person) await desk.letIn(visit.id, [person.id]);
      break;
    case 'heard':
      await door.heard(visit.token, todo.who ?? '', null);
      break;
    case 'opened':
      await door.report(visit.token, null, pageOpen);
      break;
    case 'lost':
      harness.server.conferences.clear();
      break;
    case 'label':
      await desk.setLabel(visit.id, 'Room 5');
      break;
    case 'end':
      await desk.end(visit.id);
      break;
    case 'roster':
      harness.server.roster = harness.server.guests.map((guest) => ({
        id: guest.guestId,
        displayName: guest.displayName,
        isOwner: false,
      }));
      break;
    default:
      await harness.clock.advance(todo.ms ?? 0);
  }
}

describe('any sequence of events', () => {
  it('keeps the board equal to the store, the revision without a gap, and closed visits closed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const harness = await startHarness();
        const seen = new Map<string, VisitView>();
        const revisions: number[] = [];
        const { revision } = await harness.visits.desk.list();
        let closed = false;
        harness.visits.desk.onChange((change) => {
          revisions.push(change.revision);
          seen.set(change.visit.id, visitViewSchema.parse(change.visit));
          expect(closed && change.visit.phase !== 'closed').toBe(false);
          closed ||= change.visit.phase === 'closed';
        });
        const visit = await readyVisit(harness);
        for (const todo of steps) await take(harness, visit, todo);
        await settle();
        expect(revisions).toEqual(revisions.map((_, index) => revision + 1 + index));
        const view = await viewOf(harness, visit.id);
        expect(seen.get(visit.id)).toEqual(view);
        if (view.phase === 'closed') expect(harness.server.conferences.size).toBe(0);
        if (view.phase !== 'live') expect(view.persons.every(({ name }) => name === '')).toBe(true);
        await harness.visits.stop();
        expect(harness.clock.pending).toBe(0);
        await harness.repository.close();
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});

describe('presses at the same instant', () => {
  it('straight in: one browser gets the seat, each other one waits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...browsers), { minLength: 1, maxLength: 8 }),
        async (presses) => {
          const harness = await startHarness();
          const { id, token } = await readyVisit(harness);
          const answers = await Promise.all(
            presses.map((who) => harness.visits.door.press(token, who, named(`name of ${who}`))),
          );
          const { persons } = await viewOf(harness, id);
          expect(persons).toHaveLength(new Set(presses).size);
          expect(persons.filter(({ state }) => state === 'going-in')).toHaveLength(1);
          const wentIn = answers.map(must).filter(({ state }) => state === 'going-in').length;
          const seatOf = (await harness.repository.load(id))?.persons.find(({ seatAt }) => seatAt !== null);
          expect(seatOf?.name).toBe(`name of ${presses[0]}`);
          expect(wentIn).toBe(presses.filter((who) => who === presses[0]).length);
          await harness.visits.stop();
          await harness.repository.close();
        },
      ),
      { numRuns: 50 },
    );
  }, 120_000);
});
