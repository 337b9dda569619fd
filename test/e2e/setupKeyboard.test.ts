/**
 * From a fresh start to a passed rehearsal, by keyboard alone: the real program in a real browser, against a server over https that
 * issued its certificate to itself. The keys, the screens and the time are counted and printed.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { messages } from '../../src/shared/i18n/messages.ts';
import { settingsSchema } from '../../src/shared/settings.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from './support/chromium.ts';
import { credentials, doctor as account } from './support/clinic.ts';
import { patience } from './support/people.ts';
import { inClinic } from './support/sideBySide.ts';

const { board, settings, settingFields, setup, rehearsal } = messages.en;

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Two hands on a keyboard, and no mouse. */
class Keyboard {
  readonly #page: Page;
  #keys = 0;
  #typed = 0;
  readonly screens: string[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  /** Role and name of what has the focus, as a screen reader says them. */
  async focused(): Promise<string> {
    const focus = this.#page.locator(':focus');
    if ((await focus.count()) === 0) return '';
    const [line = ''] = (await focus.ariaSnapshot()).split('\n');
    // A name with a colon makes the line a quoted one.
    return line.replace(/^- '?/, '').replaceAll('\\"', '"');
  }

  async press(key: string): Promise<void> {
    this.#keys += 1;
    await this.#page.keyboard.press(key);
  }

  async types(text: string): Promise<void> {
    this.#typed += text.length;
    await this.#page.keyboard.type(text);
  }

  /** Goes on until this has the focus (a choice has its hint in its name, after the label); whatever it passes is visible and has a name. */
  async goTo(role: string, name: string): Promise<void> {
    const wanted = `${role} "${name}`;
    const passed: string[] = [];
    while (!(await this.focused()).startsWith(wanted)) {
      if (passed.length > 25) throw new Error(`${wanted} is not reached: ${passed.join(' | ')}`);
      await this.press('Tab');
      const now = await this.focused();
      passed.push(now);
      if (now === '') continue;
      expect(now).toMatch(/^\w+ "/);
      expect(await this.#page.locator(':focus').isVisible()).toBe(true);
    }
  }

  async isOn(role: string, name: string): Promise<void> {
    const wanted = `${role} "${name}`;
    const begin = async (): Promise<string> => (await this.focused()).slice(0, wanted.length);
    await expect.poll(begin, patience).toBe(wanted);
  }

  async fills(name: string, text: string): Promise<void> {
    await this.goTo('textbox', name);
    await this.types(text);
  }

  /** A screen or a dialog that came. */
  saw(screen: string): void {
    this.screens.push(screen);
  }

  summary(ms: number): string {
    return `set-up by keyboard: ${this.#keys} keys, ${this.#typed} characters, ${this.screens.length} screens (${this.screens.join(', ')}), ${Math.round(ms)} ms`;
  }
}

const colons = (sha256: string): string => (sha256.toUpperCase().match(/../g) ?? []).join(':');

it('a fresh start, a certificate that is looked at and trusted, a passed rehearsal', () =>
  inClinic(browser, { blank: true, server: { tls: true }, locale: 'en-GB' }, async ({ clinic, doctor }) => {
    const { page } = doctor;
    const hands = new Keyboard(page);
    await page.getByText(settings['setup-title']).waitFor(patience);
    const startedAt = performance.now();

    hands.saw(settings['setup-1']);
    await hands.fills(setup['server-address'], clinic.server.origin);
    await hands.fills(setup['client-id'], credentials.clientId);
    await hands.fills(setup['client-secret'], credentials.clientSecret);
    await hands.fills(setup['trueconf-id'], account.id);
    await hands.goTo('button', settings['certificate-look']);
    await hands.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor(patience);
    hands.saw('certificate');
    await dialog.getByText(settings['verdict-self-signed']).waitFor(patience);
    await dialog.getByText(colons(clinic.server.certificate?.sha256 ?? '-')).waitFor(patience);
    await hands.goTo('button', settings['certificate-trust']);
    await hands.press('Enter');
    // The dialog gives the focus back to where it was opened.
    await hands.isOn('button', settings['certificate-look']);
    await hands.goTo('button', settings['setup-next']);
    await hands.press('Enter');

    hands.saw(settings['setup-2']);
    await hands.isOn('button', settings['test-connection']);
    await hands.press('Enter');
    await page.getByText(settings['test-passed']).waitFor(patience);
    await hands.isOn('button', settings['test-connection']);
    await hands.goTo('button', settings['setup-next']);
    await hands.press('Enter');

    hands.saw(settings['setup-3']);
    await hands.isOn('textbox', settingFields.doctorName);
    await hands.types(account.displayName);
    await hands.goTo('radio', settings['entry-own-account']);
    await hands.press('ArrowDown');
    await hands.isOn('radio', settings['entry-named-guest']);
    await hands.goTo('button', settings['setup-finish-rehearsal']);
    await hands.press('Enter');
    await dialog.waitFor(patience);
    hands.saw('consent');
    await hands.goTo('button', settings['consent-yes']);
    await hands.press('Enter');

    hands.saw(rehearsal.title);
    const panel = page.getByRole('region', { name: rehearsal.title });
    await panel.getByText(rehearsal['result-passed']).waitFor(patience);
    const ms = performance.now() - startedAt;
    await hands.isOn('button', rehearsal['play-again']);
    console.log(hands.summary(ms));

    expect(clinic.server.conferences()).toEqual([]);
    const stored = settingsSchema.parse(JSON.parse(readFileSync(join(clinic.folder, 'config.json'), 'utf8')));
    expect(stored.server).toMatchObject({
      address: clinic.server.origin,
      trust: 'certificate',
      pin: { sha256: clinic.server.certificate?.sha256 },
    });
    expect(stored.doctors).toEqual({
      list: [{ id: account.id, name: account.displayName }],
      entry: 'named-guest',
    });
    // And on to the work: the board, and a visit.
    await hands.goTo('button', board['back-to-board']);
    await hands.press('Enter');
    await page.getByRole('button', { name: board['new-visit'] }).first().waitFor(patience);
  }));
