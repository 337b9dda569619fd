/** What a doctor and a patient do, in their words. */
import { expect, vi } from 'vitest';
import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';

export const patience = { timeout: 15_000 } as const;

/** Waits until `check` throws no more; as `expect.poll`, which does not work in tests that run side by side. */
export const soon = <Value>(
  read: () => Value | Promise<Value>,
  check: (value: Value) => void,
): Promise<void> =>
  vi.waitFor(
    async () => {
      check(await read());
    },
    { ...patience, interval: 50 },
  );

interface Account {
  readonly id: string;
  readonly password: string;
}

/** The doctor at the desk. Looks at the visit made last, or else at the first card of the board. */
export class Doctor {
  readonly page: Page;
  #visitId: string | null = null;

  private constructor(page: Page) {
    this.page = page;
  }

  static async at(context: BrowserContext, appUrl: string): Promise<Doctor> {
    const page = await context.newPage();
    await page.goto(appUrl);
    return new Doctor(page);
  }

  /** At a desk that is open already. */
  static on(page: Page): Doctor {
    return new Doctor(page);
  }

  /** Clicks "New visit" and gives the link that the new card shows. */
  async newVisit(button = 'New visit'): Promise<string> {
    const before = new Set(await this.#visitIds());
    await this.page.getByRole('button', { name: button }).click();
    await soon(
      async () => (await this.#visitIds()).some((id) => !before.has(id)),
      (isThere) => expect(isThere).toBe(true),
    );
    this.#visitId = (await this.#visitIds()).find((id) => !before.has(id)) ?? null;
    return this.linkOf(this.card());
  }

  #visitIds(): Promise<string[]> {
    return this.cards().evaluateAll((cards) => cards.map((card) => card.dataset['visit'] ?? ''));
  }

  cards(): Locator {
    return this.page.getByRole('article');
  }

  card(): Locator {
    return this.#visitId === null
      ? this.cards().first()
      : this.page.locator(`article[data-visit="${this.#visitId}"]`);
  }

  async linkOf(card: Locator): Promise<string> {
    const field = card.getByRole('textbox', { name: /^(Patient link|Ссылка пациента)$/ });
    await field.waitFor(patience);
    return field.inputValue();
  }

  /** Waits until the card's stage is this word. */
  async sees(stage: string, card = this.card()): Promise<void> {
    await soon(
      async () => (await card.getByRole('status').first().textContent())?.trim(),
      (word) => expect(word).toBe(stage),
    );
  }

  async letsIn(card = this.card()): Promise<void> {
    await card.getByRole('button', { name: 'Let in', exact: true }).first().click();
  }

  /** The line of a person on the card, by the typed name. */
  person(name: string, card = this.card()): Locator {
    return card.getByRole('listitem').filter({ hasText: name });
  }

  async letsInPerson(name: string): Promise<void> {
    await this.person(name).getByRole('button', { name: 'Let in', exact: true }).click();
  }

  /** The second press, for somebody with another name than the label. */
  async letsInAllTheSame(): Promise<void> {
    await this.page.getByRole('button', { name: 'Let in all the same' }).click();
  }

  /** From the menu of the card, on whose note nothing stands yet. */
  async notes(text: string, card = this.card()): Promise<void> {
    await card.getByRole('button', { name: 'Actions with this visit' }).click();
    await card.getByRole('button', { name: 'Write a note for yourself…' }).click();
    const field = card.getByRole('textbox', { name: 'Note' });
    await field.fill(text);
    await field.press('Control+Enter');
    await card.getByRole('button', { name: `Note ${text}` }).waitFor(patience);
  }

  /** One click for whoever waits longest. */
  async saysTenMinutes(card = this.card()): Promise<void> {
    await card.getByRole('button', { name: '10 minutes' }).first().click();
  }

  /** After a second word while somebody has a place in it. */
  async ends(card = this.card()): Promise<void> {
    await card.getByRole('button', { name: 'End visit' }).click();
    const forEverybody = this.page.getByRole('dialog').getByRole('button', { name: 'End for everybody' });
    // The click itself has opened the question, or has ended the visit.
    if ((await forEverybody.count()) > 0) await forEverybody.click();
  }

  /** The button is a link to TrueConf Web in a tab, where the doctor signs in. */
  async entersByOwnAccount({ id, password }: Account): Promise<Room> {
    const opened = this.page.waitForEvent('popup');
    await this.card().getByRole('link', { name: 'Join the call' }).click();
    const tab = await opened;
    await tab.getByLabel('Login').fill(id);
    await tab.getByLabel('Password').fill(password);
    await tab.getByRole('button', { name: 'Sign in' }).click();
    return new Room(tab);
  }
}

/** The patient with a phone. */
export class Patient {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async opens(context: BrowserContext, link: string): Promise<Patient> {
    const page = await context.newPage();
    await page.addInitScript(visibilityByEvents);
    await page.goto(link);
    return new Patient(page);
  }

  /** The phone goes dark, or another app comes to the front: the page is told that nobody sees it. */
  async isHidden(): Promise<void> {
    await this.page.evaluate(() => document.dispatchEvent(new Event('test-hide')));
  }

  async isShown(): Promise<void> {
    await this.page.evaluate(() => document.dispatchEvent(new Event('test-show')));
  }

  /** Waits for the headline of the page. */
  async sees(title: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: title }).waitFor(patience);
  }

  async joins(name: string, words = { field: 'Your name', button: 'Join' }): Promise<void> {
    await this.page.getByRole('textbox', { name: words.field }).fill(name);
    await this.page.getByRole('button', { name: words.button, exact: true }).click();
  }

  /** Waits until the browser has left our page for the call. */
  async isInTheCall(): Promise<Room> {
    await this.page.waitForURL(/\/webrtc\//, patience);
    return new Room(this.page);
  }

  async reads(): Promise<string> {
    return (await this.page.locator('body').innerText()).replace(/\s+/g, ' ');
  }
}

/** Headless Chromium never hides a page: these events do, as far as a page can tell. */
function visibilityByEvents(): void {
  let state: DocumentVisibilityState = 'visible';
  Object.defineProperty(document, 'visibilityState', { get: () => state });
  Object.defineProperty(document, 'hidden', { get: () => state === 'hidden' });
  const become = (next: DocumentVisibilityState) => () => {
    state = next;
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  };
  document.addEventListener('test-hide', become('hidden'));
  document.addEventListener('test-show', become('visible'));
}

interface RoomPeer {
  readonly id: string;
  readonly name: string;
  readonly color: string;
}

declare global {
  interface Window {
    visitRoom: {
      me: RoomPeer;
      peers: RoomPeer[];
      readColor(peerId: string): string | null;
      stats(peerId: string): Promise<{ framesDecoded: number; audioBytes: number }>;
    };
  }
}

type Evaluator = Pick<Page, 'evaluate'>;

/** The call as one side sees it: a page, or the frame beside the board. */
export class Room {
  readonly #frame: Evaluator;

  constructor(frame: Evaluator) {
    this.#frame = frame;
  }

  /** Frames of the named person arrive and are decoded, and they bear that person's own colour. */
  async sees(name: string): Promise<void> {
    await expect
      .poll(
        () =>
          this.#frame.evaluate(
            (wanted) => 'visitRoom' in window && window.visitRoom.peers.some((p) => p.name === wanted),
            name,
          ),
        patience,
      )
      .toBe(true);
    const decoded = () =>
      this.#frame.evaluate(async (wanted) => {
        const peer = window.visitRoom.peers.find((p) => p.name === wanted);
        return peer ? (await window.visitRoom.stats(peer.id)).framesDecoded : 0;
      }, name);
    const first = await decoded();
    await expect.poll(decoded, patience).toBeGreaterThan(first);
    await expect
      .poll(
        () =>
          this.#frame.evaluate((wanted) => {
            const peer = window.visitRoom.peers.find((p) => p.name === wanted);
            return peer !== undefined && window.visitRoom.readColor(peer.id) === peer.color;
          }, name),
        patience,
      )
      .toBe(true);
  }

  async hears(name: string): Promise<void> {
    const bytes = () =>
      this.#frame.evaluate(async (wanted) => {
        const peer = window.visitRoom.peers.find((p) => p.name === wanted);
        return peer ? (await window.visitRoom.stats(peer.id)).audioBytes : 0;
      }, name);
    const first = await bytes();
    await expect.poll(bytes, patience).toBeGreaterThan(first);
  }
}

/** The room inside the frame beside the board. */
export async function embeddedRoom(page: Page): Promise<{ room: Room; frame: FrameLocator }> {
  await expect
    .poll(() => page.frames().some((frame) => frame.url().includes('/webrtc/')), patience)
    .toBe(true);
  const frame = page.frames().find((candidate) => candidate.url().includes('/webrtc/'));
  if (!frame) throw new Error('the call is not embedded');
  return { room: new Room(frame), frame: page.frameLocator('iframe') };
}
