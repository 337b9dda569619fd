/** What people and machines do to the links and the buttons: odd names, second clicks, two tabs, robots. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messages } from '../../src/shared/i18n/messages.ts';
import { desk, launchChromium, phone } from './support/chromium.ts';
import { Clinic } from './support/clinic.ts';
import { Doctor, Patient, patience } from './support/people.ts';
import { locales } from './support/sentences.ts';

let browser: Browser;
let clinic: Clinic;
let doctor: Doctor;
let appUrl: string;

beforeAll(async () => {
  browser = await launchChromium();
  clinic = await Clinic.open({ settings: { visits: { admission: 'waiting' } } });
  ({ app: appUrl } = (await clinic.start()).urls);
  doctor = await Doctor.at(await desk(browser), appUrl);
});
afterAll(async () => {
  await browser.close();
  await clinic.close();
});

const names: readonly { readonly what: string; readonly typed: string; readonly shown: string }[] = [
  { what: '1,000 characters', typed: 'Анна '.repeat(200), shown: `${'Анна '.repeat(19)}Анна` },
  {
    what: 'characters that TrueConf reserves, and markup',
    typed: 'Ann$ *<b>&"quoted"',
    shown: 'Ann <b>&"quoted"',
  },
  { what: 'emoji', typed: 'Анна 👩‍⚕️🎉', shown: 'Анна 👩‍⚕️🎉' },
  { what: 'right-to-left', typed: 'שרה כהן', shown: 'שרה כהן' },
];

describe('a typed name', () => {
  it.each(names)('of $what reaches the doctor readable and harmless', async ({ typed, shown }) => {
    const link = await doctor.newVisit();
    const patient = await Patient.opens(await phone(browser, { javaScript: false }), link);
    await patient.page.locator('input[name=name]').evaluate((input) => input.removeAttribute('maxlength'));
    await patient.joins(typed);
    await doctor.sees('Waiting');
    expect((await doctor.card().innerText()).replace(/\s+/g, ' ')).toContain(shown.replace(/\s+/g, ' '));
    await doctor.letsIn();
    // Sooner than the page does it by itself (that is tested elsewhere).
    await patient.page.reload();
    await patient.page.getByRole('button', { name: 'Go in' }).click(patience);
    await patient.page.waitForURL(/\/webrtc\//, patience);
  });

  it('with NUL in it is cleaned', async () => {
    const link = await doctor.newVisit();
    const answer = await fetch(`${link}/join`, {
      method: 'POST',
      headers: {
        origin: new URL(link).origin,
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'name=An%00na',
    });
    expect(await answer.json()).toEqual({ state: 'waiting' });
    await doctor.card().getByText('An na').waitFor(patience);
  });

  it.each(['en', 'ru'] as const)(
    'of spaces only is asked for again (%s), and nobody appears',
    async (language) => {
      const link = await doctor.newVisit();
      for (const javaScript of [true, false]) {
        const patient = await Patient.opens(
          await phone(browser, { javaScript, locale: locales[language] }),
          link,
        );
        await patient.joins('   ', {
          field: messages[language].patient['name-label'],
          button: messages[language].patient.join,
        });
        await patient.page.getByRole('alert').waitFor(patience);
        expect(await patient.reads()).toContain(messages[language].patient['failed-name-required']);
      }
      expect(await doctor.card().getByRole('button', { name: 'Let in' }).count()).toBe(0);
    },
  );
});

describe('a second click', () => {
  it('on Join makes no second person', async () => {
    const link = await doctor.newVisit();
    const patient = await Patient.opens(await phone(browser), link);
    await patient.page.getByRole('textbox', { name: 'Your name' }).fill('Anna Smirnova');
    await patient.page.getByRole('button', { name: 'Join', exact: true }).dblclick();
    await doctor.sees('Waiting');
    expect(await doctor.card().getByRole('button', { name: 'Let in', exact: true }).count()).toBe(1);
  });

  it('on New visit makes no second visit', async () => {
    const cards = await doctor.cards().count();
    const made = clinic.server.conferences().length;
    await doctor.page.getByRole('button', { name: 'New visit' }).dblclick();
    await expect.poll(() => clinic.server.conferences().length, patience).toBe(made + 1);
    await doctor.page.getByRole('button', { name: 'New visit', disabled: false }).waitFor(patience);
    expect(await doctor.cards().count()).toBe(cards + 1);
    expect(clinic.server.conferences()).toHaveLength(made + 1);
  });

  it('on End visit, and on Let in, does nothing more', async () => {
    const link = await doctor.newVisit();
    const patient = await Patient.opens(await phone(browser), link);
    await patient.joins('Anna Smirnova');
    await doctor.sees('Waiting');
    await doctor.card().getByRole('button', { name: 'Let in', exact: true }).dblclick();
    await patient.isInTheCall();
    const done = clinic.server.conferences().length;
    await doctor.sees('In the call');
    await doctor.card().getByRole('button', { name: 'End visit' }).dblclick();
    await doctor.page.getByText('In the call now: Anna Smirnova.').waitFor(patience);
    expect(clinic.server.conferences()).toHaveLength(done);
    await doctor.page.getByRole('button', { name: 'End for everybody' }).dblclick();
    await expect.poll(() => clinic.server.conferences().length, patience).toBe(done - 1);
  });
});

describe('two tabs of the doctor', () => {
  it('show the same board at once', async () => {
    const session = await doctor.page.evaluate(() => ({ ...sessionStorage }));
    const second = await doctor.page.context().newPage();
    await second.addInitScript((kept) => {
      for (const [key, value] of Object.entries(kept)) sessionStorage.setItem(key, value);
    }, session);
    await second.goto(new URL(appUrl).origin);
    const link = await doctor.newVisit();
    const links = async () => {
      const fields = await second.getByRole('textbox', { name: 'Patient link' }).all();
      return Promise.all(fields.map((field) => field.inputValue()));
    };
    await expect.poll(links, patience).toContain(link);
    await doctor.ends();
    await doctor.sees('Ended');
    await expect.poll(links, patience).not.toContain(link);
  });

  it('an address with a used-up token says that it is from an earlier start', async () => {
    const stranger = await (await browser.newContext()).newPage();
    await stranger.goto(appUrl);
    await stranger.getByText(messages.en.board['old-tab-title']).waitFor(patience);
  });
});

describe('a preview robot', () => {
  it('that opens the link any number of times changes nothing', async () => {
    const link = await doctor.newVisit();
    for (const agent of [
      'TelegramBot (like TwitterBot)',
      'WhatsApp/2.23',
      'Mozilla/5.0 (compatible; vkShare)',
    ]) {
      for (const method of ['GET', 'HEAD', 'GET']) {
        const answer = await fetch(link, { method, headers: { 'user-agent': agent } });
        expect(answer.status).toBe(200);
        expect(answer.headers.get('x-robots-tag')).toContain('noindex');
      }
    }
    await doctor.sees('Not opened');
    const press = await fetch(`${link}/join`, {
      method: 'POST',
      headers: { origin: new URL(link).origin },
      body: new URLSearchParams({ name: '' }),
    });
    expect(press.status).toBeLessThan(500);
    await doctor.sees('Not opened');
  });
});
