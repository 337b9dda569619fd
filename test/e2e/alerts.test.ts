/**
 * The alerts of a browser desk with the program behind it: chime, notice, tab, screen. The browser's own parts run; what
 * they are asked for is written down beside them.
 */
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findBrowser } from '../../scripts/findBrowser.ts';
import { desk, phone } from './support/chromium.ts';
import { Clinic } from './support/clinic.ts';
import { Doctor, Patient, patience, soon } from './support/people.ts';

let browser: Browser;
let clinic: Clinic;
beforeAll(async () => {
  // Without the switch that lets every page play: the browser waits for a click, as at the clinic.
  const args = ['--no-sandbox', '--disable-gpu', '--use-fake-device-for-media-stream'];
  browser = await chromium.launch({ executablePath: findBrowser('whole') ?? '', args });
  clinic = await Clinic.open({ settings: { visits: { admission: 'waiting' } } });
});
afterAll(async () => {
  await browser.close();
  await clinic.close();
});

interface Seen {
  /** Hz of each tone that was begun, with the state of its context then. */
  readonly tones: string[];
  readonly notices: { title: string; text: string; closed: boolean; click: () => void }[];
  readonly locks: WakeLockSentinel[];
  isElsewhere: boolean;
}

declare global {
  interface Window {
    alertsSeen: Seen;
  }
}

/** Runs in the page before its scripts. */
function writeDown(): void {
  const seen: Seen = { tones: [], notices: [], locks: [], isElsewhere: false };
  window.alertsSeen = seen;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function play(this: OscillatorNode, when) {
    seen.tones.push(`${this.frequency.value} ${this.context.state}`);
    start.call(this, when);
  };
  window.Notification = class extends Notification {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options);
      const notice = {
        title,
        text: options?.body ?? '',
        closed: false,
        click: () => this.dispatchEvent(new Event('click')),
      };
      seen.notices.push(notice);
      this.addEventListener('close', () => (notice.closed = true));
      const close = this.close.bind(this);
      this.close = () => {
        notice.closed = true;
        close();
      };
    }
  };
  if ('wakeLock' in navigator) {
    const { wakeLock } = navigator;
    const request = wakeLock.request.bind(wakeLock);
    wakeLock.request = async (type) => {
      const lock = await request(type);
      seen.locks.push(lock);
      return lock;
    };
  }
  // Whatever a test asks of the page counts as a click in it: this is told without being asked.
  new MutationObserver(() => {
    if (document.querySelector('.sound-blocked')) console.log('sound waits');
  }).observe(document, { childList: true, subtree: true });
  // A browser without a window of its own always has the focus.
  const hasFocus = document.hasFocus.bind(document);
  document.hasFocus = () => !seen.isElsewhere && hasFocus();
}

const seenBy = (page: Page) =>
  page.evaluate(() => ({
    tones: window.alertsSeen.tones,
    notices: window.alertsSeen.notices.map(({ title, text, closed }) => ({ title, text, closed })),
    locks: window.alertsSeen.locks.map(({ released }) => released),
    icon: document.querySelector<HTMLLinkElement>('link[rel=icon]')?.href.slice(0, 21),
    title: document.title,
  }));

const bell = (page: Page) => page.getByRole('button', { name: /^Alerts and privacy/ });

it('says that the sound waits for a click, tells by every way who comes, and brings the card at a click', async () => {
  const run = await clinic.start();
  const context = await desk(browser);
  await context.addInitScript(writeDown);
  const soundWaits = context.waitForEvent('console', {
    predicate: (message) => message.text() === 'sound waits',
    ...patience,
  });
  const doctor = await Doctor.at(context, run.urls.app);
  const { page } = doctor;
  await soundWaits;
  const waits = page.getByText('Sound is off until you click once.');
  await waits.waitFor(patience);
  expect(await bell(page).getAttribute('aria-label')).toBe('Alerts and privacy. Sound waits for a click');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await waits.waitFor({ ...patience, state: 'detached' });

  // Forbidden: the way back is said, and the switch says the truth. Then allowed in the browser's own settings.
  await bell(page).click();
  const notices = page.getByRole('switch', { name: 'Notices of this computer' });
  await notices.click();
  await page.getByText('Your browser does not let this page show notices.').waitFor(patience);
  expect(await notices.isChecked()).toBe(false);
  await context.grantPermissions(['notifications', 'screen-wake-lock', 'clipboard-read', 'clipboard-write']);
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await soon(
    () => notices.isChecked(),
    (isOn) => expect(isOn).toBe(true),
  );
  await page.getByRole('button', { name: 'Play it now' }).click();
  await soon(
    async () => (await seenBy(page)).tones,
    (tones) => expect(tones).toEqual(['659.25 running', '1318.5 running', '880 running', '1760 running']),
  );
  await page.getByRole('button', { name: 'Close', exact: true }).click();

  const link = await doctor.newVisit();
  const patient = await Patient.opens(await phone(browser), link);
  await doctor.sees('Page open');
  await soon(
    async () => (await seenBy(page)).locks,
    (locks) => expect(locks).toEqual([false]),
  );
  // A page that goes out of sight loses its lock, and takes another one when it is back.
  await page.evaluate(async () => {
    await window.alertsSeen.locks[0]?.release();
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await soon(
    async () => (await seenBy(page)).locks,
    (locks) => expect(locks).toEqual([true, false]),
  );
  // The doctor reads in another window, at the settings.
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.evaluate(() => (window.alertsSeen.isElsewhere = true));
  await patient.joins('Anna Smirnova');
  await soon(
    async () => await seenBy(page),
    ({ tones, notices: shown, icon, title }) => {
      expect(tones).toHaveLength(8);
      expect(shown).toEqual([{ title: 'Somebody is waiting', text: 'Anna Smirnova', closed: false }]);
      expect([icon, title]).toEqual(['data:image/png;base64', '1 waiting · Visit Desk']);
    },
  );
  const visitId = await doctor.card().getAttribute('data-visit');
  await page.evaluate(() => window.alertsSeen.notices[0]?.click());
  await soon(
    () => page.evaluate(() => document.activeElement?.getAttribute('data-visit')),
    (focused) => expect(focused).toBe(visitId),
  );
  expect((await seenBy(page)).notices[0]?.closed).toBe(true);

  await doctor.letsIn();
  await soon(
    async () => await seenBy(page),
    ({ icon, title }) => expect([icon?.startsWith('http'), title]).toEqual([true, 'Visit Desk']),
  );
  await doctor.ends();
  await soon(
    async () => (await seenBy(page)).locks,
    (locks) => expect(locks.every((released) => released)).toBe(true),
  );
}, 60_000);
