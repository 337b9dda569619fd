/** Whether a PC may be switched off, or fetch a newer version of itself: what its patients have of it just now. */
import { expect, test } from 'vitest';
import { must, named, startHarness, tokenOf } from '../../../fixtures/visitsHarness.ts';

const hour = 3_600_000;

test('links count that patients can open now or before long; who waits and who is in the call is told apart', async () => {
  const { visits, clock } = await startHarness();
  const { desk, door } = visits;
  expect(visits.inUse()).toEqual({ links: 0, waiting: 0, inCall: false });

  // Of tomorrow: whoever goes home today is not asked about it.
  must(await desk.create({ startsAt: clock.now() + 13 * hour }));
  expect(visits.inUse().links).toBe(0);
  must(await desk.create({ startsAt: clock.now() + 11 * hour }));
  expect(visits.inUse()).toEqual({ links: 1, waiting: 0, inCall: false });

  const view = must(await desk.create());
  must(await desk.setAdmission(view.id, 'waiting'));
  must(await door.press(tokenOf(view), 'browser', named('Anna')));
  expect(visits.inUse()).toEqual({ links: 2, waiting: 1, inCall: false });

  const straight = must(await desk.create());
  must(await door.press(tokenOf(straight), 'other', named('Boris')));
  expect(visits.inUse()).toEqual({ links: 3, waiting: 1, inCall: true });

  must(await desk.end(straight.id));
  expect(visits.inUse()).toEqual({ links: 2, waiting: 1, inCall: false });
});
