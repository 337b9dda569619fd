import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../fixtures/fakeClock.ts';
import { Browser, staffNode, whoAt, type Answer, type StaffOptions } from './listening.ts';
import { aDoctor, goodPassword, storePath } from './support.ts';

const otherPassword = 'совсем другие слова';
const linux = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

async function clinic(options: Partial<StaffOptions> = {}) {
  const clock = new FakeClock();
  const staff = await staffNode({ path: storePath(), clock, ...options });
  const doctor = await staff.access.accounts.create(aDoctor);
  if (!doctor.ok) throw new Error(doctor.error.code);
  const { origin } = staff;
  const enter = async (headers: Record<string, string> = {}, password = goodPassword): Promise<Browser> => {
    const browser = new Browser();
    const entered = await browser.post(`${origin}/sign-in`, { login: 'house', password }, headers);
    expect(entered.status).toBe(303);
    return browser;
  };
  return { ...staff, clock, doctor: doctor.value, enter, account: `${origin}/account` };
}

const problem = ({ text }: Answer): string => /id="problem-text">([^<]*)</.exec(text)?.[1] ?? '';
const idsIn = ({ text }: Answer): string[] =>
  [...text.matchAll(/name="id" value="([\w-]+)"/g)].map((match) => match[1] ?? '');

describe('one’s own account', () => {
  it('is shown to its owner, with the devices and how long ago', async () => {
    const { enter, account, clock } = await clinic();
    await enter({ 'user-agent': linux });
    await clock.advance(3 * 60_000);
    const browser = await enter();
    const page = await browser.get(`${account}?lang=ru`);
    expect(page.status).toBe(200);
    for (const words of ['Gregory House', 'dr.house', 'Врач', 'Firefox, Linux', 'Вход 3 минуты назад'])
      expect(page.text).toContain(words);
    expect(page.text.match(/этот браузер/g)).toHaveLength(1);
    // Its own session is ended by signing out; and no secret of any is on the page.
    expect(idsIn(page)).toHaveLength(1);
    expect(page.text).not.toContain(browser.cookies.get('desk'));
    expect(page.text).not.toContain('argon2');
  });

  it('is nobody’s who is not signed in', async () => {
    const { account, access, doctor, enter } = await clinic();
    const stranger = new Browser();
    expect((await stranger.get(account)).location).toBe('/sign-in?lang=en');
    const kept = await enter();
    for (const path of ['password', 'sign-out-one', 'sign-out-everywhere'])
      expect(
        (await stranger.post(`${account}/${path}`, { old: goodPassword, next: otherPassword })).location,
      ).toBe('/sign-in?lang=en');
    expect((await kept.get(account)).status).toBe(200);
    await access.sessions.revokeAllOf(doctor.id);
    expect((await kept.get(account)).status).toBe(303);
  });

  it.each([{ origin: 'https://evil.example' }, { origin: 'null' }])(
    'is changed by no page of another origin (%j)',
    async (headers) => {
      const { account, enter, origin } = await clinic();
      const browser = await enter();
      const typed = { old: goodPassword, next: otherPassword };
      for (const path of ['password', 'sign-out-one', 'sign-out-everywhere'])
        expect((await browser.post(`${account}/${path}`, typed, headers)).status).toBe(403);
      expect(await whoAt(browser, origin)).not.toBeNull();
      await enter();
    },
  );
});

describe('the own password', () => {
  it('is changed with the present one; whoever else is signed in is so no more, this browser stays', async () => {
    const { account, enter, origin, log } = await clinic();
    const [here, elsewhere, thief] = [await enter(), await enter(), new Browser()];
    thief.cookies.set('desk', here.cookies.get('desk')!);
    const changed = await here.post(`${account}/password`, {
      old: goodPassword,
      next: otherPassword,
      lang: 'ru',
    });
    expect([changed.status, changed.location]).toEqual([303, '/account?done=password&lang=ru']);
    expect((await here.get(`${origin}${changed.location}`)).text).toContain('Пароль изменён');
    for (const other of [elsewhere, thief]) expect(await whoAt(other, origin)).toBeNull();
    expect(await whoAt(here, origin)).not.toBeNull();
    await enter({}, otherPassword);
    expect(log.text()).not.toMatch(/лампа|совсем/);
  });

  it.each([
    [{ old: 'wrong', next: otherPassword }, 403, 'present password is wrong'],
    [{ old: goodPassword, next: 'short' }, 400, 'too short'],
    [{ old: goodPassword, next: 'house house house' }, 400, 'easy to guess'],
    [{}, 403, 'present password is wrong'],
  ])('is not changed by %j', async (typed, status, words) => {
    const { account, enter } = await clinic();
    const browser = await enter();
    const refused = await browser.post(`${account}/password`, typed);
    expect([refused.status, problem(refused)]).toEqual([status, expect.stringContaining(words)]);
    expect(refused.text).not.toContain('value="wrong"');
    await enter();
  });

  it('is not found by trying at a desk that was left open', async () => {
    const { account, enter } = await clinic();
    const browser = await enter();
    for (let turn = 0; turn < 5; turn += 1)
      await browser.post(`${account}/password`, { old: `${turn}`, next: 'x' });
    const refused = await browser.post(`${account}/password`, { old: goodPassword, next: otherPassword });
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '1']);
  });

  it('is the provider’s where signing in by password is switched off', async () => {
    const path = storePath();
    const { enter, clock, origin } = await clinic({ path });
    const browser = await enter();
    const role = { values: [{ value: 'doctors', role: 'doctor' }] };
    const trueconfId = { claim: 'trueconf_id' };
    const oidc = { issuer: 'https://id.clinic.example', clientId: 'visit-desk', role, trueconfId };
    const config = { oidc, local: 'administrators' };
    const strict = await staffNode({ path, clock, config, origins: [origin] });
    const at = { host: new URL(origin).host, origin };
    const page = await browser.get(`${strict.origin}/account`, at);
    expect(page.text).toContain('its password is changed there');
    expect(page.text).not.toContain('type="password"');
    const typed = { old: goodPassword, next: otherPassword };
    const refused = await browser.post(`${strict.origin}/account/password`, typed, at);
    expect([refused.status, problem(refused)]).toEqual([403, expect.stringContaining('switched off')]);
  });
});

describe('devices', () => {
  it('are signed out one by one, by their owner only', async () => {
    const { account, enter, origin, access } = await clinic();
    const [here, lost] = [await enter(), await enter({ 'user-agent': linux })];
    const [id = ''] = idsIn(await here.get(account));
    await access.accounts.create({ ...aDoctor, login: 'wilson', trueconfId: 'dr.wilson' });
    const stranger = new Browser();
    await stranger.post(`${origin}/sign-in`, { login: 'wilson', password: goodPassword });
    await stranger.post(`${account}/sign-out-one`, { id });
    expect(await whoAt(lost, origin)).not.toBeNull();
    const ended = await here.post(`${account}/sign-out-one`, { id });
    expect(ended.location).toBe('/account?done=session&lang=en');
    expect(await whoAt(lost, origin)).toBeNull();
    expect(await whoAt(here, origin)).not.toBeNull();
    expect(idsIn(await here.get(account))).toEqual([]);
  });

  it('are signed out all at once, this one too', async () => {
    const { account, enter, origin } = await clinic();
    const [here, elsewhere] = [await enter(), await enter()];
    const left = await here.post(`${account}/sign-out-everywhere`, {});
    expect([left.status, left.location]).toEqual([303, '/sign-in?out=1']);
    expect(here.cookies.has('desk')).toBe(false);
    expect(await whoAt(elsewhere, origin)).toBeNull();
  });
});
