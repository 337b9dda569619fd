/** The room in a frame, as a page of another origin shows it. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../src/emulator/index.ts';
import { fakeMedia, launch, patience, seesAndHears, Visitors } from './chromium.ts';
import { Api, start } from './support.ts';

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

const open = (url: string) => visitors.open(url);
const inCall = () => emulator.conferences()[0]?.participants.map(({ displayName }) => displayName);

describe('in a frame of another origin', () => {
  let parent: Server;
  let parentUrl: string;
  beforeEach(async () => {
    parent = createServer((request, response) => {
      const src = new URL(request.url ?? '/', 'http://parent').searchParams.get('src') ?? '';
      response.setHeader('content-type', 'text/html');
      response.end(
        // Its own icon: a browser that asks for one later would find this server closed.
        `<link rel="icon" href="data:,"><body><script>window.heard = []; addEventListener('message', (e) => heard.push(e.data))</script>` +
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
