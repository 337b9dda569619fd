/** Pictures of the doctor's desk: the whole program runs, with a TrueConf server that this computer plays. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { messages } from '../../src/shared/i18n/messages.ts';
import { Clinic, doctor } from '../e2e/support/clinic.ts';
import { refuseForGood } from '../fixtures/join/browsers.ts';
import { smaller } from './smaller.ts';
import { takeHand } from './hand.ts';
import { takeSettings } from './settings.ts';
import { deskSizes, takeSizes } from './sizes.ts';
import { cast, deskContext, phoneContext, type Look } from './looks.ts';

export interface Desk {
  readonly browser: Browser;
  readonly look: Look;
  readonly page: Page;
  /** The page in all sizes of its window, or a part of it as it is. */
  shot(name: string, part?: Locator): Promise<void>;
}

export const wordsOf = ({ look }: Desk) => messages[look.language];

/** All pictures of one language and theme, into a folder. */
export async function takeDesk(browser: Browser, look: Look, folder: string): Promise<void> {
  const { clinic: name, doctor: doctorName } = cast[look.language];
  const clinic = await Clinic.open({
    settings: {
      doctors: { list: [{ id: doctor.id, name: doctorName }], entry: 'named-guest' },
      clinic: { name, phone: '8 495 000-00-00' },
    },
  });
  try {
    const run = await clinic.start();
    const desk = await openDesk(browser, look, run.urls.app, folder);
    const { board } = wordsOf(desk);
    await desk.page.getByRole('button', { name: board['new-visit'] }).waitFor();
    await desk.shot('board-empty');
    await takeBoard(desk);
    await takeWaitingRoom(desk);
    await endAll(desk);
    await takeHand(desk);
    await takeSettings(desk);
  } finally {
    await clinic.close();
  }
  await takeSetup(browser, look, folder);
}

async function openDesk(browser: Browser, look: Look, address: string, folder: string): Promise<Desk> {
  const page = await (await deskContext(browser, look)).newPage();
  await page.goto(address);
  return {
    browser,
    look,
    page,
    async shot(name, part) {
      const file = `${name}-${look.language}-${look.theme}.png`;
      if (part) await writeFile(join(folder, file), smaller(await part.screenshot()));
      else await takeSizes(page, deskSizes, { folder, file, fullPage: false });
    },
  };
}

interface NewVisit {
  readonly link: string;
  readonly card: Locator;
}

export async function newVisit(desk: Desk, label: string): Promise<NewVisit> {
  const { page } = desk;
  const { board } = wordsOf(desk);
  const fields = page.getByRole('textbox', { name: board.link });
  const before = await linksIn(fields);
  await page.getByRole('button', { name: board['new-visit'] }).click();
  await fields.nth(before.length).waitFor();
  const link = (await linksIn(fields)).find((one) => !before.includes(one));
  if (link === undefined) throw new Error('the new visit shows no link');
  const card = page.locator('article', { has: page.locator(`input[value="${link}"]`) });
  if (label !== '') {
    await card.getByRole('textbox', { name: board.label }).fill(label);
    await page.keyboard.press('Enter');
  }
  return { link, card };
}

const linksIn = async (fields: Locator): Promise<readonly string[]> =>
  Promise.all((await fields.all()).map((field) => field.inputValue()));

/** A phone of its own opens a link. */
export async function open({ browser, look }: Desk, link: string, name = ''): Promise<Page> {
  const page = await (await phoneContext(browser, look)).newPage();
  if (name === cast[look.language].refused) await refuseForGood(page);
  await page.goto(link);
  if (name !== '') await page.locator('#name').fill(name);
  return page;
}

const press = (desk: Desk, page: Page, key: 'join' | 'camera-try' | 'call-me'): Promise<void> =>
  page.getByRole('button', { name: wordsOf(desk).patient[key], exact: true }).click();

/** A call, a page that is open, and a visit that was just made. */
async function takeBoard(desk: Desk): Promise<void> {
  const { page, look } = desk;
  const { board } = wordsOf(desk);
  const { inCall, labels } = cast[look.language];
  const call = await newVisit(desk, labels.inCall);
  const patient = await open(desk, call.link, inCall);
  await press(desk, patient, 'join');
  await patient.waitForURL(/webrtc/);
  const waiting = await newVisit(desk, labels.waiting);
  await letWait(desk, waiting, cast[look.language].waiting.slice(0, 1));
  await open(desk, (await newVisit(desk, labels.open)).link);
  await newVisit(desk, '');
  await call.card.getByRole('button', { name: board['join-call'] }).click();
  await page.frameLocator('iframe').locator('video').nth(1).waitFor();
  await page.getByRole('status').filter({ hasText: board['stage-in-call'] }).waitFor();
  await desk.shot('board');
  await page.getByRole('button', { name: board['leave-call'] }).click();
  await endAll(desk);
}

export async function letWait(desk: Desk, { link, card }: NewVisit, names: readonly string[]): Promise<void> {
  const { board } = wordsOf(desk);
  await card.getByRole('switch', { name: board['waiting-room'] }).check();
  for (const name of names) {
    await press(desk, await open(desk, link, name), 'join');
    await card.getByText(name).waitFor();
  }
}

export async function endAll(desk: Desk): Promise<void> {
  const { board } = wordsOf(desk);
  const ends = desk.page.getByRole('button', { name: board['end-visit'], exact: true });
  const forEverybody = desk.page.getByRole('button', { name: board['end-yes'] });
  for (let left = await ends.count(); left > 0; left -= 1) {
    await ends.first().click();
    if ((await forEverybody.count()) > 0) await forEverybody.click();
    await ends.nth(left - 1).waitFor({ state: 'detached' });
  }
}

/** Several who wait, one of them told how long, the menu of another one; and somebody who asks to be called. */
async function takeWaitingRoom(desk: Desk): Promise<void> {
  const { page, look } = desk;
  const { board } = wordsOf(desk);
  const { waiting, refused, labels } = cast[look.language];
  const crying = await newVisit(desk, labels.refused);
  const patient = await open(desk, crying.link, refused);
  await press(desk, patient, 'camera-try');
  await press(desk, patient, 'call-me');
  await crying.card.getByText(board['call-me-camera']).waitFor();
  await leaveAlone(page);
  await desk.shot('call-me', crying.card);
  const room = await newVisit(desk, labels.waiting);
  await letWait(desk, room, waiting);
  await leaveAlone(page);
  await page
    .getByRole('region', { name: board['group-needs-you'], exact: true })
    .getByRole('article')
    .nth(1)
    .waitFor();
  const more = (name: string): Locator =>
    room.card.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: board.more });
  const [first = '', , last = ''] = waiting;
  await more(first).click();
  await page.getByRole('button', { name: tenMinutes[look.language], exact: true }).click();
  await room.card.locator('.told').waitFor();
  await more(last).click();
  await page.getByRole('button', { name: board['tell-text'] }).waitFor();
  await desk.shot('waiting-room');
  await page.keyboard.press('Escape');
}

/** Cards keep their places while somebody aims at one. */
export async function leaveAlone(page: Page): Promise<void> {
  await page.mouse.move(640, 20);
  await page.locator(':focus').evaluateAll((focused) => {
    for (const element of focused) if (element instanceof HTMLElement) element.blur();
  });
}

const tenMinutes = { en: '10 minutes', ru: '10 минут' } as const;

async function takeSetup(browser: Browser, look: Look, folder: string): Promise<void> {
  const clinic = await Clinic.open({ blank: true });
  try {
    const run = await clinic.start();
    const desk = await openDesk(browser, look, run.urls.app, folder);
    await desk.page.getByText(wordsOf(desk).settings['setup-title']).waitFor();
    await desk.shot('setup');
  } finally {
    await clinic.close();
  }
}
