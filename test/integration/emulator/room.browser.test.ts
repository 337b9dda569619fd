/** The room in real Chromium with fake camera and microphone. */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { chromium, type Browser, type BrowserContextOptions, type Frame, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../src/emulator/index.ts';
import { Api, doctor, start } from './support.ts';

const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const fakeMedia = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
const patience = { timeout: 20_000 } as const;

let browser: Browser;
let emulator: Emulator;
let api: Api;
let errors: string[];

const launch = (flags: readonly string[]): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', ...quiet, ...flags] });

beforeAll(async () => {
  browser = await launch(fakeMedia);
}, 60_000);
afterAll(() => browser.close());
beforeEach(async () => {
  errors = [];
  emulator = await start();
  api = await Api.of(emulator);
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await emulator.close();
  expect(errors).toEqual([]);
});

async function open(url: string, options: BrowserContextOptions = {}, from = browser): Promise<Page> {
  const page = await (await from.newContext({ locale: 'en-US', ...options })).newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) errors.push(message.text());
  });
  await page.goto(url);
  return page;
}

async function openAsDoctor(url: string): Promise<Page> {
  const page = await open(url);
  await page.getByLabel('Login').fill(doctor.id);
  await page.getByLabel('Password').fill(doctor.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return page;
}

/** The only other one in the call, as this side sees it. */
const seen = (page: Page | Frame) =>
  page.evaluate(async () => {
    const [peer] = window.visitRoom.peers;
    if (!peer) return null;
    const { framesDecoded, audioBytes } = await window.visitRoom.stats(peer.id);
    return {
      name: peer.name,
      right: window.visitRoom.readColor(peer.id) === peer.color,
      framesDecoded,
      audioBytes,
    };
  });

async function seesAndHears(page: Page | Frame, name: string): Promise<void> {
  await expect.poll(() => seen(page), patience).toMatchObject({ name, right: true });
  const first = await seen(page);
  await expect
    .poll(async () => {
      const now = await seen(page);
      return now && first && now.framesDecoded > first.framesDecoded && now.audioBytes > first.audioBytes;
    }, patience)
    .toBe(true);
}

const inCall = () => emulator.conferences()[0]?.participants.map(({ displayName }) => displayName);

describe('the room', () => {
  it('connects the owner and a guest, who see and hear each other', async () => {
    const { id, webclient_url } = await api.running();
    const guest = await open(await api.guestUrl(id, '2$anna*Анна & Ко'), {
      viewport: { width: 360, height: 640 },
    });
    const owner = await openAsDoctor(webclient_url);
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
    const pages = [];
    for (const name of ['a', 'b', 'c', 'd'])
      pages.push(await open(await api.guestUrl(id, `2$${name}*${name}`)));
    const right = (page: Page) =>
      page.evaluate(() => {
        const room = window.visitRoom;
        return room.peers.filter(({ id: peer, color }) => room.readColor(peer) === color).length;
      });
    for (const page of pages) await expect.poll(() => right(page), { timeout: 40_000 }).toBe(3);
  }, 90_000);

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
    const refusing = await launch(['--deny-permission-prompts']);
    try {
      const guest = await open(await api.guestUrl(id, '2$anna*Anna'), {}, refusing);
      await guest.getByText(/^(The camera and the microphone are off|No camera)/).waitFor();
      expect(inCall()).toEqual(['Boris']);
      await guest.getByRole('button', { name: 'Join without camera and sound' }).click();
      await guest.getByText('Your camera and microphone are off.').waitFor();
      await seesAndHears(guest, 'Boris');
      await expect.poll(() => seen(other), patience).toMatchObject({ name: 'Anna', right: true });
    } finally {
      await refusing.close();
    }
  }, 60_000);
});

describe('in a frame of another origin', () => {
  let parent: Server;
  let parentUrl: string;
  beforeEach(async () => {
    parent = createServer((request, response) => {
      const src = new URL(request.url ?? '/', 'http://parent').searchParams.get('src') ?? '';
      response.setHeader('content-type', 'text/html');
      response.end(
        `<body><script>window.heard = []; addEventListener('message', (e) => heard.push(e.data))</script>` +
          `<iframe allow="camera; microphone; autoplay" width="700" height="500" src="${src.replaceAll('&', '&amp;')}"></iframe>`,
      );
    });
    parent.listen(0, '127.0.0.1');
    await once(parent, 'listening');
    const address = parent.address();
    parentUrl = `http://localhost:${address !== null && typeof address === 'object' ? address.port : 0}`;
  });
  afterEach(() => parent.close());

  const openFramed = async (src: string): Promise<Page> =>
    open(`${parentUrl}/?src=${encodeURIComponent(src)}`);
  const heard = (page: Page) => page.evaluate('window.heard');

  it('works, and tells its parent that the person has left', async () => {
    const { id } = await api.running();
    const page = await openFramed(await api.guestUrl(id, '2$doc*Doctor'));
    const other = await open(await api.guestUrl(id, '2$anna*Anna'));
    await expect.poll(() => page.frames().length, patience).toBe(2);
    const [, frame] = page.frames();
    if (!frame) throw new Error('no frame');
    await expect.poll(() => frame.evaluate(() => 'visitRoom' in window), patience).toBe(true);
    await seesAndHears(frame, 'Anna');
    await seesAndHears(other, 'Doctor');
    await page.frameLocator('iframe').getByRole('button', { name: 'Leave' }).click();
    await expect.poll(() => heard(page), patience).toEqual([{ type: 'logout' }]);
    await expect.poll(inCall, patience).toEqual(['Anna']);
  }, 60_000);

  it('tells its parent that the call was ended', async () => {
    const { id } = await api.running();
    const page = await openFramed(await api.guestUrl(id, '2$anna*Anna'));
    await expect.poll(inCall, patience).toEqual(['Anna']);
    emulator.stopConference(id);
    await expect.poll(() => heard(page), patience).toEqual([{ type: 'connectionClosed' }]);
  });

  it('tells its parent that the token was refused', async () => {
    const { id } = await api.create();
    const page = await openFramed(await api.guestUrl(id, '2$anna*Anna'));
    await expect.poll(() => heard(page), patience).toEqual([{ type: 'loginFail' }]);
  });

  it.each(['loginFail', 'connectionClosed', 'notSupported'] as const)('plays %s', async (roomMessage) => {
    emulator.faults.roomMessage = roomMessage;
    const { id } = await api.running();
    const page = await openFramed(await api.guestUrl(id, '2$anna*Anna'));
    await expect.poll(() => heard(page), patience).toEqual([{ type: roomMessage }]);
    expect(inCall()).toEqual([]);
  });
});
