/** The doctor's board in a real browser, under the real CSP, with a scripted core. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { FakeDesk, refusal } from '../../fixtures/fakeDesk.ts';
import { personView, settingsView, statusView, visitView } from '../../fixtures/views.ts';
import { deskWorld, button, patience, openDesk, refuseClipboard } from './support.ts';

const world = deskWorld();

const clipboardText = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

const waitingVisit = (id: string, name = 'Anna Smirnova') =>
  visitView(id, 'waiting', { persons: [personView(`p-${id}`, name, 'waiting', Date.now() - 60_000)] });

describe('New visit', () => {
  it('puts the link on the clipboard, though the answer takes its time', async () => {
    const desk = new FakeDesk();
    const make = desk.handlers['visits:create'];
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    desk.handlers['visits:create'] = (input) => held.then(() => make(input));
    const { page } = await openDesk(world.browser, world.site, { desk });
    await button(page, 'New visit').click();
    await page.getByText('Making the visit…').waitFor();
    answer();
    await page.getByText('The link is on the clipboard.').waitFor(patience);
    const link = await page.getByRole('textbox', { name: 'Patient link' }).inputValue();
    expect(await clipboardText(page)).toBe(link);
  });

  it('says that it is not copied, and puts the focus on Copy link', async () => {
    const { page } = await openDesk(world.browser, world.site, { before: refuseClipboard });
    await button(page, 'New visit').click();
    await page.getByText(/^Not copied/).waitFor(patience);
    await expect.poll(() => focused(page)).toBe('Copy link');
    await page.keyboard.press('Enter');
    await page.getByText(/does not allow copying/).waitFor(patience);
  });

  it('ignores the second click of a double click, and a click while it is under way', async () => {
    const desk = new FakeDesk();
    const { page } = await openDesk(world.browser, world.site, { desk });
    await button(page, 'New visit').dblclick();
    await page.getByText('The link is on the clipboard.').waitFor(patience);
    expect(desk.inputsOf('visits:create')).toHaveLength(1);
    desk.handlers['visits:create'] = () => new Promise(() => undefined);
    await button(page, 'New visit').click();
    await page.getByText('Making the visit…').waitFor();
    await button(page, 'Making the visit…').click({ force: true });
    await page.keyboard.press('n');
    expect(desk.inputsOf('visits:create')).toHaveLength(2);
  });

  it('listens to the N key, in the Russian layout too, but not while a label is typed', async () => {
    const { page, desk } = await openDesk(world.browser, world.site);
    await page.keyboard.press('n');
    await page.getByRole('article').waitFor(patience);
    await page.getByRole('textbox', { name: 'Label' }).fill('');
    await page.getByRole('textbox', { name: 'Label' }).press('n');
    expect(desk.inputsOf('visits:create')).toHaveLength(1);
    await page.getByRole('textbox', { name: 'Label' }).blur();
    await page.evaluate(() =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyN', key: 'т', bubbles: true })),
    );
    await expect.poll(() => desk.inputsOf('visits:create').length, patience).toBe(2);
  });

  it('names cause, remedy and code when it fails, leaves no hole in the sentence, and the clipboard alone', async () => {
    const desk = new FakeDesk();
    desk.handlers['visits:create'] = () => refusal('refused');
    const { page } = await openDesk(world.browser, world.site, { desk });
    await page.evaluate(() => navigator.clipboard.writeText('before'));
    await button(page, 'New visit').click();
    const alert = page.getByRole('alert');
    await alert
      .getByText('The server video.clinic.example refuses the connection on port 443.')
      .waitFor(patience);
    expect(await alert.innerText()).toContain('Code k7f2');
    expect(await clipboardText(page)).toBe('before');
    await button(page, 'Dismiss').click();
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
  });
});

describe('a card', () => {
  it('has the stage word alone in its status, and a time that runs outside of it', async () => {
    const desk = new FakeDesk();
    desk.visits = [
      visitView('a', 'in-call', { stage: { word: 'in-call', tone: 'live', since: Date.now() - 61_000 } }),
    ];
    const { page } = await openDesk(world.browser, world.site, { desk });
    const card = page.getByRole('article');
    expect(await card.getByRole('status').textContent()).toBe('In the call');
    const time = card.locator('time');
    const first = await time.textContent();
    expect(first).toMatch(/^1:0\d$/);
    await expect.poll(() => time.textContent(), patience).not.toBe(first);
  });

  it('saves the label on Enter and on leaving, takes it back on Escape, keeps it when saving fails', async () => {
    const desk = new FakeDesk();
    desk.visits = [visitView('a', 'not-opened')];
    const { page } = await openDesk(world.browser, world.site, { desk });
    const label = page.getByRole('textbox', { name: 'Label' });
    await label.fill('Smirnova');
    await label.press('Enter');
    await page.getByRole('article', { name: 'Visit: Smirnova' }).waitFor(patience);
    await label.fill('Other');
    await label.press('Escape');
    expect(await label.inputValue()).toBe('Smirnova');
    const save = desk.handlers['visits:setLabel'];
    desk.handlers['visits:setLabel'] = () => refusal('storage-failed');
    await label.fill('Orlov');
    await label.blur();
    await page.getByText(/The label is not saved\. The disk/).waitFor(patience);
    expect(await label.inputValue()).toBe('Orlov');
    desk.handlers['visits:setLabel'] = save;
    await label.press('Enter');
    await page.getByRole('article', { name: 'Visit: Orlov' }).waitFor(patience);
    expect(await page.getByText(/not saved/).count()).toBe(0);
    expect(desk.inputsOf('visits:setLabel')).toHaveLength(3);
  });

  it('lets in the one, or everybody who waits', async () => {
    const desk = new FakeDesk();
    const persons = [
      personView('p1', 'Anna <b>', 'waiting', Date.now() - 90_000),
      personView('p2', 'Maria', 'waiting', Date.now() - 30_000),
      personView('p3', 'Ivan', 'waiting', Date.now() - 10_000),
    ];
    desk.visits = [visitView('a', 'waiting', { persons, admission: 'waiting' })];
    const { page } = await openDesk(world.browser, world.site, { desk });
    expect(await page.title()).toBe('3 waiting · Visit Desk');
    await page.getByText('Anna <b>').waitFor();
    await button(page, 'Let in').first().click();
    await expect
      .poll(() => desk.inputsOf('persons:letIn'), patience)
      .toEqual([{ visitId: 'a', personIds: ['p1'] }]);
    await button(page, 'Let in all').click();
    await expect
      .poll(() => desk.inputsOf('persons:letIn')[1], patience)
      .toEqual({ visitId: 'a', personIds: ['p2', 'p3'] });
    await expect.poll(() => page.title(), patience).toBe('Visit Desk');
  });

  it('switches the waiting room, ends with one click, and offers a failed visit again', async () => {
    const desk = new FakeDesk();
    desk.visits = [
      visitView('a', 'not-opened'),
      visitView('f', 'failed', {
        phase: 'failed',
        link: null,
        failure: { code: 'owner-unknown', retryable: false, details: { owner: 'petrova' } },
      }),
    ];
    const { page } = await openDesk(world.browser, world.site, { desk });
    await page.locator('[data-visit=a]').getByRole('switch', { name: 'Waiting room' }).click();
    await expect.poll(() => desk.visit('a').admission, patience).toBe('waiting');
    await page.locator('[data-visit=a]').getByRole('button', { name: 'End visit' }).click();
    await expect
      .poll(() => page.locator('[data-visit=a]').getByRole('status').textContent(), patience)
      .toBe('Ended');
    const failed = page.locator('[data-visit=f]');
    await failed.getByText('The server has no user with the TrueConf ID petrova.').waitFor();
    await failed.getByRole('button', { name: 'Try again' }).click();
    await failed.getByRole('textbox', { name: 'Patient link' }).waitFor(patience);
  });

  it('offers a new link where the old one cannot be shown, and waits where the page is not served', async () => {
    const desk = new FakeDesk();
    desk.visits = [visitView('a', 'not-opened', { link: null })];
    const { page } = await openDesk(world.browser, world.site, { desk });
    await button(page, 'Make another link').waitFor();
    const error = { code: 'port-taken', retryable: false, details: { port: 8765 } } as const;
    desk.setStatus({ join: { state: 'failed', error } });
    await page.getByText(/Port 8765 is used by another program/).waitFor(patience);
    expect(await button(page, 'Make another link').count()).toBe(0);
    await button(page, 'Choose another port').click();
    await page.getByRole('textbox', { name: 'Port' }).waitFor(patience);
  });

  it('shows the link as a code that can be scanned, and gives the focus back', async () => {
    const desk = new FakeDesk();
    desk.visits = [visitView('a', 'not-opened')];
    const { page } = await openDesk(world.browser, world.site, { desk });
    await button(page, 'Actions with this visit').click();
    await button(page, 'Show QR code').click();
    await page.getByRole('dialog').getByRole('img', { name: 'QR code of the patient’s link' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Actions with this visit',
    );
  });
});

describe('what the board says of itself', () => {
  it('teaches while it is empty, and says that a demo is one', async () => {
    const desk = new FakeDesk();
    desk.status = statusView({ demo: true, vault: { strength: 'none', lasting: false } });
    const { page } = await openDesk(world.browser, world.site, { desk });
    await page.getByRole('heading', { name: 'No visits yet' }).waitFor();
    await page.getByText('This is a demo.').waitFor();
    expect(await page.getByText('Keys are kept for this run only').count()).toBe(0);
  });

  it('names a vault that is weak, a server that is away, and how far links reach', async () => {
    const desk = new FakeDesk();
    desk.status = statusView({
      vault: { strength: 'weak', lasting: true },
      server: { code: 'unreachable', retryable: true, details: { host: 'video.clinic.example' } },
      join: { state: 'listening', origin: 'http://127.0.0.1:8765', reach: 'this-computer' },
    });
    const { page } = await openDesk(world.browser, world.site, { desk });
    await page.getByText('keys are kept in a file that only you can read').waitFor();
    await page.getByText('TrueConf Server does not serve Visit Desk now.').waitFor();
    await page.getByText('Dr. Petrova · links open on this computer only').waitFor();
  });
});

describe('in every dress', () => {
  const busy = () => {
    const desk = new FakeDesk();
    desk.visits = [
      waitingVisit('a', 'Анна Константиновна Преображенская-Римская, с дочерью'),
      visitView('b', 'in-call-unconfirmed', { label: 'A very long label that goes on and on and on and on' }),
      visitView('c', 'stuck', { persons: [personView('p', 'Ivan', 'stuck', Date.now())] }),
      visitView('d', 'ended', { phase: 'closed', link: null }),
    ];
    return desk;
  };

  it.each([
    ['en', 'light', 1280],
    ['ru', 'light', 900],
    ['ru', 'dark', 1280],
    ['en', 'dark', 900],
    ['ru', 'dark', 640],
  ] as const)(
    '%s, %s, %i px: no axe finding, no CSP violation, no sideways scroll',
    async (language, theme, width) => {
      const desk = busy();
      desk.settings = settingsView({ values: { ...desk.settings.values, app: { language } } });
      const { page } = await openDesk(world.browser, world.site, {
        desk,
        colorScheme: theme,
        viewport: { width, height: 700 },
      });
      await page.getByRole('article').first().waitFor();
      await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      expect(await page.evaluate(() => window.violations)).toEqual([]);
      const sideways = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('main, .board, article')]
          .filter((element) => element.scrollWidth > element.clientWidth)
          .map((element) => element.className),
      );
      expect(sideways).toEqual([]);
    },
  );

  it('speaks Russian like the browser, and changes its language without a restart', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: busy(), locale: 'ru-RU' });
    await button(page, 'Новый приём').waitFor(patience);
    await page.getByText('Ждёт', { exact: true }).waitFor();
    expect(await page.title()).toBe('1 ждёт · Visit Desk');
    desk.setSettings({ values: { ...desk.settings.values, app: { language: 'en' } } });
    await button(page, 'New visit').waitFor(patience);
  });
});

it('the desk works where the browser keeps nothing, and a choice lives as long as its page', async () => {
  const { page, desk } = await openDesk(world.browser, world.site, { before: blockSiteData });
  await page.getByText('You press the button. The link is on the clipboard.').waitFor(patience);
  await page.keyboard.press('Shift+Slash');
  await page.getByRole('dialog', { name: 'Keys' }).getByRole('switch').press('Space');
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await page.keyboard.press('Shift+Slash');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor(patience);
  expect(desk.inputsOf('visits:create')).toEqual([]);
});

/** As a browser that is told to keep nothing: the mere name of a store throws. */
function blockSiteData(): void {
  for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, {
      get: () => {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
}
