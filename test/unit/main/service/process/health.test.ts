/** What `/readyz` costs, and what it says. */
import { expect, test } from 'vitest';
import { createMetrics } from '../../../../../src/main/service/metrics.ts';
import { healthOf, type Life } from '../../../../../src/main/service/nodeHealth.ts';
import { FakeClock } from '../../../../fixtures/fakeClock.ts';

function aNode() {
  const clock = new FakeClock();
  const store = { isUp: true, asked: 0 };
  const life: { state: Life } = { state: 'running' };
  const { notReady } = healthOf({
    store: {
      leads: () => true,
      async answers() {
        store.asked += 1;
        return store.isUp;
      },
    },
    config: { metrics: false },
    metrics: createMetrics(),
    clock,
    app: {
      openPhases: () => [],
      pageCertificateEnd: () => undefined,
      serverCertificateEnd: () => undefined,
      status: () => ({ join: { state: 'listening', origin: 'http://127.0.0.1:1', reach: 'this-computer' } }),
    },
    staff: { desks: () => 0 },
    listener: { certificate: () => undefined },
    life,
  });
  return { clock, store, life, notReady };
}

test('however often it is asked, the store is asked once a second', async () => {
  const { clock, store, notReady } = aNode();
  await Promise.all(Array.from({ length: 100 }, () => notReady()));
  await clock.advance(999);
  expect(await notReady()).toEqual([]);
  expect(store.asked).toBe(1);
  store.isUp = false;
  await clock.advance(1);
  expect(await notReady()).toEqual(['store-away']);
  expect(store.asked).toBe(2);
});

test('a node that starts or stops says so without asking anybody', async () => {
  const { store, life, notReady } = aNode();
  life.state = 'stopping';
  expect(await notReady()).toEqual(['stopping']);
  expect(store.asked).toBe(0);
});
