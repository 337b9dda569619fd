import AxeBuilder from '@axe-core/playwright';
import { randomBytes } from 'node:crypto';
import type { Browser as Chromium, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { desk, launchChromium } from '../../../e2e/support/chromium.ts';
import { FakeClock } from '../../../fixtures/fakeClock.ts';
import { identityProvider, providerClient } from '../../../fixtures/identityProvider.ts';
import { staffNode } from './listening.ts';
import { aDoctor, goodPassword, storePath } from './support.ts';

let chromium: Chromium;
beforeAll(async () => {
  chromium = await launchChromium();
});
afterAll(() => chromium.close());

/** A desk whose browser tells what it refused. */
async function open(locale = 'en-GB'): Promise<{ page: Page; refused: string[] }> {
  const context = await desk(chromium, { locale, trustsEveryCertificate: true });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|cookie/i.test(message.text())) refused.push(message.text());
  });
  return { page, refused };
}

const audit = async (page: Page): Promise<unknown[]> => {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
};

describe('in Chromium', () => {
  it('the first administrator is made, signs out and in, in Russian, by keyboard', async () => {
    const { access, origin } = await staffNode({ path: storePath(), clock: new FakeClock() });
    const code = (await access.firstAdministrator.makeCode())!;
    const { page, refused } = await open('ru-RU');
    await page.goto(`${origin}/sign-in`);
    expect(await page.locator('html').getAttribute('lang')).toBe('ru');
    expect(await audit(page)).toEqual([]);
    for (const text of [code, 'boss', goodPassword]) {
      await page.keyboard.press('Tab');
      await page.keyboard.type(text);
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(`${origin}/desk/`);
    expect(await page.locator('#who').textContent()).toBe('administrator');

    await page.context().clearCookies();
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel('Логин').fill('boss');
    await page.getByLabel('Пароль').fill('wrong');
    await page.getByRole('button', { name: 'Войти' }).click();
    await page.getByRole('alert').getByText('Логин или пароль неверны').waitFor();
    expect(await page.getByLabel('Логин').inputValue()).toBe('boss');
    expect(await audit(page)).toEqual([]);
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByLabel('Login').fill('boss');
    await page.getByLabel('Password').fill(goodPassword);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${origin}/desk/`);
    expect(await page.locator('#who').textContent()).toBe('administrator');

    await page.goto(`${origin}/account?lang=en`);
    expect(await audit(page)).toEqual([]);
    await page.getByLabel('Present password').fill(goodPassword);
    await page.getByLabel('New password').fill('совсем другие слова');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByRole('status').getByText('The password is changed').waitFor();
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole('link', { name: 'Русский' }).click();
    await page.getByRole('heading', { name: 'Учётная запись и устройства' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.getByRole('button', { name: 'Выйти везде' }).click();
    await page.getByRole('status').getByText('Вы вышли.').waitFor();
    expect(refused).toEqual([]);
  });

  it('who comes back from a provider of another site is signed in at once', async () => {
    let origin = '';
    const provider = await identityProvider(() => `${origin}/oidc/callback`, { asks: true });
    onTestFinished(() => provider.stop());
    provider.claims = { sub: 'subject-1', groups: ['doctors'], preferred_username: 'dr.house' };
    const role = { values: [{ value: 'doctors', role: 'doctor' }] };
    const staff = await staffNode({
      path: storePath(),
      clock: new FakeClock(Date.now()),
      ca: provider.ca,
      clientSecret: providerClient.secret,
      sharedKey: randomBytes(32),
      config: {
        oidc: {
          ...{ issuer: provider.issuer, clientId: providerClient.id, role },
          trueconfId: { claim: 'preferred_username' },
        },
      },
      hostName: 'localhost',
    });
    origin = staff.origin;
    // The provider is at 127.0.0.1: for a browser that is another site.
    expect(new URL(origin).hostname).toBe('localhost');
    const { page, refused } = await open();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${origin}/sign-in`);
    expect(await audit(page)).toEqual([]);
    await page.getByRole('link', { name: 'clinic’s account' }).click();
    await page.getByRole('link', { name: 'It is me' }).click();
    await page.waitForURL(`${origin}/desk/`);
    expect(await page.locator('#who').textContent()).toBe('dr.house');
    await page.goto(`${origin}/account`);
    await page.getByText('its password is changed there').waitFor();
    expect(await audit(page)).toEqual([]);
    expect(refused).toEqual([]);
  });

  it('a page of another origin neither signs in nor out nor reads', async () => {
    const { access, origin } = await staffNode({ path: storePath(), clock: new FakeClock() });
    await access.accounts.create(aDoctor);
    await access.accounts.create({ ...aDoctor, login: 'boss', role: 'administrator' });
    const evil = await staffNode({ path: storePath(), clock: new FakeClock(), hostName: 'localhost' });
    const { page } = await open();
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel('Login').fill('house');
    await page.getByLabel('Password').fill(goodPassword);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${origin}/desk/`);
    await page.goto(`${evil.origin}/desk/`);
    await page.evaluate(
      (url) => fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include' }).catch(() => undefined),
      `${origin}/sign-out`,
    );
    const read = await page.evaluate(
      (url) =>
        fetch(url, { credentials: 'include' }).then(
          () => 'read',
          () => 'refused',
        ),
      `${origin}/who`,
    );
    expect(read).toBe('refused');
    // A form in the whole window, which would leave the victim in the attacker's account.
    const answered = page.waitForResponse(`${origin}/sign-in`);
    await page.evaluate(
      ([url, password]) => {
        document.body.innerHTML =
          '<form method="post"><input name="login" value="boss"><input name="password"></form>';
        const form = document.forms[0];
        form?.setAttribute('action', url ?? '');
        form?.querySelector('[name=password]')?.setAttribute('value', password ?? '');
        form?.submit();
      },
      [`${origin}/sign-in`, goodPassword],
    );
    expect((await answered).status()).toBe(403);
    await page.getByRole('alert').waitFor();
    expect(await audit(page)).toEqual([]);
    await page.getByRole('link', { name: 'Back to signing in' }).click();
    await page.waitForURL(`${origin}/desk/`);
    expect(await page.locator('#who').textContent()).toBe('dr.house');
  });
});
