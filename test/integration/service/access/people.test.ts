import { describe, expect, it } from 'vitest';
import { onlyDoctor } from '../../../../src/main/ipc/caller.ts';
import { peopleRoutes, type PeopleChannel } from '../../../../src/main/ipc/people.ts';
import { createPeople } from '../../../../src/main/service/access/people.ts';
import type { AccountStore } from '../../../../src/main/service/access/stores.ts';
import { accountViewSchema } from '../../../../src/shared/ipc/people.ts';
import { anAccount, anAdministrator } from '../../../fixtures/accountStoreContract.ts';
import { FakeClock } from '../../../fixtures/fakeClock.ts';
import { aDoctor, goodPassword, openNode, staffOrigin, storePath } from './support.ts';

const caller = { ...onlyDoctor, accountId: 'the-boss' };
const north = { id: 'north', name: 'North' };

/** The channels as the core has them: with the schemas of the contract before and after. */
async function clinic(wrap: (store: AccountStore) => AccountStore = (store) => store) {
  const node = openNode({ path: storePath(), clock: new FakeClock() });
  const people = createPeople({ accounts: node.accounts, store: wrap(node.stores.accounts), log: node.log });
  const routes = peopleRoutes(people);
  const ask = (channel: PeopleChannel, input: unknown = {}) => routes[channel](input, caller);
  const made = async (input: unknown) => {
    const created = await ask('people:create', input);
    if (!created.ok) throw new Error(created.error.code);
    return accountViewSchema.parse(created.value);
  };
  await node.stores.accounts.putSite(north);
  await node.stores.accounts.save(anAdministrator('boss'));
  return { ...node, ask, made };
}

const refusal = (code: string) => ({ ok: false, error: { code } });

describe('accounts', () => {
  it('are listed with the sites, without a hash or anything of the provider', async () => {
    const { ask, made, stores } = await clinic();
    const doctor = await made(aDoctor);
    await stores.accounts.save(
      anAccount('p', {
        name: 'Zoe',
        login: null,
        passwordHash: null,
        subject: { issuer: 'https://id', subject: 's' },
      }),
    );
    expect(await ask('people:list')).toEqual({
      ok: true,
      value: {
        accounts: [
          doctor,
          expect.objectContaining({ id: 'boss', role: 'administrator' }),
          expect.objectContaining({ id: 'p', login: null }),
        ],
        sites: [north],
      },
    });
    expect(doctor).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/),
      name: 'Gregory House',
      role: 'doctor',
      siteIds: ['north'],
      trueconfId: 'dr.house',
      login: 'house',
      disabled: false,
    });
  });

  it('are made so that their owners can sign in, whatever letters they are called by', async () => {
    const { made, accounts, ask } = await clinic();
    await made({ ...aDoctor, name: `${'😀'.repeat(49)}x`, siteIds: [] });
    expect((await accounts.signIn('house', goodPassword, { address: '10.0.0.1' })).ok).toBe(true);
    // 30 signs that are 90 letters when they are written out.
    expect(await ask('people:create', { ...aDoctor, login: 'ﬃ'.repeat(30) })).toMatchObject(
      refusal('login-invalid'),
    );
    expect((await ask('people:list')).ok).toBe(true);
  });

  it.each([
    [{ login: 'a b' }, 'login-invalid'],
    [{ login: 'boss' }, 'login-taken'],
    [{ password: 'short' }, 'password-short'],
    [{ password: 'я'.repeat(520) }, 'password-long'],
    [{ password: 'password1234' }, 'password-common'],
    [{ trueconfId: null }, 'no-trueconf-id'],
    [{ trueconfId: 'dr house' }, 'no-trueconf-id'],
    [{ role: 'reception', siteIds: [] }, 'no-site'],
    [{ siteIds: ['north', 'nowhere'] }, 'site-not-found'],
    [{ role: 'owner' }, 'bad-request'],
    [{ passwordHash: 'x' }, 'bad-request'],
  ])('are not made in any such way: %#, %s', async (wrong, code) => {
    const { ask, stores } = await clinic();
    expect(await ask('people:create', { ...aDoctor, ...wrong })).toMatchObject(refusal(code));
    expect(await stores.accounts.list()).toHaveLength(1);
  });

  it('are changed in what is named and nothing else', async () => {
    const { ask, made } = await clinic();
    const { id: accountId, ...before } = await made(aDoctor);
    const changes = { name: 'G. House', siteIds: undefined };
    expect(await ask('people:change', { accountId, changes })).toEqual({
      ok: true,
      value: { ...before, id: accountId, name: 'G. House' },
    });
    expect(
      await ask('people:change', { accountId, changes: { role: 'reception', siteIds: [] } }),
    ).toMatchObject(refusal('no-site'));
    expect(await ask('people:change', { accountId, changes: { siteIds: ['x'] } })).toMatchObject(
      refusal('site-not-found'),
    );
    expect(await ask('people:change', { accountId: 'nobody', changes: {} })).toMatchObject(
      refusal('account-not-found'),
    );
  });

  it('that are switched off end their sessions, and the last administrator is not', async () => {
    const { ask, made, sessions, stores } = await clinic();
    const { id: accountId } = await made(aDoctor);
    const account = (await stores.accounts.load(accountId))!;
    const token = await sessions.open(account, { origin: staffOrigin, way: 'local', device: '?, ?' });
    expect((await ask('people:change', { accountId, changes: { disabled: true } })).ok).toBe(true);
    expect(await sessions.find(token, staffOrigin)).toBeUndefined();
    const last = { accountId: 'boss', changes: { disabled: true } };
    expect(await ask('people:change', last)).toMatchObject(refusal('last-administrator'));
  });

  it('of the provider are switched off here and changed there', async () => {
    const { ask, stores } = await clinic();
    const subject = { issuer: 'https://id', subject: 's' };
    await stores.accounts.save(anAccount('p', { login: null, passwordHash: null, subject }));
    const change = (changes: object) => ask('people:change', { accountId: 'p', changes });
    expect(await change({ role: 'administrator' })).toMatchObject(refusal('account-of-provider'));
    expect(await ask('people:setPassword', { accountId: 'p', password: goodPassword })).toMatchObject(
      refusal('account-of-provider'),
    );
    expect(await change({ disabled: true })).toMatchObject({ ok: true, value: { disabled: true } });
    expect(await change({ disabled: false, name: 'Name of p' })).toMatchObject({ ok: true });
  });

  it('get a new password that the old one and its sessions do not outlive', async () => {
    const { ask, made, accounts, sessions, stores } = await clinic();
    const { id: accountId } = await made(aDoctor);
    const account = (await stores.accounts.load(accountId))!;
    const token = await sessions.open(account, { origin: staffOrigin, way: 'local', device: '?, ?' });
    expect(await ask('people:setPassword', { accountId, password: 'house' })).toMatchObject(
      refusal('password-short'),
    );
    expect(await sessions.find(token, staffOrigin)).toBeDefined();
    expect((await ask('people:setPassword', { accountId, password: 'совсем другие слова' })).ok).toBe(true);
    expect(await sessions.find(token, staffOrigin)).toBeUndefined();
    expect((await accounts.signIn('house', goodPassword, { address: '10.0.0.1' })).ok).toBe(false);
    expect((await accounts.signIn('house', 'совсем другие слова', { address: '10.0.0.1' })).ok).toBe(true);
  });
});

describe('sites', () => {
  it('are made, renamed, and removed once nobody works there', async () => {
    const { ask, made, stores } = await clinic();
    const { id: accountId } = await made(aDoctor);
    expect(await ask('sites:put', { id: 'south', name: ' South ' })).toEqual({ ok: true, value: {} });
    await ask('sites:put', { id: 'north', name: 'Old town' });
    expect(await ask('sites:remove', { siteId: 'north' })).toMatchObject(refusal('site-in-use'));
    await ask('people:change', { accountId, changes: { siteIds: ['south'] } });
    expect((await ask('sites:remove', { siteId: 'north' })).ok).toBe(true);
    expect(await stores.accounts.listSites()).toEqual([{ id: 'south', name: 'South' }]);
  });
});

describe('the log', () => {
  it('says who changed what, and no name, login or password', async () => {
    const { ask, made, log } = await clinic();
    await made({ ...aDoctor, name: 'Canary Name', login: 'canary' });
    await ask('people:create', { ...aDoctor, login: 'canary', password: 'CanaryPassword12' });
    expect(log.text()).toContain('the-boss');
    expect(log.text()).toContain('login-taken');
    expect(log.text()).not.toMatch(/canary|лампа/i);
  });

  it('and the answer say nothing of why a database is away', async () => {
    const { ask, log } = await clinic((store) => ({
      ...store,
      list: () => Promise.reject(new Error('CanaryCause')),
      putSite: () => Promise.reject(new Error('CanaryCause')),
    }));
    expect(await ask('people:list')).toMatchObject({
      ok: false,
      error: { code: 'database-away', retryable: true },
    });
    expect(await ask('sites:put', north)).toMatchObject(refusal('database-away'));
    expect(log.text()).not.toContain('Canary');
  });
});
