/** A name of the server with addresses that are dead: the living one is found within the bound of a connection. */
import type { LookupFunction } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '../../fixtures/trueconf/answers.ts';
import { authority, type Authority } from '../../fixtures/trueconf/certificates.ts';
import { testClient } from '../../fixtures/trueconf/client.ts';
import { startScriptedServer, type ScriptedServer } from '../../fixtures/trueconf/scriptedServer.ts';

const host = 'video.clinic.test';
/** Nobody listens there on this port. */
const refusing = '127.0.0.2';
/** TEST-NET-1 (RFC 5737): packets to it are lost, or the system has no way there. */
const lost = '192.0.2.1';
const alive = '127.0.0.1';

let root: Authority;
let server: ScriptedServer;
beforeAll(async () => {
  root = await authority();
  const answer = routes({ 'GET /api/v4/server': { json: { product: { name: 'tc' } } } });
  server = await startScriptedServer(answer, { tls: await root.issue({ hosts: [host] }) });
});
afterAll(() => server.close());

const family = (address: string): 4 | 6 => (address.includes(':') ? 6 : 4);
/** As the system's: all addresses where all are asked for. */
const lookupOf =
  (addresses: readonly string[]): LookupFunction =>
  (_name, { all }, callback) => {
    const [first = ''] = addresses;
    if (all)
      callback(
        null,
        addresses.map((address) => ({ address, family: family(address) })),
      );
    else callback(null, first, family(first));
  };

async function probe(lookup: LookupFunction, connectMs = 5_000) {
  const options = { lookup, limits: { connectMs }, roots: () => [root.cert] };
  const client = testClient(`https://${host}:${server.port}`, options);
  try {
    return await client.probe();
  } finally {
    await client.close();
  }
}

test.each([
  ['one that refuses', [refusing, alive]],
  ['two that refuse, of the same family', [refusing, '127.0.0.3', alive]],
  ['one of the other family', ['::1', alive]],
  ['one where packets are lost', [lost, alive]],
])('first %s', async (_name, addresses) => {
  expect(await probe(lookupOf(addresses))).toMatchObject({ ok: true });
});

test.each([
  ['all refuse', [refusing, '127.0.0.3'], 'refused'],
  ['one, and it refuses', [refusing], 'refused'],
])('%s -> %s', async (_name, addresses, code) => {
  expect(await probe(lookupOf(addresses))).toMatchObject({ error: { code, details: { host } } });
});

test('a name service that is silent is told as a server that does not answer, at the bound', async () => {
  const startedAt = performance.now();
  const answer = await probe(() => undefined, 400);
  expect(answer).toMatchObject({ error: { code: 'timeout', details: { host } } });
  expect(performance.now() - startedAt).toBeLessThan(3_000);
});

test('a name service that is slow, but answers', async () => {
  const found = lookupOf([alive]);
  const slow: LookupFunction = (...question) => void setTimeout(() => found(...question), 300);
  expect(await probe(slow)).toMatchObject({ ok: true });
});

test('a connection that cannot even be begun is an answer like any other, and at once', async () => {
  const startedAt = performance.now();
  const answer = await probe(() => {
    throw Object.assign(new Error('no name service'), { code: 'EAI_AGAIN' });
  });
  expect(answer).toMatchObject({ error: { code: 'name-not-found', details: { host } } });
  expect(performance.now() - startedAt).toBeLessThan(3_000);
});
