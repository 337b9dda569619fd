/** Certificates on the screen: the warnings before they end, a changed one beside the trusted one, and the page's own. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { FakeDesk, okay, refusal } from '../../fixtures/fakeDesk.ts';
import { settingsView, statusView } from '../../fixtures/views.ts';
import { button, deskWorld, expectClean, openDesk, patience } from './support.ts';

const world = deskWorld();
const dayMs = 86_400_000;
const day = (offset: number): number => Date.parse('2026-11-25T12:00:00Z') + offset * dayMs;

const facts = {
  subject: 'CN=video.clinic.example, O=Clinic on the Hill',
  issuer: 'CN=video.clinic.example, O=Clinic on the Hill',
  validFrom: day(-300),
  validTo: day(60),
  sha256: 'ab'.repeat(32),
};
const place = { host: 'video.clinic.example', port: 443 };
const trusted = { ...facts, validTo: day(-2), sha256: 'cd'.repeat(32) };
const pin = { ...place, ...trusted, pem: 'PEM', acceptedAt: day(-300), validFrom: undefined };

/** A desk that trusts one certificate, while the server shows another. */
function changedDesk(): FakeDesk {
  const desk = new FakeDesk();
  const { validFrom: _from, ...stored } = pin;
  const { values } = settingsView();
  desk.settings = settingsView({
    values: { ...values, server: { ...values.server, trust: 'certificate', pin: stored } },
  });
  desk.status = statusView({
    server: { code: 'certificate-changed', retryable: false, details: { host: place.host } },
  });
  desk.handlers['certificate:look'] = () =>
    okay({ ...place, ...facts, pem: 'PEM', verdict: 'self-signed', trusted });
  return desk;
}

const banner = (page: Page, text: string | RegExp) => page.locator('.banner').filter({ hasText: text });

describe('the board', () => {
  it('warns with date and remedy, louder with each step, and leads to the settings', async () => {
    const desk = new FakeDesk();
    desk.status = statusView({
      certificates: [
        { which: 'server', level: 'days-30', validTo: day(30) },
        { which: 'authority', level: 'days-14', validTo: day(14) },
        { which: 'page', level: 'ended', validTo: day(-1) },
      ],
    });
    const { page } = await openDesk(world.browser, world.site, { desk });
    await banner(page, 'The certificate of TrueConf Server ends on 25 December 2026. IT renews').waitFor(
      patience,
    );
    for (const [tone, text] of [
      ['info', 'The certificate of TrueConf Server'],
      ['ask', 'An authority in the CA file'],
      ['alarm', 'The certificate of the patient’s page'],
    ] as const)
      expect(await page.locator(`.banner.${tone}`).filter({ hasText: text }).count()).toBe(1);
    await expectClean(page);
    const gone = banner(page, 'ended on 24 November 2026: phones warn patients');
    await gone.getByRole('button', { name: 'Open Settings' }).click();
    await page.getByRole('heading', { name: 'Patient link' }).waitFor(patience);
    // Said again where something can be done about it.
    await page.locator('.panel').getByText('The certificate of the patient’s page ended').waitFor();
  });

  it('tells a doctor of the clinic’s service in the last week only, and whom to tell', async () => {
    const desk = new FakeDesk();
    desk.shell = 'service';
    desk.you = { name: 'Dr. Petrova', role: 'doctor' };
    desk.status = statusView({ certificates: [{ which: 'server', level: 'days-14', validTo: day(14) }] });
    const { page } = await openDesk(world.browser, world.site, { desk });
    await button(page, 'New visit').waitFor(patience);
    expect(await page.locator('.banner').count()).toBe(0);
    desk.setStatus({ certificates: [{ which: 'server', level: 'days-7', validTo: day(7) }] });
    await banner(page, 'ends on 2 December 2026')
      .getByText('Please tell your administrator.')
      .waitFor(patience);
    expect(await page.locator('.banner').getByRole('button').count()).toBe(0);
  });
});

describe('a certificate that has changed', () => {
  it('is looked at from the board, beside the trusted one, and trusted only after that', async () => {
    const desk = changedDesk();
    const { page } = await openDesk(world.browser, world.site, { desk });
    await banner(page, 'shows another certificate than the one you trust')
      .getByRole('button', { name: 'Look at the certificate' })
      .click();
    expect(await button(page, 'Trust this certificate').count()).toBe(0);
    await page.getByRole('main').getByRole('button', { name: 'Look at the certificate' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('columnheader', { name: 'Trusted until now' }).waitFor(patience);
    const rows = await dialog.getByRole('row').allInnerTexts();
    const told = (name: string) => rows.find((row) => row.startsWith(name))?.replace(/\s+/g, ' ') ?? '';
    expect(told('Issued to')).toContain('the same');
    expect(told('Valid to')).toBe('Valid to differs 23 November 2026 24 January 2027');
    expect(told('SHA-256')).toMatch(/differs CD:CD.* AB:AB/);
    expect(desk.inputsOf('certificate:look')).toMatchObject([{ trusted: { sha256: trusted.sha256 } }]);
    await expectClean(page);
    await button(page, 'Trust this certificate').click();
    expect(desk.settings.values.server.pin?.sha256).toBe(trusted.sha256);
    await button(page, 'Save').click();
    await page.getByText('Saved.').waitFor(patience);
    expect(desk.settings.values.server).toMatchObject({
      trust: 'certificate',
      pin: { sha256: facts.sha256 },
    });
  });
});

describe('the certificate of the page', () => {
  it('is checked as it stands in the fields, with a password that is never shown again', async () => {
    const desk = new FakeDesk();
    desk.handlers['certificate:checkPage'] = () =>
      okay({
        certificate: facts,
        problems: [{ problem: 'other-name', host: 'visits.clinic.example' }, { problem: 'self-signed' }],
      });
    const { page } = await openDesk(world.browser, world.site, { desk });
    await button(page, 'Settings').click();
    await page.getByRole('navigation').getByRole('link', { name: 'Patient link', exact: true }).click();
    await page.getByLabel('PFX file').fill('/etc/visit-desk/page.pfx');
    const password = page.locator('input[type=password]');
    await password.fill('Pfx-Canary 7');
    await button(page, 'Check certificate and key').click();
    await page.getByText('visits.clinic.example').first().waitFor(patience);
    expect(desk.inputsOf('certificate:checkPage')).toMatchObject([
      { join: { pfxFile: '/etc/visit-desk/page.pfx' }, passphrase: 'Pfx-Canary 7' },
    ]);
    await expectClean(page);
    await button(page, 'Save').click();
    await page.getByText('Saved.').waitFor(patience);
    expect(desk.inputsOf('credentials:savePagePassphrase')).toEqual([
      { passphrase: 'Pfx-Canary 7', consent: false },
    ]);
    await expect.poll(() => password.inputValue()).toBe('');
    expect(await page.content()).not.toContain('Pfx-Canary');
  });

  it('that cannot be opened says why in one sentence', async () => {
    const desk = new FakeDesk();
    desk.handlers['certificate:checkPage'] = () => refusal('page-pfx-old', { name: 'page.pfx' });
    const { page } = await openDesk(world.browser, world.site, { desk });
    await button(page, 'Settings').click();
    await page.getByRole('navigation').getByRole('link', { name: 'Patient link', exact: true }).click();
    await button(page, 'Check certificate and key').click();
    await page.getByText('The PFX file page.pfx is locked in an old way').waitFor(patience);
  });
});
