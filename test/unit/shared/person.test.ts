import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyPersonEvent,
  dueEvent,
  firstState,
  holdsGuestSeat,
  isPresent,
  nextPersonState,
  personStates,
  personTimes,
  queued,
  type PersonEvent,
  type PersonState,
} from '../../../src/shared/person.ts';
import { aPerson } from '../../fixtures/repositoryContract.ts';

const events: readonly PersonEvent[] = [
  'press',
  'let-in',
  'decline',
  'undecline',
  'hidden',
  'back',
  'reload',
  'leave',
  'seen',
  'absent',
  'logout',
  'overdue',
];

/** The whole machine; what is not here is illegal. */
const legal: Readonly<Record<PersonState, Partial<Record<PersonEvent, PersonState>>>> = {
  waiting: { 'let-in': 'going-in', decline: 'declined', hidden: 'asleep', leave: 'gone' },
  asleep: { back: 'waiting', press: 'waiting', 'let-in': 'going-in', decline: 'declined', leave: 'gone' },
  gone: { press: 'waiting', reload: 'waiting', 'let-in': 'going-in' },
  declined: { undecline: 'waiting', 'let-in': 'going-in' },
  'going-in': { seen: 'in-call', overdue: 'stuck', logout: 'left', leave: 'left' },
  stuck: { seen: 'in-call', press: 'going-in', logout: 'left' },
  'in-call': { absent: 'lost', logout: 'left' },
  lost: { seen: 'in-call', press: 'going-in', overdue: 'left', logout: 'left' },
  left: { seen: 'in-call', press: 'going-in' },
};

describe('the machine of a person', () => {
  it.each(personStates)('%s: every event leads where the table says', (state) => {
    for (const event of events) expect(nextPersonState(state, event)).toBe(legal[state][event]);
  });

  it('starts going in when admitted, waiting otherwise', () => {
    expect([firstState(true), firstState(false)]).toEqual(['going-in', 'waiting']);
  });

  it('keeps place, name and seat through whatever happens', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...personStates),
        fc.array(fc.constantFrom(...events)),
        (state, sequence) => {
          const first = aPerson('v', 'p', { state });
          const last = sequence.reduce(
            (person, event, index) => applyPersonEvent(person, event, 2_000 + index) ?? person,
            first,
          );
          const { id, guestId, browserKey, name, pressedAt } = first;
          expect(last).toMatchObject({ id, guestId, browserKey, name, pressedAt });
          if (sequence.includes('let-in') && last.state === 'in-call' && state === 'waiting') {
            expect(last.seatAt).not.toBeNull();
          }
        },
      ),
    );
  }, 60_000);

  it('gives the seat once, and forgets the old address when somebody goes in again', () => {
    const let1 = applyPersonEvent(aPerson('v', 'p'), 'let-in', 5)!;
    expect(let1).toMatchObject({ state: 'going-in', since: 5, seatAt: 5, addressAt: null });
    const stuck = { ...let1, state: 'stuck', addressAt: 6 } as const;
    expect(applyPersonEvent(stuck, 'press', 9)).toMatchObject({ seatAt: 5, addressAt: null, since: 9 });
    expect(applyPersonEvent(stuck, 'seen', 9)).toMatchObject({ addressAt: 6 });
    expect(applyPersonEvent(stuck, 'decline', 9)).toBeUndefined();
  });
});

describe('who waits for a guest place', () => {
  const inQueue = queued(applyPersonEvent(aPerson('v', 'p'), 'let-in', 5)!, 6);

  it('is let in and holds the seat of the link, but takes no place', () => {
    expect(inQueue).toMatchObject({ state: 'waiting', seatAt: 5, queuedAt: 6, addressAt: null });
    expect(holdsGuestSeat(inQueue.state)).toBe(false);
    const taking: readonly PersonState[] = ['going-in', 'in-call', 'lost'];
    for (const state of personStates) expect(holdsGuestSeat(state)).toBe(taking.includes(state));
  });

  it.each<[readonly PersonEvent[], number | null]>([
    [['hidden'], 6],
    [['hidden', 'back'], 6],
    [['leave', 'press'], 6],
    [['let-in'], null],
    [['decline'], null],
  ])('after %j has the place in the queue: %j', (events, queuedAt) => {
    const last = events.reduce((person, event) => applyPersonEvent(person, event, 9) ?? person, inQueue);
    expect(last.queuedAt).toBe(queuedAt);
  });
});

describe('what the clock brings', () => {
  it.each<[PersonState, number | null, ReturnType<typeof dueEvent>]>([
    ['waiting', null, { event: 'hidden', at: 500 + personTimes.silentAfterMs }],
    ['asleep', null, { event: 'leave', at: 500 + personTimes.goneAfterMs }],
    // Let in at 1,100, after the page was last heard of: the ten minutes count from then.
    ['going-in', null, { event: 'leave', at: 1_100 + personTimes.goneAfterMs }],
    ['going-in', 700, { event: 'overdue', at: 700 + personTimes.stuckAfterMs }],
    ['lost', 700, { event: 'overdue', at: 1_100 + personTimes.leftAfterMs }],
    ['gone', null, undefined],
    ['declined', null, undefined],
    ['stuck', 700, undefined],
    ['in-call', 700, undefined],
    ['left', 700, undefined],
  ])('%s (address at %j)', (state, addressAt, due) => {
    expect(dueEvent(aPerson('v', 'p', { state, addressAt }), 500)).toEqual(due);
  });

  it('holds a visit open for whom its end would hit', () => {
    const gone: readonly PersonState[] = ['gone', 'declined', 'left'];
    for (const state of personStates) expect(isPresent(state)).toBe(!gone.includes(state));
  });
});
