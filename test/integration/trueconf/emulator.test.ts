/** The client against the emulator: the whole way under each switch, and what goes wrong in mid-flow. */
import { afterEach, describe, expect, test } from 'vitest';
import { startEmulator, type Emulator, type Faults } from '../../../src/emulator/index.ts';
import { testConnection } from '../../../src/main/diagnostics/connectionTest.ts';
import type { TrueConfServer } from '../../../src/main/trueconf/client.ts';
import { straightWay } from '../../../src/main/proxy/way.ts';
import { lookAtCertificate } from '../../../src/main/trueconf/tlsProbe.ts';
import {
  movableClock,
  readableLog,
  shortLimits,
  testClient,
  testSecret,
} from '../../fixtures/trueconf/client.ts';
import { allRights } from '../../fixtures/trueconf/answers.ts';
import { serverSettings } from '../../fixtures/serverSettings.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});

async function emulator(faults: Partial<Faults> = {}, options: { tls?: boolean } = {}): Promise<Emulator> {
  const started = await startEmulator({
    clientId: 'client-1',
    clientSecret: testSecret,
    users: [{ id: 'doctor1', displayName: 'Dr. Petrova', password: 'p' }],
    faults,
    ...options,
  });
  open.push(started);
  return started;
}

function clientOf(server: Emulator, options: Parameters<typeof testClient>[1] = {}): TrueConfServer {
  const client = testClient(server.origin, options);
  open.push(client);
  return client;
}

const wanted = {
  topic: 'Video visit',
  owner: 'doctor1',
  description: 'vd-inst-1',
  tags: ['vd-inst-1'],
  places: 4,
  rights: allRights,
  ring: null,
};
const guest = { guestId: 'g_1', displayName: 'Иван O’Neil <b>' };

function value<T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** As a visit goes: create, find, run and address side by side, roster, stop, delete. */
async function wholeWay(client: TrueConfServer, server: Emulator): Promise<void> {
  const made = value(await client.create(wanted));
  expect(made).toMatchObject({ owner: 'doctor1', description: 'vd-inst-1' });
  expect(made.pageUrl).toBe(`${server.origin}/webrtc/${made.id}`);
  expect(value(await client.findByTag('vd-inst-1')).map(({ id }) => id)).toEqual([made.id]);
  expect(value(await client.findByTag('vd-other'))).toEqual([]);
  const [ran, early] = await Promise.all([client.run(made.id), client.guestAddress(made.id, guest)]);
  value(ran);
  const address = new URL(value(early.ok ? early : await client.guestAddress(made.id, guest)));
  expect(address.origin).toBe(server.origin);
  expect(address.pathname).toBe(`/webrtc/${made.id}`);
  expect(decodeURIComponent(address.hash)).toContain('O’Neil');
  value(await client.run(made.id));
  expect(value(await client.get(made.id)).running).toBe(true);
  value(await client.participants(made.id));
  value(await client.stop(made.id));
  value(await client.stop(made.id));
  value(await client.remove(made.id));
  value(await client.remove(made.id));
  expect(server.conferences()).toEqual([]);
}

describe('the whole way', () => {
  const switches: readonly Partial<Faults>[] = [
    {},
    { widgetFirst: true },
    { ownerWithDomain: true },
    { createStatus: 201 },
    { deleteStatus: 204 },
    { httpUrlsInAnswers: true },
    { otherPort: 4_443 },
    { noWebClientBeforeRun: true },
    { iframeOnly: true },
    { rawFragment: true },
    { dropTags: true },
    { ignoreTagFilter: true },
    { startOnCreate: true },
    { runWhenRunning400: true },
    { stopWhenStopped400: true },
    { deleteWhenRunning400: true },
    { hideScope: true },
    { expireTokenAfterCalls: 2 },
    { tokenLifetimeSeconds: 1 },
    { inviteMissing: true },
  ];
  const ofV4: readonly Partial<Faults>[] = [{ shortList: true }, { shortList: true, ownerWithDomain: true }];
  const named = (all: readonly Partial<Faults>[]) =>
    all.map((faults) => ({ name: JSON.stringify(faults), faults }));

  describe.each(['v3', 'v4'] as const)('over %s alone', (api) => {
    test.each(named(api === 'v4' ? [...switches, ...ofV4] : switches))('$name', async ({ faults }) => {
      const server = await emulator({ ...faults, api });
      await wholeWay(clientOf(server), server);
      const other = api === 'v4' ? /\/api\/v3\S+ 2\d\d$/ : /\/api\/v4\//;
      expect(server.requests(other)).toBe(0);
    });
  });

  test('over https with the one certificate that was looked at', async () => {
    const server = await emulator({}, { tls: true });
    expect(await clientOf(server).probe()).toMatchObject({ error: { code: 'certificate-self-signed' } });
    const seen = value(await lookAtCertificate(server.origin, { now: Date.now, roots: () => [] }));
    expect(seen).toMatchObject({ verdict: 'self-signed', sha256: server.certificate?.sha256 });
    const { validFrom: _from, verdict: _verdict, ...certificate } = seen;
    const client = clientOf(server, { pin: { ...certificate, acceptedAt: Date.now() } });
    await wholeWay(client, server);
    await server.rotateCertificate();
    expect(await client.probe()).toMatchObject({ error: { code: 'certificate-changed' } });
  });
});

describe('what goes wrong', () => {
  test.each([400, 401, 403, 'reason', 'error-in-200'] as const)(
    'a wrong secret answered with %s',
    async (tokenError) => {
      const server = await emulator({ tokenError });
      const client = clientOf(server, { secret: () => Promise.resolve('wrong') });
      expect(await client.create(wanted)).toMatchObject({ error: { code: 'credentials-rejected' } });
    },
  );

  test('an unknown owner', async () => {
    const client = clientOf(await emulator());
    expect(await client.create({ ...wanted, owner: 'nobody' })).toMatchObject({
      error: { code: 'owner-unknown', details: { owner: 'nobody' } },
    });
    expect(await client.user('nobody')).toMatchObject({ error: { code: 'owner-unknown' } });
    expect(value(await client.user('doctor1'))).toEqual({ id: 'doctor1', displayName: 'Dr. Petrova' });
  });

  test('a create whose answer is lost leaves a conference that is found by its marker', async () => {
    const server = await emulator({
      answer: 'workThenReset',
      only: { path: /^POST \/api\/v3\.11\/conferences$/, times: 1 },
    });
    const client = clientOf(server);
    expect(await client.create(wanted)).toMatchObject({
      error: { code: 'connection-lost', retryable: true },
    });
    expect(server.conferences()).toHaveLength(1);
    expect(value(await client.findByTag('vd-inst-1'))).toHaveLength(1);
  });

  test('tokens revoked in mid-flow', async () => {
    const server = await emulator();
    const client = clientOf(server);
    const { id } = value(await client.create(wanted));
    server.revokeTokens();
    value(await client.run(id));
  });

  test('a conference deleted behind our back, a foreign address, no web client', async () => {
    const server = await emulator();
    const client = clientOf(server);
    const { id } = value(await client.create(wanted));
    value(await client.run(id));
    server.faults.foreignHost = 'other.test';
    expect(await client.guestAddress(id, guest)).toMatchObject({
      error: { code: 'guest-address-foreign', details: { host: 'other.test' } },
    });
    Object.assign(server.faults, { foreignHost: null, noWebClient: true });
    expect(await client.guestAddress(id, guest)).toMatchObject({ error: { code: 'no-web-client' } });
    server.faults.noWebClient = false;
    server.deleteConference(id);
    expect(await client.guestAddress(id, guest)).toMatchObject({ error: { code: 'conference-not-found' } });
    expect(await client.get(id)).toMatchObject({ error: { code: 'conference-not-found' } });
    expect(await client.participants(id)).toMatchObject({ error: { code: 'conference-not-found' } });
  });

  test.each([
    ['html500', 'server-error'],
    ['json500', 'server-error'],
    ['html200', 'not-trueconf'],
    ['brokenJson', 'bad-answer'],
    ['hugeJson', 'answer-too-large'],
    ['redirect', 'redirected'],
    ['silent', 'timeout'],
    ['reset', 'connection-lost'],
  ] as const)('%s -> %s', async (answer, code) => {
    const client = clientOf(await emulator({ answer }), { limits: shortLimits });
    expect(await client.create(wanted)).toMatchObject({ error: { code } });
  });
});

test('the connection test: nothing is left behind', async () => {
  const server = await emulator({ rosterForbidden: false });
  const stages = await testConnection({
    server: serverSettings(server.origin, 'client-1'),
    ownerId: 'doctor1',
    secret: () => Promise.resolve(testSecret),
    clock: movableClock(),
    log: readableLog(),
    way: straightWay,
  });
  expect(stages.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
  expect(server.conferences()).toEqual([]);
  expect(server.log.join('\n')).not.toMatch(/POST .*conferences|DELETE/);
});
