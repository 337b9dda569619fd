import { describe, expect, it } from 'vitest';
import { sessionTimes } from '../../../../src/main/service/access/sessions.ts';
import type { SessionStore } from '../../../../src/main/service/access/stores.ts';
import { FakeClock, settle } from '../../../fixtures/fakeClock.ts';
import { aDoctor, openNode, staffOrigin, storePath, type AccessNode } from './support.ts';

const at = { origin: staffOrigin, way: 'local', device: 'Firefox, Linux' } as const;

async function clinic(wrap?: (store: SessionStore) => SessionStore) {
  const path = storePath();
  const clock = new FakeClock();
  const one = openNode({ path, clock });
  const two = openNode({ path, clock, ...(wrap && { wrap }) });
  const account = await one.accounts.create(aDoctor);
  if (!account.ok) throw new Error(account.error.code);
  return { clock, one, two, account: account.value };
}

/** Follows a session on a node; `ends` fills when it ends. */
async function follow(node: AccessNode, token: string) {
  const watch = (await node.sessions.watch(token, staffOrigin))!;
  const ends: string[] = [];
  watch.onEnd((end) => void ends.push(end));
  return { watch, ends };
}

describe('a session', () => {
  it('is known on every node by its secret and its origin, and is kept as a hash', async () => {
    const { one, two, account } = await clinic();
    const token = await one.sessions.open(account, at);
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const found = await two.sessions.find(token, staffOrigin);
    expect(found?.who).toEqual({
      accountId: account.id,
      name: 'Gregory House',
      role: 'doctor',
      siteIds: ['north'],
      trueconfId: 'dr.house',
    });
    expect(JSON.stringify(found)).not.toContain(token);
    for (const origin of ['https://other.example', `${staffOrigin}:8443`, 'http://desk.clinic.example', ''])
      expect(await two.sessions.find(token, origin)).toBeUndefined();
    for (const wrong of [
      '',
      'x',
      `${token}A`,
      token.toLowerCase(),
      found!.session.tokenHash,
      found!.session.id,
    ])
      expect(await two.sessions.find(wrong, staffOrigin)).toBeUndefined();
  });

  it('ends after half an hour without use, and not while it is used', async () => {
    const { clock, one, account } = await clinic();
    const [used, idle] = [await one.sessions.open(account, at), await one.sessions.open(account, at)];
    await clock.advance(sessionTimes.idleMs - 1);
    expect(await one.sessions.use(used, staffOrigin)).toBeDefined();
    // Looking is not using.
    expect(await one.sessions.find(idle, staffOrigin)).toBeDefined();
    await clock.advance(1);
    expect(await one.sessions.find(idle, staffOrigin)).toBeUndefined();
    expect(await one.sessions.find(used, staffOrigin)).toBeDefined();
  });

  it('ends after twelve hours, however much it is used', async () => {
    const { clock, one, account } = await clinic();
    const token = await one.sessions.open(account, at);
    for (let past = 0; past + 600_000 < sessionTimes.absoluteMs; past += 600_000) {
      await clock.advance(600_000);
      expect(await one.sessions.use(token, staffOrigin)).toBeDefined();
    }
    await clock.advance(600_000);
    expect(await one.sessions.use(token, staffOrigin)).toBeUndefined();
  });

  it('is known where the clock differs by a minute, and nowhere when it comes from the future', async () => {
    const path = storePath();
    const [ahead, right] = [new FakeClock(1_800_000_060_000), new FakeClock(1_800_000_000_000)];
    const one = openNode({ path, clock: ahead });
    const two = openNode({ path, clock: right });
    const account = await one.accounts.create(aDoctor);
    if (!account.ok) throw new Error(account.error.code);
    const token = await one.sessions.open(account.value, at);
    expect(await two.sessions.use(token, staffOrigin)).toBeDefined();
    // The same hours for both: what one has written down as used is not older than it is for the other.
    await right.advance(sessionTimes.idleMs);
    expect(await two.sessions.find(token, staffOrigin)).toBeDefined();
    await right.advance(60_000);
    expect(await two.sessions.find(token, staffOrigin)).toBeUndefined();
    await ahead.advance(24 * 3_600_000);
    const future = await one.sessions.open(account.value, at);
    expect(await one.sessions.find(future, staffOrigin)).toBeDefined();
    expect(await two.sessions.find(future, staffOrigin)).toBeUndefined();
  });

  it('is listed with the others of its owner, and revoked by its owner only', async () => {
    const { one, two, account } = await clinic();
    const stranger = await one.accounts.create({ ...aDoctor, login: 'wilson', trueconfId: 'dr.wilson' });
    if (!stranger.ok) throw new Error(stranger.error.code);
    const [own, other] = [await one.sessions.open(account, at), await one.sessions.open(account, at)];
    const foreign = await one.sessions.open(stranger.value, at);
    const me = (await two.sessions.find(own, staffOrigin))!;
    const list = await two.sessions.listOf(me);
    expect(list.map(({ isOwn, device }) => [isOwn, device]).toSorted()).toEqual([
      [false, 'Firefox, Linux'],
      [true, 'Firefox, Linux'],
    ]);
    const foreignId = (await one.sessions.find(foreign, staffOrigin))!.session.id;
    expect(await two.sessions.revoke(me.who, foreignId)).toBe(false);
    expect(await two.sessions.revoke(me.who, list.find(({ isOwn }) => !isOwn)!.id)).toBe(true);
    expect(await one.sessions.find(other, staffOrigin)).toBeUndefined();
    expect(await one.sessions.find(foreign, staffOrigin)).toBeDefined();
  });

  it('that is over is swept, another is not', async () => {
    const { clock, one, account } = await clinic();
    const old = await one.sessions.open(account, at);
    await clock.advance(sessionTimes.idleMs + 1);
    const fresh = await one.sessions.open(account, at);
    const { tokenHash } = (await one.sessions.find(fresh, staffOrigin))!.session;
    await one.sessions.sweep();
    expect((await one.stores.sessions.listOf(account.id)).map((session) => session.tokenHash)).toEqual([
      tokenHash,
    ]);
    expect(await one.sessions.find(old, staffOrigin)).toBeUndefined();
  });
});

describe('an open socket', () => {
  const ways: readonly (readonly [
    string,
    (node: AccessNode, id: string, token: string) => Promise<unknown>,
  ])[] = [
    ['signed out', (node, _id, token) => node.sessions.close(token)],
    ['revoked', (node, id) => node.sessions.revokeAllOf(id)],
    ['of a disabled account', (node, id) => node.accounts.change(id, { disabled: true })],
    ['of an account with a new password', (node, id) => node.accounts.setPassword(id, 'совсем другие слова')],
  ];
  it.each(ways)(
    '%s on another node ends within 60 s, and may do nothing from then on',
    async (_name, end) => {
      const { clock, one, two, account } = await clinic();
      const token = await one.sessions.open(account, at);
      const { watch, ends } = await follow(two, token);
      await clock.advance(10_000);
      expect(watch.who()).toBeDefined();
      await end(one, account.id, token);
      expect(ends).toEqual([]);
      await clock.advance(59_999);
      expect(ends).toEqual(['over']);
      expect(watch.who()).toBeUndefined();
      expect(clock.pending).toBe(0);
    },
  );

  it('takes over a new role and new sites within 60 s', async () => {
    const { clock, one, two, account } = await clinic();
    const { watch } = await follow(two, await one.sessions.open(account, at));
    await one.accounts.change(account.id, { role: 'reception', siteIds: ['south'] });
    await clock.advance(59_999);
    expect(watch.who()).toMatchObject({ role: 'reception', siteIds: ['south'] });
  });

  it('lives as long as its owner does something, and ends when nothing is done', async () => {
    const { clock, one, account } = await clinic();
    const { watch, ends } = await follow(one, await one.sessions.open(account, at));
    for (let turn = 0; turn < 6; turn += 1) {
      await clock.advance(20 * 60_000);
      watch.touch();
      await settle();
    }
    expect(ends).toEqual([]);
    await clock.advance(sessionTimes.idleMs + sessionTimes.recheckMs);
    expect(ends).toEqual(['over']);
  });

  it('writes its use down once a minute at most', async () => {
    let writes = 0;
    const { clock, one, two, account } = await clinic((store) => ({
      ...store,
      touch: (hash, usedAt) => ((writes += 1), store.touch(hash, usedAt)),
    }));
    const { watch } = await follow(two, await one.sessions.open(account, at));
    for (let second = 0; second < 180; second += 1) {
      await clock.advance(1_000);
      watch.touch();
    }
    await settle();
    expect(writes).toBe(3);
  });

  it.each(['rejects', 'hangs'] as const)(
    'whose store %s may do nothing after 60 s, and works again with a store that answers',
    async (how) => {
      let isAway = false;
      const { clock, one, two, account } = await clinic((store) => ({
        ...store,
        load: (hash) => {
          if (!isAway) return store.load(hash);
          return how === 'rejects' ? Promise.reject(new Error('away')) : new Promise(() => undefined);
        },
      }));
      const token = await one.sessions.open(account, at);
      const { watch, ends } = await follow(two, token);
      isAway = true;
      await clock.advance(30_000);
      expect(watch.who()).toBeDefined();
      await clock.advance(29_999);
      expect([ends, watch.who() === undefined]).toEqual([[], false]);
      await clock.advance(1);
      expect(ends).toEqual(['unknown']);
      expect(watch.who()).toBeUndefined();
      isAway = false;
      expect((await follow(two, token)).watch.who()).toBeDefined();
    },
  );

  it('rides out one failure of the store', async () => {
    let failures = 1;
    let isArmed = false;
    const { clock, one, two, account } = await clinic((store) => ({
      ...store,
      load: (hash) => (isArmed && failures-- > 0 ? Promise.reject(new Error('away')) : store.load(hash)),
    }));
    const { watch, ends } = await follow(two, await one.sessions.open(account, at));
    isArmed = true;
    await clock.advance(120_000);
    expect([ends, watch.who() !== undefined]).toEqual([[], true]);
  });

  it('that was closed is watched no more', async () => {
    const { clock, one, account } = await clinic();
    const token = await one.sessions.open(account, at);
    const { watch, ends } = await follow(one, token);
    watch.stop();
    await one.sessions.close(token);
    await clock.advance(120_000);
    expect([ends, clock.pending, watch.who()]).toEqual([[], 0, undefined]);
  });

  it('of a secret that is not known is never opened', async () => {
    const { one } = await clinic();
    expect(await one.sessions.watch('x'.repeat(43), staffOrigin)).toBeUndefined();
  });
});
