/** What people, pages and attackers do with the desktop app. Written against the driver, so that each runs on Electron, too. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { messages } from '../../src/shared/i18n/messages.ts';
import { ask, openClinic, type Clinic } from './clinic.ts';
import type { Driver, Scenario } from './driver.ts';

const { board: words } = messages.en;

/** What people would wait for; on a slow machine everything takes a while. */
const patienceMs = 20_000;

/** The window with its page, and nothing that went wrong on the way. */
async function open(driver: Driver): Promise<Page> {
  const page = await driver.firstPage();
  page.setDefaultTimeout(patienceMs);
  await page.locator('#root > *').first().waitFor();
  return page;
}

/** A scenario with a server; what it opened is closed, whatever happens. */
async function withClinic(play: (clinic: Clinic) => Promise<void>): Promise<void> {
  const clinic = await openClinic();
  try {
    await play(clinic);
  } finally {
    await clinic.close();
  }
}

const starts: Scenario = {
  name: 'starts',
  async play(driver) {
    const page = await open(driver);
    const seen = await page.evaluate(() => ({
      node: [typeof Reflect.get(globalThis, 'require'), typeof Reflect.get(globalThis, 'process')],
      api: Object.keys(Reflect.get(globalThis, 'visitDesk') ?? {}),
      frozen: Object.isFrozen(Reflect.get(globalThis, 'visitDesk')),
      secure: isSecureContext,
    }));
    assert.deepEqual(seen, {
      node: ['undefined', 'undefined'],
      api: ['request', 'on'],
      frozen: true,
      secure: true,
    });
    assert.equal((await ask(page, 'app:info', {})).shell, 'desktop');
    assert.equal(await driver.quit(), 0);
  },
};

/** The doctor and a patient in a call, the doctor's part of it embedded. */
interface Call {
  readonly page: Page;
  readonly guest: Page;
  readonly patient: Page;
}

async function enterCall(driver: Driver, clinic: Clinic): Promise<Call> {
  const page = await open(driver);
  await clinic.setUp(page);
  await page.getByRole('button', { name: words['new-visit'] }).click();
  const field = page.getByRole('textbox', { name: words.link });
  await field.waitFor();
  const patient = await clinic.patient(await field.inputValue(), 'Anna Smirnova');
  await patient.locator('video').nth(0).waitFor();
  const card = page.getByRole('article');
  await card.getByText(words['stage-in-call']).first().waitFor();
  await card.getByRole('button', { name: words['join-call'] }).click();
  const guest = await guestPage(driver, page);
  await guest.getByText('Anna Smirnova').first().waitFor();
  return { page, guest, patient };
}

/** The page of the call, once it has attached. */
async function guestPage(driver: Driver, page: Page): Promise<Page> {
  await page.locator('webview').waitFor({ state: 'attached' });
  for (;;) {
    const [guest] = await driver.guestPages();
    if (guest) return guest;
    await nextFrame(page);
  }
}

const nextFrame = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));

/** The main job: one click, one link, one press, and both see and hear each other. */
const visit: Scenario = {
  name: 'visit',
  play: (driver) =>
    withClinic(async (clinic) => {
      const { page, guest, patient } = await enterCall(driver, clinic);
      assert.equal(new URL(guest.url()).origin, clinic.server.origin);
      await patient.getByText('Dr. Petrova').first().waitFor();
      // Sound and picture of the doctor were asked for, and given to this page alone.
      assert.equal(await guest.evaluate(mayFilm), true);
      await page.getByRole('button', { name: words['end-visit'], exact: true }).click();
      await page.getByRole('button', { name: words['end-yes'] }).click();
      await page.getByRole('article').getByText(words['stage-ended']).first().waitFor();
      await page.locator('webview').waitFor({ state: 'detached' });
      assert.deepEqual(clinic.server.conferences(), []);
      assert.equal(await driver.quit(), 0);
    }),
};

const mayFilm = (): Promise<boolean> =>
  navigator.mediaDevices.getUserMedia({ video: true, audio: true }).then(
    () => true,
    () => false,
  );

/** Whether a page stays where it is when it is sent elsewhere; the answer comes from the page itself, so it is still there. */
async function staysWhenSentTo(page: Page, address: string): Promise<boolean> {
  const before = page.url();
  await page.evaluate((to) => {
    location.href = to;
  }, address);
  for (let frame = 0; frame < 10; frame += 1) await nextFrame(page);
  return page.url() === before;
}

const opensNothing = async (page: Page): Promise<boolean> => {
  const before = page.context().pages().length;
  await page.evaluate(() => void window.open('about:blank#evil'));
  // One that is denied may be there for a moment.
  for (let frame = 0; frame < 120; frame += 1) {
    await nextFrame(page);
    if (page.context().pages().length === before) return true;
  }
  return false;
};

/** Puts a webview into the app's own page, as a script that got in would. */
const addWebview = (page: Page, src: string, partition: string): Promise<void> =>
  page.evaluate(
    ([address, jar]) => {
      const view = document.createElement('webview');
      view.setAttribute('partition', jar);
      view.setAttribute('src', address);
      view.setAttribute('webpreferences', 'contextIsolation=no,nodeIntegration=yes,sandbox=no');
      view.setAttribute('preload', 'file:///tmp/evil.js');
      document.body.append(view);
    },
    [src, partition] as const,
  );

const guards: Scenario = {
  name: 'guards',
  play: (driver) =>
    withClinic(async (clinic) => {
      const { page, guest } = await enterCall(driver, clinic);
      // The app's own page.
      assert.ok(await staysWhenSentTo(page, 'https://evil.example/'), 'the window went elsewhere');
      assert.ok(await opensNothing(page), 'the window opened a page');
      assert.equal(await page.evaluate(mayInject), false, 'a script of its own ran');
      // The guest.
      assert.deepEqual(
        await guest.evaluate(() => ['visitDesk', 'require', 'process'].filter((name) => name in globalThis)),
        [],
      );
      assert.ok(await staysWhenSentTo(guest, 'https://evil.example/'), 'the guest went elsewhere');
      assert.ok(await opensNothing(guest), 'the guest opened a page');
      // A second one, and one elsewhere.
      const { url } = await page.evaluate(() => ({
        url: document.querySelector('webview')?.getAttribute('src'),
      }));
      await addWebview(page, url ?? '', 'call');
      await addWebview(page, 'https://evil.example/', 'persist:evil');
      for (let frame = 0; frame < 10; frame += 1) await nextFrame(page);
      assert.equal((await driver.guestPages()).length, 1);
      assert.deepEqual((await driver.records()).opened, []);
      await page.getByRole('button', { name: words['leave-call'] }).click();
      await page.locator('webview.conference').waitFor({ state: 'detached' });
      assert.equal(await driver.quit(), 0);
    }),
};

/** Whether the page's policy lets a script in that is not a file of the app. */
const mayInject = (): boolean => {
  const script = document.createElement('script');
  script.textContent = 'globalThis.injected = true;';
  document.body.append(script);
  return 'injected' in globalThis;
};

/** A certificate that nobody trusted: the guest does not load, and the board says so. */
const certificate: Scenario = {
  name: 'certificate',
  play: (driver) =>
    withClinic(async (clinic) => {
      const { page, guest } = await enterCall(driver, clinic);
      await guest.evaluate(() => Object.assign(globalThis, { former: true }));
      await clinic.server.rotateCertificate();
      await page.evaluate(() => {
        const view = document.querySelector('webview');
        view?.setAttribute('src', view.getAttribute('src') ?? '');
      });
      await page.getByText(messages.en.call['trouble-failed']).first().waitFor();
      // The former document, or none: nothing of the stranger's.
      assert.ok(
        await guest.evaluate(() => 'former' in globalThis || document.querySelector('video') === null),
      );
      await page.getByRole('button', { name: words['leave-call'] }).click();
      await page.locator('webview').waitFor({ state: 'detached' });
      assert.equal(await driver.quit(), 0);
    }),
};

/** Whoever closes in a call is asked, and nothing ends before the answer. */
const closing: Scenario = {
  name: 'closing',
  play: (driver) =>
    withClinic(async (clinic) => {
      const { page, guest, patient } = await enterCall(driver, clinic);
      const ended = driver.quit();
      for (;;) {
        if ((await driver.records()).questions.length > 0) break;
        await nextFrame(page);
      }
      await guest.getByText('Anna Smirnova').first().waitFor();
      await patient.getByText('Dr. Petrova').first().waitFor();
      await page.getByRole('button', { name: words['leave-call'] }).click();
      await page.locator('webview').waitFor({ state: 'detached' });
      assert.equal(await Promise.race([ended, driver.quit()]), 0);
    }),
};

export const scenarios: readonly Scenario[] = [starts, visit, guards, certificate, closing];
