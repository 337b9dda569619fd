/** What of a visit goes to whose desk. */
import { expect, test } from 'vitest';
import { shownTo } from '../../../../../src/main/service/staff/shown.ts';
import { visitView } from '../../../../fixtures/views.ts';

const noted = visitView('a', 'waiting', { note: 'Asks about the scar.' });
const blank = { ...noted, note: '' };

test.each([
  ['a visit', noted, blank],
  ['visits of a list', { revision: 1, visits: [noted, noted] }, { revision: 1, visits: [blank, blank] }],
  ['a visit deep in an answer', { part: { visit: noted } }, { part: { visit: blank } }],
  [
    'no visit',
    { note: 'of the settings', list: [null, 1, 'a', true] },
    { note: 'of the settings', list: [null, 1, 'a', true] },
  ],
  ['nothing', undefined, undefined],
])('%s', (_what, value, forOthers) => {
  expect(shownTo('doctor', value)).toBe(value);
  expect([shownTo('reception', value), shownTo('administrator', value)]).toEqual([forOthers, forOthers]);
});
