import { describe, expect, it } from 'vitest';
import { createHasher, type Hasher } from '../../../../src/main/service/access/passwords.ts';
import { addressKey, loginKey } from '../../../../src/main/service/access/throttle.ts';
import { FakeClock } from '../../../fixtures/fakeClock.ts';
import { aDoctor, goodPassword, openNode, quickHash, random, storePath } from './support.ts';

const address = '10.0.0.1';

function node(options: Partial<Parameters<typeof openNode>[0]> = {}) {
  const clock = new FakeClock();
  return { clock, ...openNode({ path: storePath(), clock, ...options }) };
}

/** Counts how often the hash is computed, whatever for. */
function countingHasher(): Hasher & { work: number } {
  const real = createHasher(random, quickHash);
  const counting = {
    work: 0,
    hash: (password: string) => real.hash(password),
    verify: (hash: string, password: string) => ((counting.work += 1), real.verify(hash, password)),
    pretend: (password: string) => ((counting.work += 1), real.pretend(password)),
  };
  return counting;
}

describe('signing in with a password', () => {
  it('works in any case of the login, and with no other password', async () => {
    const { accounts } = node();
    await accounts.create(aDoctor);
    expect(await accounts.signIn(' HOUSE ', goodPassword, { address })).toMatchObject({
      ok: true,
      value: { role: 'doctor', trueconfId: 'dr.house' },
    });
    expect(await accounts.signIn('house', 'something else', { address })).toMatchObject({
      ok: false,
      error: { code: 'wrong-password' },
    });
  });

  it('makes one hash and gives one answer, whatever is wrong', async () => {
    const hasher = countingHasher();
    const { accounts, stores } = node({ hasher });
    await accounts.create(aDoctor);
    await accounts.create({ ...aDoctor, login: 'disabled' });
    const disabled = (await stores.accounts.loadByLogin('disabled'))!;
    await accounts.change(disabled.id, { disabled: true });
    const base = (await stores.accounts.loadByLogin('house'))!;
    await stores.accounts.save({ ...base, id: 'p', login: 'provided', passwordHash: null, version: 0 });
    const answers = [];
    for (const login of ['house', 'nobody', 'disabled', 'provided', '', 'no login at all!']) {
      const before = hasher.work;
      const password = login === 'disabled' ? goodPassword : 'wrong password';
      answers.push(await accounts.signIn(login, password, { address }));
      expect(hasher.work - before).toBe(1);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('makes the hash anew when the parameters have changed, once', async () => {
    const path = storePath();
    const clock = new FakeClock();
    const old = openNode({ path, clock });
    await old.accounts.create(aDoctor);
    const before = (await old.stores.accounts.loadByLogin('house'))!.passwordHash!;
    const today = openNode({ path, clock, hasher: createHasher(random, { ...quickHash, passes: 2 }) });
    expect((await today.accounts.signIn('house', goodPassword, { address })).ok).toBe(true);
    const after = (await old.stores.accounts.loadByLogin('house'))!.passwordHash!;
    expect([before, after].map((hash) => hash.split('$')[3])).toEqual(['m=64,t=1,p=1', 'm=64,t=2,p=1']);
    expect((await today.accounts.signIn('house', goodPassword, { address })).ok).toBe(true);
    expect((await old.stores.accounts.loadByLogin('house'))!.passwordHash).toBe(after);
  });

  it('of two at once, whose hash is made anew by both, gives the account as it is then', async () => {
    const path = storePath();
    const clock = new FakeClock();
    const old = openNode({ path, clock });
    await old.accounts.create(aDoctor);
    const today = openNode({ path, clock, hasher: createHasher(random, { ...quickHash, passes: 2 }) });
    const both = await Promise.all(
      [1, 2].map(() => today.accounts.signIn('house', goodPassword, { address })),
    );
    const { version } = (await old.stores.accounts.loadByLogin('house'))!;
    expect(both).toMatchObject(Array(2).fill({ ok: true, value: { version } }));
  });

  it('is for administrators only, or for nobody, where IT says so', async () => {
    const path = storePath();
    const clock = new FakeClock();
    const all = openNode({ path, clock });
    await all.accounts.create(aDoctor);
    await all.accounts.create({ ...aDoctor, login: 'boss', role: 'administrator' });
    const some = openNode({ path, clock, local: 'administrators' });
    const refused = { ok: false, error: { code: 'local-not-allowed' } };
    expect((await some.accounts.signIn('boss', goodPassword, { address })).ok).toBe(true);
    expect(await some.accounts.signIn('house', goodPassword, { address })).toMatchObject(refused);
    // Who does not know the password does not learn that either.
    expect(await some.accounts.signIn('house', 'wrong', { address })).toMatchObject({
      error: { code: 'wrong-password' },
    });
    const none = openNode({ path, clock, local: 'nobody' });
    expect(await none.accounts.signIn('boss', goodPassword, { address })).toMatchObject(refused);
  });

  it('leaves no login and no password in the log', async () => {
    const { accounts, log } = node();
    await accounts.create(aDoctor);
    await accounts.signIn('house', 'CanaryPassword', { address });
    await accounts.signIn('CanaryLogin', goodPassword, { address });
    expect(log.lines.length).toBeGreaterThan(0);
    expect(log.text()).not.toMatch(/canary|house|лампа/i);
  });
});

describe('throttling', () => {
  it('of a client at a login waits longer each time, on every node, and stands in nobody else’s way', async () => {
    const path = storePath();
    const clock = new FakeClock();
    const [one, two] = [openNode({ path, clock }), openNode({ path, clock })];
    await one.accounts.create(aDoctor);
    const from = { address: '10.6.6.6' };
    for (let turn = 0; turn < 5; turn += 1) await one.accounts.signIn('house', 'wrong', from);
    const waiting = { ok: false, error: { code: 'too-many-attempts', waitMs: 1_000 } };
    expect(await two.accounts.signIn('house', goodPassword, from)).toEqual(waiting);
    // Neither another login of this client, nor the doctor elsewhere.
    expect(await two.accounts.signIn('nobody', 'wrong', from)).toMatchObject({
      error: { code: 'wrong-password' },
    });
    expect((await two.accounts.signIn('house', goodPassword, { address })).ok).toBe(true);
    await clock.advance(1_000);
    await two.accounts.signIn('house', 'wrong', from);
    expect(await one.accounts.signIn('house', goodPassword, from)).toMatchObject({
      error: { waitMs: 2_000 },
    });
    await clock.advance(2_000);
    expect((await one.accounts.signIn('house', goodPassword, from)).ok).toBe(true);
    // Forgotten by that.
    expect(await two.accounts.signIn('house', 'wrong', from)).toMatchObject({
      error: { code: 'wrong-password' },
    });
  });

  it('of many strangers at a login slows them down, and not a browser that is known for it', async () => {
    const { accounts, clock } = node();
    const doctor = await accounts.create(aDoctor);
    if (!doctor.ok) throw new Error(doctor.error.code);
    const deviceFor = (accountId: string) => (accountId === doctor.value.id ? 'her browser' : undefined);
    for (let turn = 0; turn < 100; turn += 1)
      await accounts.signIn('house', 'wrong', { address: `10.0.${turn}.1` });
    const refused = { error: { code: 'too-many-attempts', waitMs: 1_000 } };
    expect(await accounts.signIn('house', goodPassword, { address: '10.9.9.9' })).toMatchObject(refused);
    const known = { address: '10.9.9.9', deviceFor };
    expect((await accounts.signIn('house', goodPassword, known)).ok).toBe(true);
    // It has a budget of its own, and for this account only.
    for (let turn = 0; turn < 5; turn += 1) await accounts.signIn('house', 'wrong', known);
    expect(await accounts.signIn('house', goodPassword, known)).toMatchObject(refused);
    await clock.advance(1_000);
    expect((await accounts.signIn('house', goodPassword, known)).ok).toBe(true);
  });

  it('that is refused counts nowhere else: who hammers at one login uses up no address', async () => {
    const { accounts, stores } = node();
    await accounts.create(aDoctor);
    for (let turn = 0; turn < 300; turn += 1) await accounts.signIn('house', 'wrong', { address });
    expect((await stores.accounts.loadAttempts(addressKey(address)))?.count).toBe(5);
    expect((await stores.accounts.loadAttempts(loginKey('house')))?.count).toBe(5);
    expect(await accounts.signIn('nobody', 'wrong', { address })).toMatchObject({
      error: { code: 'wrong-password' },
    });
  });

  it('lets five of a hundred tries at once pass', async () => {
    const hasher = countingHasher();
    const { accounts } = node({ hasher });
    await accounts.create(aDoctor);
    const tries = Array.from({ length: 100 }, () => accounts.signIn('house', 'wrong', { address }));
    await Promise.all(tries);
    expect(hasher.work).toBe(5);
  });

  it('of an address counts every login, and an own good one does not wipe it', async () => {
    const { accounts, clock } = node();
    await accounts.create(aDoctor);
    for (let turn = 0; turn < 100; turn += 1) {
      await accounts.signIn(`login${turn}`, 'wrong', { address: '2001:db8::1' });
      if (turn % 25 === 0) await accounts.signIn('house', goodPassword, { address: '2001:db8::1' });
    }
    const refused = { error: { code: 'too-many-attempts' } };
    expect(await accounts.signIn('house', goodPassword, { address: '2001:db8::ffff' })).toMatchObject(
      refused,
    );
    expect((await accounts.signIn('house', goodPassword, { address: '2001:db8:0:1::1' })).ok).toBe(true);
    await clock.advance(1_000);
    expect((await accounts.signIn('house', goodPassword, { address: '2001:db8::1' })).ok).toBe(true);
  });
});

describe('the first administrator', () => {
  const form = { login: 'boss', password: goodPassword, address };

  it('is made by the code that was printed, once, and codes are over then', async () => {
    const { firstAdministrator, accounts, stores, log } = node();
    const code = (await firstAdministrator.makeCode())!;
    const refused = { ok: false, error: { code: 'first-code-wrong' } };
    expect(await firstAdministrator.create({ ...form, code: '00000-00000-00000-00000' })).toEqual(refused);
    expect(await stores.accounts.list()).toEqual([]);
    expect(await firstAdministrator.create({ ...form, code: code.toLowerCase() })).toMatchObject({
      ok: true,
      value: { role: 'administrator', login: 'boss' },
    });
    expect(await firstAdministrator.create({ ...form, login: 'other', code })).toEqual(refused);
    expect(await firstAdministrator.makeCode()).toBeUndefined();
    expect(await firstAdministrator.isWanted()).toBe(false);
    expect((await accounts.signIn('boss', goodPassword, { address })).ok).toBe(true);
    expect(log.text()).not.toContain(code);
  });

  it('needs a good password, and the code stays good for the next try', async () => {
    const { firstAdministrator } = node();
    const code = (await firstAdministrator.makeCode())!;
    expect(await firstAdministrator.create({ ...form, code, password: 'short' })).toMatchObject({
      error: { code: 'password-short' },
    });
    expect((await firstAdministrator.create({ ...form, code })).ok).toBe(true);
  });

  it('is not found by trying codes', async () => {
    const { firstAdministrator } = node();
    const code = (await firstAdministrator.makeCode())!;
    for (let turn = 0; turn < 100; turn += 1) await firstAdministrator.create({ ...form, code: `${turn}` });
    expect(await firstAdministrator.create({ ...form, code })).toMatchObject({
      error: { code: 'too-many-attempts' },
    });
  });
});

describe('changes', () => {
  it('leave a TrueConf ID to doctors only', async () => {
    const { accounts, stores } = node();
    const created = await accounts.create({ ...aDoctor, login: 'desk', role: 'reception' });
    expect(created).toMatchObject({ ok: true, value: { trueconfId: null } });
    const doctor = await accounts.create(aDoctor);
    if (!doctor.ok) throw new Error(doctor.error.code);
    expect(doctor.value.trueconfId).toBe('dr.house');
    await accounts.change(doctor.value.id, { role: 'reception' });
    expect(await stores.accounts.load(doctor.value.id)).toMatchObject({
      role: 'reception',
      trueconfId: null,
    });
  });

  it('of the own password need the old one, and end every other session', async () => {
    const { accounts, sessions, stores } = node();
    await accounts.create(aDoctor);
    const account = (await stores.accounts.loadByLogin('house'))!;
    const at = { origin: 'https://desk', way: 'local', device: '?' } as const;
    const [kept, other] = [await sessions.open(account, at), await sessions.open(account, at)];
    const { tokenHash } = (await sessions.find(kept, 'https://desk'))!.session;
    const change = { accountId: account.id, old: 'wrong', next: 'совсем другие слова', address, tokenHash };
    expect(await accounts.changePassword(change)).toMatchObject({ error: { code: 'wrong-password' } });
    expect(
      await accounts.changePassword({ ...change, old: goodPassword, next: 'house house house' }),
    ).toMatchObject({
      error: { code: 'password-common' },
    });
    expect((await accounts.changePassword({ ...change, old: goodPassword })).ok).toBe(true);
    expect(await sessions.find(kept, 'https://desk')).toBeDefined();
    expect(await sessions.find(other, 'https://desk')).toBeUndefined();
    expect((await accounts.signIn('house', goodPassword, { address })).ok).toBe(false);
    expect((await accounts.signIn('house', change.next, { address })).ok).toBe(true);
  });

  it.each([
    [{ ...aDoctor, trueconfId: null }, 'no-trueconf-id'],
    [{ ...aDoctor, role: 'reception' as const, siteIds: [] }, 'no-site'],
    [{ ...aDoctor, login: 'a b' }, 'login-invalid'],
    [{ ...aDoctor, login: 'x'.repeat(65) }, 'login-invalid'],
    [{ ...aDoctor, password: 'house1house2' }, 'password-common'],
  ])('that leave an account useless are refused: %#, %s', async (wish, code) => {
    expect(await node().accounts.create(wish)).toMatchObject({ ok: false, error: { code } });
  });

  it('never take the last administrator away, nor a login twice', async () => {
    const { accounts } = node();
    const boss = await accounts.create({ ...aDoctor, login: 'boss', role: 'administrator' });
    if (!boss.ok) throw new Error(boss.error.code);
    expect(await accounts.create({ ...aDoctor, login: 'BOSS' })).toMatchObject({
      error: { code: 'login-taken' },
    });
    expect(await accounts.change(boss.value.id, { disabled: true })).toMatchObject({
      error: { code: 'last-administrator' },
    });
    expect(await accounts.change('nobody', {})).toMatchObject({ error: { code: 'account-not-found' } });
  });
});
