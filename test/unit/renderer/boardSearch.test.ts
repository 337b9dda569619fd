import { describe, expect, it } from 'vitest';
import { findVisits } from '../../../src/renderer/features/visits/boardSearch.ts';
import type { VisitView } from '../../../src/shared/ipc/contract.ts';
import { personView, visitView } from '../../fixtures/views.ts';

const link = { number: 2, url: null, label: 'Дочь Ольга', helpCode: 'KKK222', page: null, callMe: null };
const board: ReadonlyMap<string, VisitView> = new Map(
  [
    visitView('a', 'not-opened', { label: 'Иванов Пётр', helpCode: 'ABC245', extraLinks: [link] }),
    visitView('b', 'waiting', {
      label: '',
      helpCode: 'ABX245',
      persons: [personView('p', 'Anna Smith', 'waiting', 1)],
    }),
    visitView('c', 'ended', { label: 'Room 24', helpCode: 'PPP777' }),
  ].map((visit) => [visit.id, visit]),
);
const found = (search: string): readonly string[] | undefined => {
  const visits = findVisits(board, search);
  return visits && [...visits.keys()];
};

describe('finding cards', () => {
  it.each<[string, string[]]>([
    ['петр', ['a']],
    ['ольга', ['a']],
    ['smith an', ['b']],
    ['room 24', ['c']],
    // The beginning of a code, also in the wrong layout.
    ['ab', ['a', 'b']],
    ['авс', ['a']],
    ['KKK-22', ['a']],
    ['nobody', []],
  ])('%s: %j', (search, ids) => expect(found(search)).toEqual(ids));

  it('is not under way while no word is typed', () => {
    expect(found('')).toBeUndefined();
    expect(found(' - ')).toBeUndefined();
  });
});
