/** A Client Secret that is exchanged: the other one is tried in the same breath, and a next one is proved by a visit. */
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../../src/emulator/index.ts';
import { tryVisit } from '../../../src/main/diagnostics/testVisit.ts';
import { straightWay } from '../../../src/main/proxy/way.ts';
import { systemClock, systemRandom } from '../../../src/main/system.ts';
import { defaultSettings } from '../../../src/shared/settings.ts';
import { ok } from '../../../src/shared/result.ts';
import { testLifeMs } from '../../../src/main/visits/testMark.ts';
import { FakeClock } from '../../fixtures/fakeClock.ts';
import { recordingLog } from '../../fixtures/recordingLog.ts';
import { installationTag, startHarness } from '../../fixtures/visitsHarness.ts';
import { testClient } from '../../fixtures/trueconf/client.ts';

const clientId = 'client-1';

async function server(clientSecret: string) {
  const users = [{ id: 'petrova', displayName: 'Dr. Petrova', password: 'x' }];
  const emulator = await startEmulator({ clientId, clientSecret, users });
  onTestFinished(() => emulator.close());
  return emulator;
}

function exchanging(origin: string, secret: string, other: string | undefined) {
  const asked: string[] = [];
  const client = testClient(origin, {
    secret: async () => secret,
    otherSecret: async (rejected) => {
      asked.push(rejected);
      return other;
    },
  });
  onTestFinished(() => client.close());
  return { client, asked };
}

test('a rejected secret gives way to the other within the same call', async () => {
  const { origin } = await server('new');
  const { client, asked } = exchanging(origin, 'old', 'new');
  const answers = await Promise.all([client.user('petrova'), client.user('petrova')]);
  expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
  expect(asked).toEqual(['old']);
});

test.each([undefined, 'wrong too'])('when the other is %s, the rejection is told', async (other) => {
  const { origin } = await server('new');
  const { client, asked } = exchanging(origin, 'old', other);
  expect(await client.user('petrova')).toMatchObject({ error: { code: 'credentials-rejected' } });
  expect(asked).toEqual(['old']);
});

test('another failure of the token does not touch the other secret', async () => {
  const emulator = await server('new');
  await emulator.close();
  const { client, asked } = exchanging(emulator.origin, 'old', 'new');
  expect(await client.user('petrova')).toMatchObject({ error: { code: 'refused' } });
  expect(asked).toEqual([]);
});

test.each([
  ['new', 'petrova', 'ok'],
  ['old', 'petrova', 'credentials-rejected'],
  ['new', 'nobody', 'owner-unknown'],
  ['new', '', 'not-configured'],
])(
  'a test visit with the secret %s for %j: %s; nothing is left behind',
  async (secret, ownerId, expected) => {
    const emulator = await server('new');
    const log = recordingLog();
    const outcome = await tryVisit({
      server: { ...defaultSettings.server, address: emulator.origin, clientId },
      ...{ ownerId, secret, tag: 'visit-desk-0123456789abcdef', log },
      clock: systemClock,
      random: systemRandom,
      way: straightWay,
    });
    expect(outcome.ok ? 'ok' : outcome.error.code).toBe(expected);
    expect(emulator.conferences()).toEqual([]);
    const calls = log.lines.map(({ fields }) => `${String(fields['method'])} ${String(fields['route'])}`);
    if (expected === 'ok')
      expect(calls.join('\n')).toMatch(/POST.*\/run\n(?:.*\n)*.*clients\n(?:.*\n)*.*stop\n(?:.*\n)*DELETE/);
  },
);

test('what a test visit leaves on the server is swept when no test can be under way any more', async () => {
  const emulator = await server('new');
  emulator.faults.answer = 'json500';
  emulator.faults.only = { path: /^DELETE / };
  const clock = new FakeClock();
  const log = recordingLog();
  const outcome = await tryVisit({
    server: { ...defaultSettings.server, address: emulator.origin, clientId },
    ...{ ownerId: 'petrova', secret: 'new', tag: installationTag, random: systemRandom, way: straightWay },
    ...{ log, clock: { ...systemClock, now: () => clock.now() } },
  });
  expect(outcome).toMatchObject({ error: { code: 'server-error' } });
  expect(emulator.conferences()).toHaveLength(1);
  emulator.faults.answer = null;
  const client = testClient(emulator.origin, { secret: async () => 'new' });
  onTestFinished(() => client.close());
  const listed: number[] = [];
  const counting: typeof client = {
    ...client,
    async findByTag(...asked) {
      const found = await client.findByTag(...asked);
      if (found.ok) listed.push(found.value.length);
      return found;
    },
  };
  const { visits } = await startHarness({
    client: async () => ok(counting),
    ports: { clock, random: systemRandom, log },
  });
  onTestFinished(() => visits.stop());
  await expect.poll(() => listed).toEqual([1]);
  await clock.advance(testLifeMs - 1);
  expect(emulator.conferences()).toHaveLength(1);
  await clock.advance(1);
  await expect.poll(() => emulator.conferences()).toEqual([]);
});
