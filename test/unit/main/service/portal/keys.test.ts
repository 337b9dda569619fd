import { expect, test } from 'vitest';
import { createPortalKeys, portalKeyCommand } from '../../../../../src/main/service/portal/index.ts';
import { trustMs } from '../../../../../src/main/service/portal/keys.ts';
import { FakeClock } from '../../../../fixtures/fakeClock.ts';
import { fakeRandom } from '../../../../fixtures/fakeRandom.ts';

function keysIn() {
  const clock = new FakeClock();
  const store: { body?: unknown; reads: number; isAway: boolean } = { reads: 0, isAway: false };
  const document = {
    async read() {
      store.reads += 1;
      if (store.isAway) throw new Error('away');
      return structuredClone(store.body);
    },
    async change(next: (body: unknown) => unknown) {
      store.body = structuredClone(next(structuredClone(store.body)) ?? store.body);
    },
  };
  const node = (seed: string) => createPortalKeys(document, clock, fakeRandom(seed));
  return { clock, store, keys: node('one'), other: node('two') };
}

async function added(keys: ReturnType<typeof keysIn>['keys'], system: string, sites = ['north']) {
  const made = await keys.add(system, sites);
  if (!made.ok) throw new Error(made.error);
  return made.value;
}

test('a key is shown once, found by itself only, and kept as a hash', async () => {
  const { keys, store } = keysIn();
  const { key, keyId } = await added(keys, 'Portal', ['north', 'south', 'north']);
  expect(await keys.find(key)).toEqual({ keyId, system: 'Portal', siteIds: ['north', 'south'] });
  const secret = key.slice(-43);
  expect(JSON.stringify(store.body)).not.toContain(secret);
  expect(JSON.stringify(await keys.list())).not.toMatch(/secretHash/);
  for (const wrong of [
    '',
    keyId,
    `${key}x`,
    key.replace(secret, 'A'.repeat(43)),
    `vd_${'0'.repeat(16)}_${secret}`,
  ])
    expect(await keys.find(wrong)).toBeUndefined();
});

test('two keys of a system count at once, a third waits for one to be revoked', async () => {
  const { keys, clock } = keysIn();
  const first = await added(keys, 'Portal');
  const second = await added(keys, 'Portal', ['south']);
  expect(await keys.add('Portal', ['north'])).toEqual({ ok: false, error: 'two-already' });
  expect((await keys.find(first.key))?.siteIds).toEqual(['north']);
  expect((await keys.find(second.key))?.siteIds).toEqual(['south']);
  expect((await keys.revoke(first.keyId)).ok).toBe(true);
  await clock.advance(trustMs);
  expect(await keys.find(first.key)).toBeUndefined();
  expect(await keys.find(second.key)).toBeDefined();
  await added(keys, 'Portal');
  await added(keys, 'Another system');
});

test('another node refuses a revoked key within seconds, and asks the store once for many requests', async () => {
  const { keys, other, clock, store } = keysIn();
  const { key, keyId } = await added(keys, 'Portal');
  const before = store.reads;
  await Promise.all(Array.from({ length: 50 }, () => other.find(key)));
  expect(store.reads - before).toBe(1);
  await keys.revoke(keyId);
  await clock.advance(trustMs);
  expect(await other.find(key)).toBeUndefined();
});

test('a store that is away lets nobody in, and is asked again', async () => {
  const { keys, other, store } = keysIn();
  const { key } = await added(keys, 'Portal');
  store.isAway = true;
  await expect(other.find(key)).rejects.toThrow('away');
  store.isAway = false;
  expect(await other.find(key)).toBeDefined();
});

test('the command: add, list, revoke, and what it does not understand', async () => {
  const { keys } = keysIn();
  const sites = [
    // An id is never taken for the name of another site.
    { id: 'oldest', name: 'north' },
    { id: 'north', name: 'North' },
    { id: 'south', name: 'South' },
    { id: 'east-1', name: 'East' },
    { id: 'east-2', name: 'East' },
  ];
  const run = (line: string) => portalKeyCommand(line.split(' '), keys, sites);
  const made = await run('add Portal --site north --site South');
  expect(made.ok && made.value).toMatchObject({ done: 'added', system: 'Portal' });
  const keyId = made.ok && made.value.done === 'added' ? made.value.keyId : '';
  const listed = await run('list');
  expect(listed.ok && listed.value.done === 'listed' && listed.value.keys).toMatchObject([
    { keyId, system: 'Portal', siteIds: ['north', 'south'] },
  ]);
  expect(await run(`revoke ${keyId}`)).toEqual({ ok: true, value: { done: 'revoked', keyId } });
  const refused: Readonly<Record<string, string>> = {
    [`revoke ${keyId}`]: 'key-unknown',
    'add Portal': 'no-site',
    'add Portal --site ../x': 'site-unknown',
    'add Portal --site north --site west': 'site-unknown',
    'add Portal --site East': 'site-unknown',
    'add <Portal> --site north': 'name-invalid',
    'add Portal --site': 'usage',
    'add Portal north': 'usage',
    add: 'usage',
    'list all': 'usage',
    'revoke a b': 'usage',
    nothing: 'usage',
  };
  for (const [line, error] of Object.entries(refused))
    expect([line, await run(line)]).toEqual([line, { ok: false, error }]);
});
