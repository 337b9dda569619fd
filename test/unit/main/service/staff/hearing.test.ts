/** What of a desk's events is remembered, and for how long. */
import { expect, test } from 'vitest';
import type { Who } from '../../../../../src/main/service/access/roles.ts';
import { createHearing, tell } from '../../../../../src/main/service/staff/hearing.ts';
import { FakeClock } from '../../../../fixtures/fakeClock.ts';
import { fakeRandom } from '../../../../fixtures/fakeRandom.ts';
import { visitView } from '../../../../fixtures/views.ts';

const doctor: Who = { accountId: 'a', name: 'Dr. House', role: 'doctor', siteIds: [], trueconfId: 'house' };

test('what is older than any line that may still come back is forgotten, and asked for anew', async () => {
  const clock = new FakeClock();
  const hearing = createHearing({ random: fakeRandom(), clock });
  const change = (id: string): void => {
    const visit = visitView(id, 'not-opened', { ownerId: 'house' });
    hearing.hear(doctor, tell({ channel: 'visits:changed', payload: { revision: 0, visit } }, []));
  };
  const since = (revision: number) => hearing.changedSince(revision)?.map(({ id }) => id);
  change('a');
  change('b');
  await clock.advance(299_999);
  change('a');
  expect([since(0), since(2)]).toEqual([['b', 'a'], ['a']]);
  await clock.advance(1);
  change('c');
  expect([since(0), since(1), since(2), since(3)]).toEqual([undefined, undefined, ['a', 'c'], ['c']]);
  expect([since(4), since(5)]).toEqual([[], undefined]);
});
