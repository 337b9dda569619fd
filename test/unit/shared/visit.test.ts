import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyVisitEvent,
  canReopen,
  isOpen,
  nextVisitState,
  type VisitEvent,
  type VisitState,
} from '../../../src/shared/visit.ts';
import { aVisit } from '../../fixtures/repositoryContract.ts';

const states = {
  planned: { name: 'planned' },
  creating: { name: 'creating' },
  failed: { name: 'failed', code: 'timeout' },
  ready: { name: 'ready' },
  closing: { name: 'closing', reason: 'ended' },
  closed: { name: 'closed', reason: 'no-show' },
} as const satisfies Record<VisitState['name'], VisitState>;

const events = {
  start: { type: 'start' },
  created: { type: 'created' },
  refused: { type: 'refused', code: 'owner-unknown' },
  retry: { type: 'retry' },
  lost: { type: 'lost' },
  end: { type: 'end', reason: 'ended' },
  cancel: { type: 'cancel' },
  expire: { type: 'expire', occupied: false },
  expireOccupied: { type: 'expire', occupied: true },
  removed: { type: 'removed' },
  reopen: { type: 'reopen' },
} as const satisfies Record<string, VisitEvent>;
type EventName = keyof typeof events;

const creating = { name: 'creating' } as const;
const cancelled = { name: 'closed', reason: 'cancelled' } as const;
const expired = { name: 'closed', reason: 'expired' } as const;
const early = { cancel: cancelled, expire: expired, expireOccupied: expired };

/** The whole machine; what is not here is illegal. */
const legal: Readonly<Record<VisitState['name'], Partial<Record<EventName, VisitState>>>> = {
  planned: { start: creating, ...early },
  failed: { retry: creating, ...early },
  creating: {
    created: { name: 'ready' },
    refused: { name: 'failed', code: 'owner-unknown' },
    cancel: { name: 'closing', reason: 'cancelled' },
    end: { name: 'closing', reason: 'ended' },
  },
  ready: {
    lost: creating,
    cancel: { name: 'closing', reason: 'cancelled' },
    end: { name: 'closing', reason: 'ended' },
    expire: { name: 'closing', reason: 'expired' },
  },
  closing: { removed: { name: 'closed', reason: 'ended' } },
  closed: {},
};

/** Only a cancellation is ever taken back. */
const afterClosed = (state: VisitState, event: VisitEvent): VisitState | undefined =>
  event.type === 'reopen' && 'reason' in state && state.reason === 'cancelled'
    ? { name: 'planned' }
    : undefined;

const stateNames = Object.keys(legal) as VisitState['name'][];
const eventNames = Object.keys(events) as EventName[];

describe('the machine of a visit', () => {
  it.each(stateNames)('%s: every event leads where the table says', (name) => {
    for (const event of eventNames) {
      expect(nextVisitState(states[name], events[event])).toEqual(legal[name][event]);
    }
  });

  it('leaves closed for planned only, and from closing goes nowhere else', () => {
    const anyEvent = fc.constantFrom(...eventNames);
    fc.assert(
      fc.property(fc.constantFrom(...stateNames), fc.array(anyEvent), (name, sequence) => {
        let visit = aVisit('a', { state: states[name] });
        for (const [index, event] of sequence.entries()) {
          const next = applyVisitEvent(visit, events[event], 5_000 + index);
          if (visit.state.name === 'closed')
            expect(next?.state).toEqual(afterClosed(visit.state, events[event]));
          if (visit.state.name === 'closing' && next) expect(next.state.name).toBe('closed');
          if (next) expect(next.since).toBe(5_000 + index);
          visit = next ?? visit;
        }
      }),
    );
  }, 60_000);

  it('drops the conference that the server lost, and keeps the links', () => {
    const visit = aVisit('a');
    expect(applyVisitEvent(visit, events.lost, 9)).toEqual({
      ...visit,
      state: creating,
      since: 9,
      conference: null,
    });
  });

  it('is planned again after a cancellation within a minute, unless it was made on the server', () => {
    const visit = aVisit('a', { startsAt: 9_000, conference: null, marker: null, since: 5_000 });
    const conference = { id: '1', pageUrl: 'https://video.clinic.example/c/1' };
    const others = [{ startsAt: null }, { conference }, { marker: 'mark' }].map((part) => ({
      ...visit,
      ...part,
    }));
    expect([canReopen(visit, 65_000), canReopen(visit, 65_001)]).toEqual([true, false]);
    expect(others.map((other) => canReopen(other, 6_000))).toEqual([false, false, false]);
    const closed = { ...visit, state: cancelled, endedAt: 5_000 };
    expect(applyVisitEvent(closed, events.reopen, 6_000)).toEqual({
      ...visit,
      since: 6_000,
      state: { name: 'planned' },
    });
  });

  it('has dead links from the first moment of closing', () => {
    const open = stateNames.filter((name) => isOpen(states[name]));
    expect(open).toEqual(['planned', 'failed', 'creating', 'ready']);
  });
});
