/** Every stage of a rehearsal against the emulator over https: what each fault makes of it, and that nothing is left behind. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Faults } from '../../../src/emulator/faults.ts';
import { clientOf } from '../../../src/main/diagnostics/connectionTest.ts';
import type { RehearsalInput } from '../../../src/main/diagnostics/rehearsal/play.ts';
import { rehearsalStages, type RehearsalStageName } from '../../../src/shared/ipc/rehearsal.ts';
import { clearSky, clientSecret, openStage, play, type Stage } from './playing.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
beforeEach(() => clearSky(stage));
afterAll(() => stage.close());

const quick = { stageMs: 700, playMs: 5_000 };
/** What is always so here: nobody comes from elsewhere, and patients go to the call itself. */
const always = ['phones not-tried no-phone', 'frame not-tried navigates'];
const after = (first: RehearsalStageName, last: RehearsalStageName): string[] =>
  rehearsalStages
    .slice(rehearsalStages.indexOf(first) + 1, rehearsalStages.indexOf(last) + 1)
    .map((name) => `${name} not-tried after-failed`);
const nothingToRemove = ['stop not-tried after-failed', 'delete not-tried after-failed'];

test('all is well: each stage in its order, with what it found, within a second and with nothing left', async () => {
  const startedAt = performance.now();
  const seen = await play(stage);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(seen.stages.map((one) => one.stage)).toEqual(rehearsalStages);
  expect(seen.rest).toEqual(always);
  expect(seen.of('certificate')).toMatchObject({ facts: { trustedBy: 'pin' } });
  expect(seen.of('api')?.facts).toEqual({ api: 'v3.11' });
  expect(seen.of('owner')?.facts).toEqual({ name: 'Dr. Petrova' });
  expect(seen.of('page')?.note).toBe('answers-this-computer');
  expect(seen.left).toBe(false);
  expect(stage.emulator.conferences()).toEqual([]);
  expect(JSON.stringify([seen.stages, stage.log.lines])).not.toContain(clientSecret);
  // A guest's address lets somebody in.
  expect(JSON.stringify([seen.stages, stage.log.lines])).not.toMatch(/webrtc|#/);
});

type Case = readonly [string, Partial<Faults>, Partial<RehearsalInput>, readonly string[]];
const only = (path: RegExp, answer: Faults['answer'], times?: number): Partial<Faults> => ({
  answer,
  only: { path, ...(times !== undefined && { times }) },
});
const run = /\/run/;
const create = /^POST \/api\/v3\.11\/conferences\/?$/;

const cases: readonly Case[] = [
  [
    'an HTML page',
    only(/GET \/api\/v4\/server/, 'html200'),
    {},
    ['server failed not-trueconf', ...after('server', 'guest'), ...always, ...nothingToRemove],
  ],
  [
    'a server that is silent',
    only(/GET \/api\/v4\/server/, 'silent'),
    {},
    ['server failed timeout', ...after('server', 'guest'), ...always, ...nothingToRemove],
  ],
  [
    'wrong credentials',
    { rejectCredentials: true },
    {},
    [
      'credentials failed credentials-rejected',
      'permission not-tried after-failed',
      'owner not-tried after-failed',
      ...after('owner', 'guest'),
      ...always,
      ...nothingToRemove,
    ],
  ],
  [
    'a list that is refused',
    only(/^GET \/api\/v3\.11\/conferences\/?$/, 'json500'),
    {},
    [
      'permission failed server-error',
      'api failed server-error',
      'owner not-tried after-failed',
      ...after('owner', 'guest'),
      ...always,
      ...nothingToRemove,
    ],
  ],
  ['no interface that is known', { apiMissing: ['v3.11', 'v4'] }, {}, ['credentials passed', 'api failed']],
  [
    'an unknown doctor',
    {},
    { ownerId: 'nobody' },
    ['owner failed owner-unknown', ...after('owner', 'guest'), ...always, ...nothingToRemove],
  ],
  [
    'a doctor who cannot be checked',
    { usersForbidden: true },
    {},
    ['owner unknown permission-missing', ...always],
  ],
  [
    'no doctor at all',
    {},
    { ownerId: null },
    ['owner not-tried no-doctor', ...after('owner', 'guest'), ...always, ...nothingToRemove],
  ],
  [
    'a create that fails',
    only(create, 'json500'),
    {},
    ['create failed server-error', ...after('create', 'guest'), ...always, ...nothingToRemove],
  ],
  [
    'a create whose answer is lost',
    only(create, 'workThenReset', 1),
    {},
    ['create failed connection-lost', ...after('create', 'guest'), ...always],
  ],
  [
    'a create that is made and not answered',
    only(create, 'workThenSilent', 1),
    {},
    ['create failed timeout', ...after('create', 'guest'), ...always],
  ],
  [
    'a lost create, tags that are dropped',
    { ...only(create, 'workThenReset', 1), dropTags: true },
    {},
    ['create failed connection-lost', ...after('create', 'guest'), ...always],
  ],
  [
    'a run that fails',
    only(run, 'json500'),
    {},
    ['run failed server-error', 'guest not-tried after-failed', ...always],
  ],
  [
    'a run that is silent',
    only(run, 'silent'),
    {},
    ['run failed timeout', 'guest not-tried after-failed', ...always],
  ],
  ['no guest place', { noWebClient: true }, {}, ['guest failed no-web-client', ...always]],
  [
    'addresses of another host',
    { foreignHost: 'other.example' },
    {},
    ['guest failed guest-address-foreign', ...always],
  ],
  ['a stop that fails', only(/\/stop/, 'json500', 1), {}, [...always, 'stop failed server-error']],
  ['a delete that answers 204', { deleteStatus: 204, createStatus: 201, ownerWithDomain: true }, {}, always],
  ['patients who wait', {}, { spares: () => 'busy' }, ['run unknown busy', 'guest unknown busy', ...always]],
];

describe('a fault and what is said of it', () => {
  test.each(cases)('%s', async (_name, faults, change, expected) => {
    Object.assign(stage.emulator.faults, faults);
    const seen = await play(stage, { bounds: quick, ...change });
    if (faults.apiMissing) {
      expect(seen.of('permission')?.outcome).not.toBe('passed');
      expect(seen.of('api')?.error?.code).toMatch(/^(?:api-missing|server-too-old)$/);
      expect(seen.of('create')?.outcome).toBe('not-tried');
    } else expect(seen.rest).toEqual(expected);
    expect(seen.left).toBe(false);
    expect(stage.emulator.conferences()).toEqual([]);
  });

  test('a delete that fails: said, and a sweep is asked for', async () => {
    Object.assign(stage.emulator.faults, only(/^DELETE/, 'json500'));
    const seen = await play(stage, { bounds: quick });
    expect(seen.rest).toEqual([...always, 'delete failed server-error']);
    expect(seen.left).toBe(true);
    const [left] = stage.emulator.conferences();
    expect(left).toMatchObject({
      running: false,
      tags: [stage.input.tag, expect.any(String), expect.any(String)],
    });
    clearSky(stage);
    await play(stage);
    expect(stage.emulator.conferences()).toHaveLength(1);
    const client = clientOf(stage.input);
    await client.remove(left?.id ?? '');
    await client.close();
  });
});

describe('the way to the server', () => {
  const at = (address: string, pin = stage.input.server.pin) => ({
    server: { ...stage.input.server, address, pin },
    bounds: quick,
  });
  const rest = (name: string) => [
    ...after('connection', 'guest').filter((line) => !line.startsWith(name)),
    ...always,
    ...nothingToRemove,
  ];

  test('no such name, nobody there, an unknown certificate, another host', async () => {
    const unknown = await play(stage, at('https://no-such-host.invalid'));
    expect(unknown.rest.slice(0, 2)).toEqual([
      'lookup failed name-not-found',
      'connection not-tried after-failed',
    ]);
    const refused = await play(stage, at('https://127.0.0.1:9'));
    expect(refused.rest).toEqual(['connection failed refused', ...rest('connection')]);
    const { origin } = stage.emulator;
    const untrusted = await play(stage, {
      server: { ...stage.input.server, trust: 'system', address: origin },
      bounds: quick,
    });
    expect(untrusted.rest[0]).toBe('certificate failed certificate-self-signed');
    expect(untrusted.rest).toContain('server not-tried after-failed');
    expect(untrusted.of('page')?.outcome).toBe('passed');
  });

  test('nothing is filled in', async () => {
    const empty = await play(stage, { server: { ...stage.input.server, address: '' }, bounds: quick });
    expect(empty.of('settings')?.error?.code).toBe('not-configured');
    expect(empty.of('lookup')?.outcome).toBe('not-tried');
    expect(empty.left).toBe(false);
  });
});

describe('ended by somebody', () => {
  test.each(rehearsalStages.filter((name) => name !== 'stop' && name !== 'delete'))(
    'at the stage %s: the rest is not looked at, and nothing is left',
    async (name) => {
      const seen = await play(stage, { bounds: quick }, name);
      expect(seen.left).toBe(false);
      expect(stage.emulator.conferences()).toEqual([]);
      const made = ['create', 'run', 'guest', 'page', 'phones', 'frame'].includes(name);
      expect(seen.of('delete')?.outcome).toBe(made ? 'passed' : 'not-tried');
      if (name !== 'frame' && name !== 'phones')
        expect(seen.of('frame')).toMatchObject({ outcome: 'not-tried', note: 'cancelled' });
    },
  );

  test('while the server is silent it does not wait for it', async () => {
    Object.assign(stage.emulator.faults, only(run, 'silent'));
    const startedAt = performance.now();
    const seen = await play(stage, {}, 'run');
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(seen.rest).toEqual([
      'run not-tried cancelled',
      'guest not-tried after-failed',
      'page not-tried cancelled',
      'phones not-tried after-failed',
      'frame not-tried cancelled',
    ]);
    expect(stage.emulator.conferences()).toEqual([]);
  });

  test('one that takes too long ends by itself, and cleans up', async () => {
    Object.assign(stage.emulator.faults, { latencyMs: 120 });
    const seen = await play(stage, { bounds: { stageMs: 2_000, playMs: 900 } });
    expect(seen.rest.some((line) => line.endsWith('unknown out-of-time'))).toBe(true);
    expect(seen.left).toBe(false);
    expect(stage.emulator.conferences()).toEqual([]);
  });
});
