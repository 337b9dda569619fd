/** What the provider says of somebody, and what becomes of the account when it says something else. */
import { describe, expect, it } from 'vitest';
import { Browser, whoAt } from './listening.ts';
import { clinic, doctorClaims, paragraph, signIn, trusting } from './providerClinic.ts';
import { aDoctor } from './support.ts';

describe('a person of the provider', () => {
  it('again brings role, site and TrueConf ID up to date, in the same account', async () => {
    const { origin, provider } = await clinic();
    const browser = trusting(provider);
    await signIn(browser, origin);
    const before = await whoAt(browser, origin);
    provider.claims = { ...doctorClaims, groups: ['reception', 'north'], name: 'G. House' };
    await signIn(browser, origin);
    expect(await whoAt(browser, origin)).toEqual({
      ...Object(before),
      role: 'reception',
      trueconfId: null,
      name: 'G. House',
    });
  });

  it('takes over no local account of the same name', async () => {
    const { origin, provider, access } = await clinic();
    const local = await access.accounts.create({ ...aDoctor, login: 'dr.house', role: 'administrator' });
    const browser = trusting(provider);
    await signIn(browser, origin);
    expect(await whoAt(browser, origin)).not.toMatchObject({ accountId: local.ok && local.value.id });
  });

  it('of an account that was switched off is refused', async () => {
    const { origin, provider, access } = await clinic();
    const browser = trusting(provider);
    await signIn(browser, origin);
    const who = await whoAt(browser, origin);
    await access.accounts.change(String(Object(who).accountId), { disabled: true });
    expect(await whoAt(browser, origin)).toBeNull();
    const refused = await signIn(browser, origin);
    expect([refused.status, paragraph(refused)]).toEqual([403, expect.stringContaining('switched off')]);
  });

  it('with the TrueConf ID of another person of the provider is refused until that one is switched off', async () => {
    const { origin, provider, access } = await clinic();
    const owner = trusting(provider);
    await signIn(owner, origin);
    const thief = new Browser();
    provider.claims = { ...doctorClaims, sub: 'subject-2', name: 'James Wilson' };
    const refused = await signIn(thief, origin);
    expect([refused.status, paragraph(refused)]).toEqual([
      409,
      expect.stringContaining('belongs to another account'),
    ]);
    expect(await whoAt(thief, origin)).toBeNull();
    // Nor by changing it later.
    provider.claims = { ...provider.claims, preferred_username: 'dr.wilson' };
    expect((await signIn(thief, origin)).status).toBe(200);
    provider.claims = { ...provider.claims, preferred_username: 'dr.house' };
    expect((await signIn(thief, origin)).status).toBe(409);
    expect(access.directory.doctors().map(({ id, name }) => [id, name])).toEqual([
      ['dr.house', 'Gregory House'],
      ['dr.wilson', 'James Wilson'],
    ]);
    const { accountId } = Object(await whoAt(owner, origin));
    await access.accounts.change(String(accountId), { disabled: true });
    expect((await signIn(thief, origin)).status).toBe(200);
    expect(await access.accounts.change(String(accountId), { disabled: false })).toMatchObject({
      error: { code: 'trueconf-id-taken' },
    });
  });

  it('without the role that it gave before ends every session, and visits can be made no more', async () => {
    const { origin, provider, access } = await clinic();
    const browser = trusting(provider);
    await signIn(browser, origin);
    const { accountId } = Object(await whoAt(browser, origin));
    const elsewhere = new Browser();
    await signIn(elsewhere, origin);
    provider.claims = { ...doctorClaims, groups: ['north'] };
    expect((await signIn(new Browser(), origin)).status).toBe(403);
    expect([await whoAt(browser, origin), await whoAt(elsewhere, origin)]).toEqual([null, null]);
    expect(access.directory.doctors()).toEqual([]);
    // What there is can still be cancelled.
    expect(access.directory.owners()).toHaveLength(1);
    provider.claims = { ...doctorClaims };
    expect(paragraph(await signIn(browser, origin))).toContain('switched off');
    await access.accounts.change(String(accountId), { disabled: false });
    expect((await signIn(browser, origin)).status).toBe(200);
  });

  it('without a site any more ends every session', async () => {
    const { origin, provider, access } = await clinic();
    const browser = trusting(provider);
    provider.claims = { ...doctorClaims, groups: ['reception', 'north'] };
    await signIn(browser, origin);
    expect(await whoAt(browser, origin)).toMatchObject({ role: 'reception' });
    provider.claims = { ...doctorClaims, groups: ['reception'] };
    expect((await signIn(new Browser(), origin)).status).toBe(403);
    expect(await whoAt(browser, origin)).toBeNull();
    expect(access.directory.owners()).toEqual([]);
  });

  it.each([
    [{ groups: ['north'] }, 'no role'],
    [{ groups: ['reception'] }, 'no site'],
    [{ preferred_username: 'dr house' }, 'no TrueConf ID'],
  ])('with %j says what is missing', async (claims, words) => {
    const { origin, provider } = await clinic();
    provider.claims = { ...doctorClaims, ...claims };
    const browser = trusting(provider);
    const refused = await signIn(browser, origin);
    expect([refused.status, paragraph(refused)]).toEqual([403, expect.stringContaining(words)]);
    expect(await whoAt(browser, origin)).toBeNull();
  });
});
