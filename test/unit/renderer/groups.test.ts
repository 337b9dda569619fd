import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countWaiting,
  groupNames,
  groupVisits,
  holdCard,
  holdGroups,
  kindsOf,
  personsInCall,
  placesOf,
  shownIds,
  type Group,
} from '../../../src/renderer/features/visits/groups.ts';
import { personView, visitView } from '../../fixtures/views.ts';

const now = new Date(2026, 10, 23, 12, 0).getTime();
const minute = 60_000;
const at = (minutesAgo: number) => ({ createdAt: now - minutesAgo * minute });
const idsOf = (groups: readonly Group[]) => Object.fromEntries(groups.map(({ name, ids }) => [name, ids]));

describe('the groups of the board', () => {
  it('put each visit where the doctor looks for it', () => {
    const visits = [
      visitView('ready', 'page-open', at(9)),
      visitView('call-me', 'call-me', at(4)),
      visitView('no-seat', 'page-open', { ...at(7), failure: { code: 'no-web-client', retryable: true } }),
      visitView('newer', 'not-opened', at(1)),
      visitView('call', 'in-call', at(30)),
      visitView('going', 'going-in', at(20)),
      visitView('waits', 'waiting', at(3)),
      visitView('waits-longer', 'waiting', at(8)),
      visitView('lost', 'lost', at(2)),
      visitView('failed', 'failed', { ...at(1), phase: 'failed' }),
      visitView('ending', 'closing', { ...at(5), phase: 'closing' }),
      visitView('tomorrow', 'planned', { ...at(2), phase: 'planned', startsAt: now + 24 * 60 * minute }),
      visitView('soon', 'planned', { ...at(3), phase: 'planned', startsAt: now + 20 * minute }),
      visitView('asks', 'call-me', { ...at(1), phase: 'planned', startsAt: now + 20 * minute }),
      visitView('overdue', 'page-open', { ...at(0), startsAt: now - 40 * minute }),
      visitView('due', 'planned', { ...at(0), phase: 'planned', startsAt: now + 15 * minute }),
      visitView('made', 'not-opened', { ...at(0), startsAt: now + 16 * minute }),
      visitView('begun', 'not-opened', { ...at(0), startsAt: now + 60 * minute }),
      visitView('came', 'gone', {
        ...at(2),
        startsAt: now - 10 * minute,
        persons: [personView('anna', 'Anna', 'gone', now)],
      }),
      visitView('refused', 'planned', {
        ...at(6),
        phase: 'planned',
        startsAt: now + 9 * 60 * minute,
        failure: { code: 'owner-unknown', retryable: false },
      }),
      visitView('over', 'ended', { ...at(60), phase: 'closed' }),
      visitView('yesterday', 'ended', { ...at(13 * 60), phase: 'closed' }),
    ];
    expect(idsOf(groupVisits(visits, now))).toEqual({
      'needs-you': ['call-me', 'asks', 'waits-longer', 'waits', 'no-seat', 'refused', 'lost', 'failed'],
      'in-call': ['call', 'going'],
      due: ['overdue', 'due'],
      ready: ['begun', 'newer', 'came', 'ready'],
      planned: ['made', 'soon', 'tomorrow'],
      done: ['ending', 'over'],
    });
  });

  it('keep a visit that kept somebody out before the doctor until somebody is in the call', () => {
    const failure = { code: 'no-web-client', retryable: true } as const;
    const visits = (['going-in', 'in-call', 'in-call-unconfirmed', 'waiting'] as const).map((word) =>
      visitView(word, word, { ...at(1), failure }),
    );
    expect(idsOf(groupVisits(visits, now))).toMatchObject({
      'needs-you': ['waiting', 'going-in'],
      'in-call': ['in-call', 'in-call-unconfirmed'],
      ready: [],
    });
  });

  it('stay as they are while they are held: every card keeps its place, a new one comes to the end', () => {
    const before = groupVisits(
      [visitView('a', 'not-opened', at(2)), visitView('b', 'not-opened', at(1))],
      now,
    );
    const after = groupVisits(
      [
        visitView('a', 'waiting', at(2)),
        visitView('b', 'not-opened', at(1)),
        visitView('c', 'not-opened', at(0)),
      ],
      now,
    );
    expect(idsOf(holdGroups(before, after))).toEqual({
      'needs-you': [],
      'in-call': [],
      due: [],
      ready: ['b', 'a', 'c'],
      planned: [],
      done: [],
    });
  });

  it('never lose or double a card while they are held', () => {
    const names = groupNames;
    const layout = fc.uniqueArray(fc.integer({ min: 0, max: 20 })).chain((ids) =>
      fc
        .array(fc.integer({ min: 0, max: 3 }), { minLength: ids.length, maxLength: ids.length })
        .map((places) =>
          names.map((name, group) => ({
            name,
            ids: ids.filter((_, i) => places[i] === group).map(String),
          })),
        ),
    );
    fc.assert(
      fc.property(layout, layout, (former, wanted) => {
        const held = holdGroups(former, wanted).flatMap((group) => group.ids);
        expect([...held].sort()).toEqual(wanted.flatMap((group) => group.ids).sort());
      }),
    );
  });
});

describe('the board while somebody works in one card', () => {
  const before = [visitView('a', 'not-opened', at(1)), visitView('b', 'not-opened', at(2))];
  const after = [visitView('a', 'waiting', at(1)), visitView('b', 'waiting', at(2))];
  const former = groupVisits(before, now);

  it.each([
    ['a', { 'needs-you': ['b'], ready: ['a'] }],
    ['b', { 'needs-you': ['a'], ready: ['b'] }],
    ['elsewhere', { 'needs-you': ['b', 'a'], ready: [] }],
    [null, { 'needs-you': ['b', 'a'], ready: [] }],
  ])('keeps %s in its place', (id, groups) => {
    expect(idsOf(holdCard(former, groupVisits(after, now), id))).toMatchObject(groups);
  });

  it('keeps a card at its place among others, and none that is gone from the list', () => {
    const group = (name: Group['name'], ids: readonly string[]): Group => ({ name, ids });
    const wanted = [group('needs-you', ['c']), group('ready', ['a', 'b'])];
    expect(holdCard([group('needs-you', []), group('ready', ['a', 'c', 'b'])], wanted, 'c')).toEqual([
      group('needs-you', []),
      group('ready', ['a', 'c', 'b']),
    ]);
    expect(holdCard([group('needs-you', ['gone']), group('ready', [])], wanted, 'gone')).toEqual(wanted);
  });
});

describe('the heading of cards that stand together', () => {
  it('is what they are now, what needs the doctor first', () => {
    const visits = [
      visitView('a', 'not-opened', at(1)),
      visitView('b', 'waiting', at(1)),
      visitView('c', 'in-call', at(1)),
      visitView('d', 'not-opened', at(1)),
    ];
    const byId = new Map(visits.map((visit) => [visit.id, visit]));
    expect(kindsOf(['a', 'b', 'c', 'd'], byId, now)).toEqual([
      { name: 'needs-you', count: 1 },
      { name: 'in-call', count: 1 },
      { name: 'ready', count: 2 },
    ]);
    expect(kindsOf(['a', 'gone'], byId, now)).toEqual([{ name: 'ready', count: 1 }]);
  });
});

describe('who would be put out of the call', () => {
  it.each([
    ['in-call', 1],
    ['in-call-unconfirmed', 1],
    ['going-in', 0],
    ['lost', 0],
    ['left', 0],
    ['waiting', 0],
  ] as const)('%s: %i', (word, count) => {
    const person = {
      ...personView('p', 'Anna', 'going-in', now),
      stage: { word, tone: 'live', since: now },
    } as const;
    expect(personsInCall(visitView('a', word, { persons: [person] }))).toHaveLength(count);
  });
});

describe('whom the end of a visit would put out', () => {
  it('tells everybody who has a place, by where they are, and nobody who has none', () => {
    const states = [
      'gone',
      'lost',
      'stuck',
      'asleep',
      'in-call',
      'declined',
      'going-in',
      'left',
      'waiting',
    ] as const;
    const persons = states.map((state) => personView(state, state, state, now));
    expect(placesOf(visitView('a', 'waiting', { persons }))).toEqual([
      { name: 'in-call', persons: ['in-call'] },
      { name: 'waiting', persons: ['asleep', 'waiting'] },
      { name: 'going-in', persons: ['stuck', 'going-in'] },
      { name: 'lost', persons: ['lost'] },
    ]);
    const without = persons.filter(({ state }) => ['gone', 'declined', 'left'].includes(state));
    expect(placesOf(visitView('a', 'gone', { persons: without }))).toEqual([]);
  });
});

describe('the number in the title', () => {
  it('counts the people who wait, not the visits', () => {
    const persons = [personView('p', 'Anna', 'waiting', now), personView('q', 'Maria', 'waiting', now)];
    const visits = [
      visitView('a', 'waiting', { persons }),
      visitView('b', 'in-call', { persons: [personView('r', 'Ivan', 'in-call', now)] }),
    ];
    expect(countWaiting(visits)).toBe(2);
  });
});

describe('a long group', () => {
  const ids = Array.from({ length: 150 }, (_, index) => `v${index}`);

  it.each([
    [1, [], 60],
    [2, [], 120],
    [3, [], 150],
    [1, ['v3', null, undefined, 'elsewhere'], 60],
    [1, ['v149'], 61],
  ])('shows %i pages, and %j wherever they stand: %i cards', (pages, wanted, count) => {
    const shown = shownIds(ids, pages, wanted);
    expect(shown).toHaveLength(count);
    expect(shown).toEqual(ids.filter((id) => shown.includes(id)));
  });
});
