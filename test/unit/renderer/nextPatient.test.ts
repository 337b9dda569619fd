/** Whom *End and next* takes, and which layouts a desk has. */
import { expect, it, test } from 'vitest';
import { layoutsOf, nextLayout } from '../../../src/renderer/features/conference/layouts.ts';
import { namesOf, nextPatient, stillNext } from '../../../src/renderer/features/conference/nextPatient.ts';
import { personView, visitView } from '../../fixtures/views.ts';

const at = (minute: number) => minute * 60_000;
const choice = { leaving: 'now', visited: new Set<string>() };
const visit = (id: string, persons: ReturnType<typeof personView>[], part = {}) =>
  visitView(id, 'waiting', { persons, ...part });
const chosen = (...args: Parameters<typeof nextPatient>) => {
  const next = nextPatient(...args);
  return next && [next.visit.id, next.person.id, next.outside];
};

test('who waits longest is next, in whichever visit', () => {
  const visits = [
    visit('a', [personView('a1', 'Anna', 'waiting', at(5))]),
    visit('b', [personView('b1', 'Boris', 'asleep', at(1)), personView('b2', 'Vera', 'waiting', at(3))]),
    visit('c', [personView('c1', 'Gleb', 'waiting', at(4))]),
  ];
  expect(chosen(visits, choice)).toEqual(['b', 'b2', true]);
});

test('who was let straight in and is alone in a call waits, too; not where the doctor has been', () => {
  const visits = [
    visit('a', [personView('a1', 'Anna', 'in-call', at(1))]),
    visit('b', [personView('b1', 'Boris', 'waiting', at(3))]),
  ];
  expect(chosen(visits, choice)).toEqual(['a', 'a1', false]);
  expect(chosen(visits, { ...choice, visited: new Set(['a']) })).toEqual(['b', 'b1', true]);
});

test.each([
  ['of the visit that ends', visit('now', [personView('x', 'Anna', 'waiting', at(1))])],
  ['of a closed visit', visit('x', [personView('x', 'Anna', 'waiting', at(1))], { phase: 'closed' })],
  [
    'of one that is being closed',
    visit('x', [personView('x', 'Anna', 'in-call', at(1))], { phase: 'closing' }),
  ],
  ['in the queue for a guest place', visit('x', [personView('x', 'Anna', 'waiting', at(1), { queue: 1 })])],
  ['asleep', visit('x', [personView('x', 'Anna', 'asleep', at(1))])],
  ['declined', visit('x', [personView('x', 'Anna', 'declined', at(1))])],
])('nobody %s', (_who, one) => {
  expect(nextPatient([one], choice)).toBeNull();
});

test('who was chosen is looked up again: as things are now, and nobody who does not wait any more', () => {
  const waits = personView('a1', 'Anna', 'waiting', at(1));
  const chosen = { visit: visit('a', [waits]), person: waits, outside: true };
  const now = (...args: Parameters<typeof visit>) => {
    const next = stillNext(chosen, [visit('b', [waits]), visit(...args)], choice);
    return next && [next.visit.label, next.person.name, next.outside];
  };
  expect(now('a', [{ ...waits, name: 'Olga' }], { label: 'Smirnova' })).toEqual(['Smirnova', 'Olga', true]);
  expect(now('a', [personView('a1', 'Anna', 'in-call', at(2))], { label: '' })).toEqual(['', 'Anna', false]);
  for (const state of ['gone', 'asleep', 'declined', 'going-in', 'left'] as const)
    expect(now('a', [{ ...waits, state }])).toBeNull();
  expect(now('a', [waits], { phase: 'closing' })).toBeNull();
  expect(now('a', [personView('a2', 'Anna', 'waiting', at(1))])).toBeNull();
});

test('a name is held against the label of the link by which it came', () => {
  const link = { number: 2, label: 'Interpreter Ivanova', url: null, helpCode: '', page: null, callMe: null };
  const one = visit('a', [], { label: 'Smirnova A. P.', extraLinks: [link] });
  const person = (name: string, linkNumber: number) => personView('p', name, 'waiting', 0, { linkNumber });
  expect(namesOf(one, person('Анна Смирнова', 1))).toMatchObject({
    label: 'Smirnova A. P.',
    likeness: 'same',
  });
  expect(namesOf(one, person('Petr Ivanov', 1)).likeness).toBe('unlike');
  expect(namesOf(one, person('Anna Smirnova', 2)).likeness).toBe('unlike');
  expect(namesOf({ ...one, label: '' }, person('Anna', 1)).likeness).toBe('unknown');
});

it.each([
  ['desktop', ['beside', 'fill', 'compact']],
  ['web', ['beside', 'fill']],
  ['service', ['beside', 'fill']],
  [undefined, ['beside', 'fill']],
] as const)('the layouts of %s, one after the other and from the first again', (shell, layouts) => {
  expect(layoutsOf(shell)).toEqual(layouts);
  const round = layouts.map((layout) => nextLayout(layout, layouts));
  expect(round).toEqual([...layouts.slice(1), 'beside']);
});
