import { afterEach, describe, expect, test } from 'vitest';
import { testConnection, type ConnectionTestInput } from '../../../src/main/diagnostics/connectionTest.ts';
import { SecretUnavailable } from '../../../src/main/ports.ts';
import { straightWay } from '../../../src/main/proxy/way.ts';
import { requests } from '../../../src/shared/ipc/contract.ts';
import { refusal, routes, tokenAnswer, type Routes } from '../../fixtures/trueconf/answers.ts';
import { authority, pinOf, selfSigned, type TestCertificate } from '../../fixtures/trueconf/certificates.ts';
import { movableClock, readableLog, testSecret } from '../../fixtures/trueconf/client.ts';
import {
  startRawServer,
  startScriptedServer,
  type ScriptedServer,
} from '../../fixtures/trueconf/scriptedServer.ts';
import { serverSettings } from '../../fixtures/serverSettings.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});

const good: Routes = {
  'GET /api/v4/server': { json: { product: { display_name: 'TrueConf Server', version: '5.5.3' } } },
  'GET /api/v3.11/conferences': { json: { cnt: 0, conferences: [] } },
  'GET /api/v3.11/users/doctor1': { json: { user: { id: 'doctor1', display_name: 'Dr. Petrova' } } },
};

async function serve(table: Routes = {}, tls?: TestCertificate): Promise<ScriptedServer> {
  const server = await startScriptedServer(routes({ ...good, ...table }), tls && { tls });
  open.push(server);
  return server;
}

const log = readableLog();
async function run(origin: string, change: Partial<ConnectionTestInput> = {}) {
  const stages = await testConnection({
    server: serverSettings(origin, 'client-1'),
    ownerId: 'doctor1',
    secret: () => Promise.resolve(testSecret),
    clock: movableClock(),
    log,
    limits: { connectMs: 1_000, headersMs: 300 },
    roots: () => [],
    way: straightWay,
    ...change,
  });
  expect(requests['connection:test'].output.parse({ stages })).toEqual({ stages });
  expect(JSON.stringify([stages, log.lines])).not.toContain(testSecret);
  return Object.assign(stages, {
    outcomes: stages.map(({ outcome }) => outcome),
    of: (name: string) => stages.find(({ stage }) => stage === name),
  });
}

const all = (count: number, outcome: string) => Array.from({ length: count }, () => outcome);

describe('testConnection', () => {
  test('all is well: each stage in its order, with what it found', async () => {
    const server = await serve();
    const stages = await run(server.origin);
    expect(stages.map(({ stage }) => stage)).toEqual([
      'settings',
      'proxy',
      'connection',
      'certificate',
      'server',
      'credentials',
      'permission',
      'owner',
      'roster',
    ]);
    expect(stages.outcomes).toEqual(all(9, 'passed'));
    expect(stages.of('proxy')?.facts).toEqual({ proxy: 'none' });
    expect(stages.of('connection')?.facts).toEqual({
      host: '127.0.0.1',
      port: server.port,
      address: '127.0.0.1',
    });
    expect(stages.of('certificate')?.facts).toEqual({ encryption: 'none' });
    expect(stages.of('server')?.facts).toEqual({ product: 'TrueConf Server', version: '5.5.3' });
    expect(stages.of('credentials')?.facts['permissions']).toMatch(/^conferences /);
    expect(stages.of('owner')?.facts).toEqual({ name: 'Dr. Petrova' });
    expect(server.seen.every(({ method, path }) => method === 'GET' || path === '/oauth2/v1/token')).toBe(
      true,
    );
  });

  test.each([
    ['two hours ahead', 120],
    ['two hours behind', -120],
    ['a minute ahead, which is of no consequence', 1],
  ])('our clock is %s of the server’s', async (_name, minutes) => {
    const clock = movableClock();
    clock.move(minutes * 60_000);
    const stages = await run((await serve()).origin, { clock });
    expect(stages.of('server')?.facts['clockMinutes']).toBe(minutes === 1 ? undefined : minutes);
    expect(stages.outcomes).toEqual(all(9, 'passed'));
  });

  test('nothing is filled in', async () => {
    const stages = await run('', {
      server: serverSettings('', ''),
      ownerId: '',
      secret: () => Promise.resolve(undefined),
    });
    expect(stages.outcomes).toEqual(['failed', ...all(8, 'not-tried')]);
    expect(stages.of('settings')).toMatchObject({
      error: { code: 'not-configured' },
      facts: { missing: 'server.address server.clientId credentials.secret doctors.id' },
    });
  });

  test.each([
    ['server.clientId', (origin: string) => ({ server: serverSettings(origin, '') })],
    ['credentials.secret', () => ({ secret: () => Promise.resolve('') })],
  ])('without %s the server itself is looked at all the same', async (missing, change) => {
    const server = await serve();
    const stages = await run(server.origin, change(server.origin));
    expect(stages.of('settings')?.facts).toEqual({ missing });
    expect(stages.outcomes).toEqual(['failed', ...all(4, 'passed'), ...all(4, 'not-tried')]);
  });

  test('without a doctor all but the doctor is looked at', async () => {
    const stages = await run((await serve()).origin, { ownerId: '' });
    expect(stages.of('settings')?.facts).toEqual({ missing: 'doctors.id' });
    expect(stages.outcomes).toEqual(['failed', ...all(6, 'passed'), 'not-tried', 'passed']);
  });

  test('where the service has no doctor yet nothing is missing, and nobody is tried', async () => {
    const stages = await run((await serve()).origin, { ownerId: null });
    expect(stages.outcomes).toEqual([...all(7, 'passed'), 'not-tried', 'passed']);
  });

  test('a vault that is locked', async () => {
    const stages = await run((await serve()).origin, {
      secret: () => Promise.reject(new SecretUnavailable()),
    });
    expect(stages.of('settings')?.outcome).toBe('passed');
    expect(stages.of('credentials')).toMatchObject({
      outcome: 'failed',
      error: { code: 'secret-unavailable' },
    });
  });

  const invalid = { status: 401, json: { error: 'invalid_client' } };
  const scoped = (scope: string | null) => ({ 'POST /oauth2/v1/token': tokenAnswer('t', { scope }) });
  test.each<[string, Routes, string, object, number]>([
    ['HTML', { 'GET /api/v4/server': { text: '<html>' } }, 'server', { code: 'not-trueconf' }, 4],
    ['silence', { 'GET /api/v4/server': { raw: () => undefined } }, 'server', { code: 'timeout' }, 4],
    ['500', { 'GET /api/v4/server': { status: 500 } }, 'server', { code: 'server-error' }, 4],
    [
      'a wrong secret',
      { 'POST /oauth2/v1/token': invalid },
      'credentials',
      { code: 'credentials-rejected' },
      3,
    ],
    [
      'a list that is refused',
      { 'GET /api/v3.11/conferences': refusal(403, 'forbidden') },
      'permission',
      { code: 'permission-missing', details: { permission: 'conferences' } },
      2,
    ],
    ['no permission to write', scoped('conferences:read'), 'permission', { code: 'permission-missing' }, 2],
    [
      'an older interface',
      { 'GET /api/v3.11/conferences': refusal(404, 'routeNotFound') },
      'permission',
      { code: 'api-missing' },
      2,
    ],
  ])('%s ends the test there', async (_name, table, stage, error, rest) => {
    const stages = await run((await serve(table)).origin);
    expect(stages.of(stage)).toMatchObject({ outcome: 'failed', error });
    expect(stages.outcomes).toEqual([...all(8 - rest, 'passed'), 'failed', ...all(rest, 'not-tried')]);
  });

  test.each<[string, Routes, string, object]>([
    [
      'an unknown doctor',
      { 'GET /api/v3.11/users/doctor1': refusal(404, 'userNotFound') },
      'owner',
      { outcome: 'failed', error: { code: 'owner-unknown', details: { owner: 'doctor1' } } },
    ],
    [
      'a doctor who cannot be checked',
      { 'GET /api/v3.11/users/doctor1': refusal(403, 'forbidden') },
      'owner',
      { outcome: 'unknown', error: { code: 'permission-missing', details: { permission: 'users:read' } } },
    ],
    [
      'no roster',
      scoped('conferences:read conferences:write users:read'),
      'roster',
      { outcome: 'failed', error: { details: { permission: 'conferences.participants:read' } } },
    ],
    [
      'a roster by the bare name',
      scoped('conferences conferences.participants'),
      'roster',
      { outcome: 'passed' },
    ],
    ['scopes that are not told', scoped(null), 'roster', { outcome: 'unknown', error: null }],
    [
      'an older server',
      { 'GET /api/v4/server': refusal(404, 'routeNotFound') },
      'server',
      { outcome: 'passed', facts: {} },
    ],
    [
      'an older server that says so by a page',
      { 'GET /api/v4/server': { status: 404, text: '<html>' } },
      'server',
      { outcome: 'unknown', error: null },
    ],
  ])('%s is told and ends nothing', async (_name, table, stage, expected) => {
    const stages = await run((await serve(table)).origin);
    expect(stages.of(stage)).toMatchObject(expected);
    expect(stages.outcomes.filter((outcome) => outcome !== 'passed').length).toBeLessThanOrEqual(1);
    expect(stages.outcomes).not.toContain('not-tried');
  });

  test('a web site that is no TrueConf server is found out at the latest by the token', async () => {
    const server = await startScriptedServer(() => ({ status: 404, text: '<html>' }));
    open.push(server);
    const stages = await run(server.origin);
    expect(stages.of('credentials')).toMatchObject({ outcome: 'failed', error: { code: 'not-trueconf' } });
  });

  test('nobody listens, no such name', async () => {
    const server = await serve();
    await server.close();
    const refused = await run(server.origin);
    expect(refused.of('connection')).toMatchObject({
      outcome: 'failed',
      error: { code: 'refused', details: { port: server.port } },
    });
    expect(refused.outcomes).toEqual([...all(2, 'passed'), 'failed', ...all(6, 'not-tried')]);
    const unknown = await run('https://no-such-host.invalid');
    expect(unknown.of('connection')).toMatchObject({ error: { code: 'name-not-found' } });
  });

  test('a port that takes connections and stays silent', async () => {
    const silent = await startRawServer(() => undefined);
    open.push(silent);
    const stages = await run(silent.origin.replace('http:', 'https:'), { limits: { connectMs: 300 } });
    expect(stages.of('certificate')).toMatchObject({ outcome: 'failed', error: { code: 'timeout' } });
  });
});

describe('the stage of the certificate', () => {
  test('self-signed, trusted, changed', async () => {
    const certificate = await selfSigned();
    const server = await serve({}, certificate);
    const untrusted = await run(server.origin);
    expect(untrusted.of('certificate')).toMatchObject({
      outcome: 'failed',
      error: { code: 'certificate-self-signed', details: { host: server.host, port: server.port } },
      facts: { subject: 'CN=test server' },
    });
    const pin = pinOf(certificate, server.host, server.port);
    const settings = serverSettings(server.origin, 'client-1', pin);
    const trusted = await run(server.origin, { server: settings });
    expect(trusted.outcomes).toEqual(all(9, 'passed'));
    expect(trusted.of('certificate')?.facts).toMatchObject({ trustedBy: 'pin', validTo: pin.validTo });
    server.showCertificate(await selfSigned());
    const changed = await run(server.origin, { server: settings });
    expect(changed.of('certificate')).toMatchObject({ error: { code: 'certificate-changed' } });
    expect(changed.outcomes).toEqual([...all(3, 'passed'), 'failed', ...all(5, 'not-tried')]);
  });

  test('trusted by the system', async () => {
    const root = await authority();
    const server = await serve({}, await root.issue());
    const stages = await run(server.origin, { roots: () => [root.cert] });
    expect(stages.outcomes).toEqual(all(9, 'passed'));
    expect(stages.of('certificate')?.facts).toMatchObject({
      trustedBy: 'system',
      issuer: 'CN=test authority',
    });
  });
});
