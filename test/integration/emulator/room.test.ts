/** The room in real Chromium. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../src/emulator/index.ts';
import { fakeMedia, launch, patience, seen, seesAndHears, Visitors } from './chromium.ts';
import { Api, doctor, start } from './support.ts';

let visitors: Visitors;
let emulator: Emulator;
let api: Api;

beforeAll(async () => {
  visitors = new Visitors(await launch(fakeMedia));
}, 60_000);
afterAll(() => visitors.browser.close());
beforeEach(async () => {
  emulator = await start();
  api = await Api.of(emulator);
});
afterEach(async () => {
  await visitors.closePages();
  await emulator.close();
  expect(visitors.errors.splice(0)).toEqual([]);
});

const open = (url: string, options: BrowserContextOptions = {}) => visitors.open(url, options);
const inCall = () => emulator.conferences()[0]?.participants.map(({ displayName }) => displayName);

describe('the room', () => {
  it('connects the owner and a guest, who see and hear each other', async () => {
    const { id, webclient_url } = await api.running();
    const guest = await open(await api.guestUrl(id, '2$anna*Анна & Ко'), {
      viewport: { width: 360, height: 640 },
    });
    const owner = await visitors.openAsDoctor(webclient_url);
    await seesAndHears(guest, 'Dr. Petrova');
    await seesAndHears(owner, 'Анна & Ко');
    await owner.getByText('Анна & Ко', { exact: true }).waitFor();
    expect(emulator.conferences()[0]?.participants).toMatchObject([
      { id: 'anna', isOwner: false },
      { id: doctor.id, isOwner: true },
    ]);
    const overflow = await guest.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(overflow).toBe(false);

    await guest.getByRole('button', { name: 'Leave' }).click();
    await guest.getByText('You have left the call.').waitFor();
    await expect.poll(inCall, patience).toEqual(['Dr. Petrova']);
    await owner.getByText('You are in the call. The others are not here yet.').waitFor();

    await guest.getByRole('button', { name: 'Join again' }).click();
    await seesAndHears(owner, 'Анна & Ко');
    await guest.close();
    await expect.poll(inCall, patience).toEqual(['Dr. Petrova']);
  }, 60_000);

  it('remembers the owner, and tells a wrong password', async () => {
    const { webclient_url } = await api.running();
    const page = await open(webclient_url);
    await page.getByLabel('Login').fill(doctor.id);
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Wrong login or password.').waitFor();
    await page.getByLabel('Password').fill(doctor.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect.poll(inCall, patience).toEqual(['Dr. Petrova']);
    await page.reload();
    await page.getByRole('button', { name: 'Leave' }).waitFor();
    await expect.poll(inCall, patience).toEqual(['Dr. Petrova']);
  });

  it('connects four, each with a colour of its own', async () => {
    const { id } = await api.running();
    const pages: Page[] = [];
    for (const name of ['a', 'b', 'c', 'd'])
      pages.push(await open(await api.guestUrl(id, `2$${name}*${name}`)));
    const right = (page: Page) =>
      page.evaluate(() => {
        const room = window.visitRoom;
        return room.peers.filter(({ id: peer, color }) => room.readColor(peer) === color).length;
      });
    for (const page of pages) await expect.poll(() => right(page), { timeout: 60_000 }).toBe(3);
  }, 150_000);
});

describe('the room in the course of a call', () => {
  it('ends for all when the conference is stopped', async () => {
    const { id } = await api.running();
    const guest = await open(await api.guestUrl(id, '2$anna*Anna'), { locale: 'ru-RU' });
    await guest.getByRole('button', { name: 'Выйти' }).waitFor();
    await api.send('POST', `conferences/${id}/stop`);
    await guest.getByText('Звонок завершён.').waitFor();
    await guest.getByRole('button', { name: 'Войти снова' }).click();
    await guest.getByText('Этот вход больше не действует. Откройте полученную ссылку ещё раз.').waitFor();
  });

  it('lets somebody in whose name is not encoded in the address', async () => {
    emulator.faults.rawFragment = true;
    const { id } = await api.running();
    await open(await api.guestUrl(id, '2$anna*100% «Анна» & <Ко>'));
    await expect.poll(inCall, patience).toEqual(['100% «Анна» & <Ко>']);
  });

  it('says that the server went away', async () => {
    const { id } = await api.running();
    const guest = await open(await api.guestUrl(id, '2$anna*Anna'));
    await guest.getByRole('button', { name: 'Leave' }).waitFor();
    await emulator.close();
    await guest.getByText('The connection to the server was lost.').waitFor();
  });

  it('mutes, and switches the camera off', async () => {
    const { id } = await api.running();
    const guest = await open(await api.guestUrl(id, '2$anna*Anna'));
    await guest.getByRole('button', { name: 'Mute' }).click();
    await guest.getByRole('button', { name: 'Unmute' }).waitFor();
    await guest.getByRole('button', { name: 'Camera off' }).click();
    await guest.getByRole('button', { name: 'Camera on' }).waitFor();
  });
});

describe('without camera and microphone', () => {
  it('says so, lets the person in, and still shows the others', async () => {
    const { id } = await api.running();
    const other = await open(await api.guestUrl(id, '2$boris*Boris'));
    const refusing = new Visitors(await launch(['--deny-permission-prompts']));
    try {
      const guest = await refusing.open(await api.guestUrl(id, '2$anna*Anna'));
      await guest.getByText(/^(The camera and the microphone are off|No camera)/).waitFor();
      expect(inCall()).toEqual(['Boris']);
      await guest.getByRole('button', { name: 'Join without camera and sound' }).click();
      await guest.getByText('Your camera and microphone are off.').waitFor();
      await seesAndHears(guest, 'Boris');
      await expect.poll(() => seen(other), patience).toMatchObject({ name: 'Anna', right: true });
    } finally {
      await refusing.browser.close();
    }
  }, 60_000);
});
