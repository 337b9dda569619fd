/** Settings and first set-up in a real browser, with a scripted core. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { FakeDesk, okay, refusal } from '../../fixtures/fakeDesk.ts';
import { settingsView, statusView } from '../../fixtures/views.ts';
import { deskWorld, button, patience, openDesk } from './support.ts';
import { serverSettings } from '../../fixtures/serverSettings.ts';

const world = deskWorld();

const box = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const section = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name, exact: true });

async function openSettings(desk = new FakeDesk()) {
  const opened = await openDesk(world.browser, world.site, { desk });
  await button(opened.page, 'Settings').click();
  await box(opened.page, 'Client ID').waitFor();
  return opened;
}

const certificate = {
  host: 'video.clinic.example',
  port: 443,
  sha256: 'ab'.repeat(32),
  pem: '-----BEGIN CERTIFICATE-----',
  subject: 'CN=video.clinic.example',
  issuer: 'CN=video.clinic.example',
  validFrom: 0,
  validTo: 4_000_000_000_000,
  verdict: 'self-signed',
  trusted: null,
} as const;

describe('the Server section', () => {
  it('saves address, ID, secret and the doctor in one go, and shows the secret to nobody', async () => {
    const { page, desk } = await openSettings();
    expect(await box(page, 'Client Secret').getAttribute('placeholder')).toBe('Stored. Type to replace it.');
    await box(page, 'Server address').fill('other.clinic.example/c/1');
    await box(page, 'Client Secret').fill('s3cret');
    await box(page, 'TrueConf ID').fill('orlov');
    await button(page, 'Save').click();
    await page.getByText('Saved.').waitFor(patience);
    expect(desk.settings.values.server.address).toBe('https://other.clinic.example');
    expect(desk.settings.values.doctors.list[0]?.id).toBe('orlov');
    expect(desk.inputsOf('credentials:save')).toEqual([{ secret: 's3cret', consent: false }]);
    expect(await box(page, 'Client Secret').inputValue()).toBe('');
    expect(await box(page, 'Server address').inputValue()).toBe('https://other.clinic.example');
  });

  it('says at the field what is wrong, and asks the core for nothing', async () => {
    const { page, desk } = await openSettings();
    await box(page, 'Server address').fill('http://video.clinic.example');
    await box(page, 'TrueConf ID').fill('');
    await button(page, 'Save').click();
    await page.getByText('Only https is allowed').waitFor(patience);
    await page.getByText('Fill this in.').waitFor();
    expect(await box(page, 'Server address').getAttribute('aria-invalid')).toBe('true');
    expect(desk.inputsOf('settings:save')).toEqual([]);
    await box(page, 'Server address').fill('video.clinic.example');
    expect(await page.getByText('Only https is allowed').count()).toBe(0);
  });

  it('loses nothing when saving fails', async () => {
    const desk = new FakeDesk();
    desk.handlers['settings:save'] = () => refusal('storage-failed');
    const { page } = await openSettings(desk);
    await box(page, 'Client ID').fill('new-id');
    await box(page, 'Client Secret').fill('s3cret');
    await button(page, 'Save').click();
    await page
      .getByRole('alert')
      .getByText('The disk or the database did not take the change.')
      .waitFor(patience);
    expect(await box(page, 'Client ID').inputValue()).toBe('new-id');
    expect(await box(page, 'Client Secret').inputValue()).toBe('s3cret');
  });

  it('keeps what is typed while it is being saved, and says that it is not stored yet', async () => {
    const desk = new FakeDesk();
    const save = desk.handlers['settings:save'];
    const [asked, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    desk.handlers['settings:save'] = async (input) => {
      asked.resolve();
      await answered.promise;
      return save(input);
    };
    const { page } = await openSettings(desk);
    await box(page, 'Client ID').fill('first');
    await box(page, 'Server address').fill('b.clinic.example/c/1');
    await button(page, 'Save').click();
    await asked.promise;
    await box(page, 'Client ID').fill('second');
    answered.resolve();
    await page.getByText('Saved.').waitFor(patience);
    expect(desk.settings.values.server.clientId).toBe('first');
    await section(page, 'Server not stored yet').waitFor(patience);
    expect(await box(page, 'Client ID').inputValue()).toBe('second');
    expect(await box(page, 'Server address').inputValue()).toBe('https://b.clinic.example');
    await button(page, 'Save').click();
    await section(page, 'Server').waitFor(patience);
    expect(desk.settings.values.server.clientId).toBe('second');
  });

  it('asks for consent where there is no vault', async () => {
    const desk = new FakeDesk();
    const save = desk.handlers['credentials:save'];
    desk.handlers['credentials:save'] = (input) => (input.consent ? save(input) : refusal('consent-needed'));
    const { page } = await openSettings(desk);
    await box(page, 'Client Secret').fill('s3cret');
    await button(page, 'Save').click();
    await button(page, 'Cancel').click();
    expect(await box(page, 'Client Secret').inputValue()).toBe('s3cret');
    await button(page, 'Save').click();
    await button(page, 'Keep it in a file').click();
    await page.getByText('Saved.').waitFor(patience);
    expect(desk.inputsOf('credentials:save').at(-1)).toEqual({ secret: 's3cret', consent: true });
  });

  it('shows a padlock on what the organisation gives, and does not let it be typed over', async () => {
    const desk = new FakeDesk();
    desk.settings = settingsView({
      locked: [
        { key: 'server.address', source: 'policy-file' },
        { key: 'credentials.secret', source: 'environment' },
      ],
      secret: { stored: 'environment', vault: { strength: 'strong', lasting: true } },
    });
    const { page } = await openSettings(desk);
    expect(await page.getByText('Set by your organisation’s policy (a file).').count()).toBe(1);
    expect(await page.getByText('Set by the environment of this computer.').count()).toBe(1);
    expect(await box(page, 'Server address').getAttribute('readonly')).not.toBeNull();
    expect(await box(page, 'Client ID').getAttribute('readonly')).toBeNull();
    await button(page, 'Save').click();
    await page.getByText('Saved.').waitFor(patience);
    expect(desk.inputsOf('credentials:save')).toEqual([]);
  });

  it('tests what is typed, and names cause and remedy stage by stage', async () => {
    const desk = new FakeDesk();
    desk.handlers['connection:test'] = () =>
      okay({
        stages: [
          { stage: 'connection', outcome: 'passed', ms: 31, error: null, facts: { host: 'a.example' } },
          {
            stage: 'credentials',
            outcome: 'failed',
            ms: 44,
            error: { code: 'credentials-rejected', retryable: false },
            facts: {},
          },
          { stage: 'owner', outcome: 'not-tried', ms: 0, error: null, facts: {} },
        ],
      });
    const { page } = await openSettings(desk);
    await box(page, 'Server address').fill('a.example');
    await button(page, 'Test connection').click();
    const result = page.getByRole('region', { name: 'Test connection' });
    await result
      .getByText('The server does not know this Client ID with this Client Secret.')
      .waitFor(patience);
    expect(await result.getByRole('listitem').count()).toBe(3);
    expect(desk.inputsOf('connection:test')).toMatchObject([
      { server: { address: 'https://a.example' }, ownerId: 'petrova', secret: null },
    ]);
    expect(desk.inputsOf('settings:save')).toEqual([]);
  });

  it('trusts one certificate, after a look at it, once it is saved', async () => {
    const desk = new FakeDesk();
    desk.handlers['certificate:look'] = () => okay(certificate);
    const { page } = await openSettings(desk);
    await button(page, 'Look at the certificate').click();
    await page.getByRole('dialog').getByText('The server issued it to itself').waitFor(patience);
    await button(page, 'Trust this certificate').click();
    expect(desk.settings.values.server.pin).toBeNull();
    await button(page, 'Save').click();
    await page.getByText('Saved.').waitFor(patience);
    expect(desk.settings.values.server.pin).toMatchObject({ sha256: certificate.sha256, port: 443 });
    expect(desk.settings.values.server.trust).toBe('certificate');
  });
});

describe('the sections', () => {
  it('keep what is typed while one looks at another, and ask before it is dropped', async () => {
    const { page, desk } = await openSettings();
    await section(page, 'Clinic').click();
    await box(page, 'Name of the clinic').fill('Clinic on the Hill');
    await section(page, 'Visits').click();
    await section(page, 'Clinic not stored yet').click();
    expect(await box(page, 'Name of the clinic').inputValue()).toBe('Clinic on the Hill');
    await button(page, 'Back to the board').click();
    await page.getByRole('dialog').getByText('Some changes are not stored: Clinic.').waitFor();
    await button(page, 'Stay here').click();
    await button(page, 'Save').click();
    await page.getByText('Saved.').waitFor(patience);
    await button(page, 'Back to the board').click();
    await page.getByRole('heading', { name: 'No visits yet' }).waitFor(patience);
    expect(desk.settings.values.clinic.name).toBe('Clinic on the Hill');
  });

  it('list the visits whose links would die before the port is changed', async () => {
    const desk = new FakeDesk();
    const save = desk.handlers['settings:save'];
    desk.handlers['settings:save'] = (input) =>
      input.linksMayDie
        ? save(input)
        : okay({ state: 'links-would-die', visits: [{ id: 'a', label: 'Smirnova', createdAt: 0 }] });
    const { page } = await openSettings(desk);
    await section(page, 'Patient link').click();
    await page.getByRole('radio', { name: /eth0, 10\.0\.4\.17/ }).check();
    await box(page, 'Port').fill('9000');
    await button(page, 'Save').click();
    await page.getByRole('dialog').getByText('Smirnova').waitFor(patience);
    await button(page, 'Cancel').click();
    expect(await box(page, 'Port').inputValue()).toBe('9000');
    await button(page, 'Save').click();
    await button(page, 'Change it all the same').click();
    await page.getByText('Saved.').waitFor(patience);
    expect(desk.settings.values.join).toMatchObject({ interface: 'eth0', port: 9_000 });
  });

  it('warn that a label in the topic stays on the server', async () => {
    const { page } = await openSettings();
    await section(page, 'Visits').click();
    await page.getByText('{{time}} becomes the time of the visit.').waitFor();
    await box(page, 'Topic of the conference').fill('Visit {{name}}');
    await page.getByText('The label will stay in the history of TrueConf').waitFor(patience);
  });

  it('erase the secret, and change the language at once', async () => {
    const { page, desk } = await openSettings();
    await section(page, 'Privacy').click();
    await button(page, 'Erase the Client Secret').click();
    await page.getByText('None is stored.').waitFor(patience);
    expect(await page.locator(':focus').textContent()).toBe('None is stored.');
    expect(desk.settings.secret.stored).toBe('no');
    await section(page, 'Language').click();
    await page.getByRole('radio', { name: 'Русский' }).check();
    await button(page, 'Save').click();
    await button(page, 'Новый приём').waitFor(patience);
  });

  it.each(['light', 'dark'] as const)('are clean for axe and the CSP (%s)', async (theme) => {
    const { page } = await openDesk(world.browser, world.site, { colorScheme: theme });
    await button(page, 'Settings').click();
    const first = ['Server', 'Doctors', 'Patient link', 'Visits', 'Clinic', 'Messages'];
    for (const name of [...first, 'Privacy', 'Diagnostics', 'Language']) {
      await section(page, name).click();
      await page.getByRole('heading', { name, exact: true, level: 2 }).waitFor();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    }
    expect(await page.evaluate(() => window.violations)).toEqual([]);
  });
});

describe('the first set-up', () => {
  function fresh() {
    const desk = new FakeDesk();
    const { values } = desk.settings;
    desk.settings = settingsView({
      values: {
        ...values,
        server: serverSettings('', ''),
        doctors: { ...values.doctors, list: [] },
      },
      secret: { stored: 'no', vault: { strength: 'strong', lasting: true } },
    });
    desk.status = statusView({
      missing: ['server.address', 'server.clientId', 'credentials.secret', 'doctors.id'],
    });
    const save = desk.handlers['credentials:save'];
    desk.handlers['credentials:save'] = (input) => {
      desk.setStatus({ missing: [] });
      return save(input);
    };
    return desk;
  }

  it('leads in three steps to the board, and stores nothing before the last', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: fresh() });
    expect(await button(page, 'New visit').count()).toBe(0);
    await button(page, 'Next').click();
    await page.getByText('Fill in the address of TrueConf Server.').waitFor(patience);
    await box(page, 'Server address').fill('video.clinic.example');
    await box(page, 'Client ID').fill('id');
    await box(page, 'Client Secret').fill('s3cret');
    await box(page, 'TrueConf ID').fill('petrova');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await button(page, 'Next').click();
    const before = await button(page, 'Test connection').boundingBox();
    await button(page, 'Test connection').click();
    await page.getByText('Everything works.').waitFor(patience);
    expect((await button(page, 'Test connection').boundingBox())?.x).toBe(before?.x);
    expect(desk.inputsOf('settings:save')).toEqual([]);
    await button(page, 'Next').click();
    await box(page, 'Name of the doctor').fill('Dr. Petrova');
    await page.getByRole('radio', { name: /eth0/ }).check();
    await button(page, 'Open the board').click();
    await page.getByRole('heading', { name: 'No visits yet' }).waitFor(patience);
    expect(desk.settings.values.doctors.list).toEqual([{ id: 'petrova', name: 'Dr. Petrova' }]);
    expect(desk.settings.values.join.interface).toBe('eth0');
    expect(desk.inputsOf('credentials:save')).toEqual([{ secret: 's3cret', consent: false }]);
  });

  it('keeps what was typed while the settings are looked at, and starts the demo', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: fresh() });
    await box(page, 'Client ID').fill('half');
    await button(page, 'Settings').click();
    await button(page, 'Back to the board').click();
    expect(await box(page, 'Client ID').inputValue()).toBe('half');
    desk.handlers['demo:start'] = () => {
      desk.setStatus({ demo: true, missing: [] });
      return okay({});
    };
    await button(page, 'Try it without a server').click();
    await page.getByText('This is a demo.').waitFor(patience);
    await button(page, 'New visit').waitFor();
  });
});
