/** The call inside the page, over real https, with a server that stands where TrueConf is. */
import type { Frame, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ok } from '../../../src/shared/result.ts';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { doorViews } from '../../fixtures/join/scriptedDoor.ts';
import { selfSigned } from '../../fixtures/trueconf/certificates.ts';
import { allowed, callServer, heading, join, patience, patientWorld, typeName } from './patient.ts';

const en = messages.en.patient;
const returning = { ...doorViews['let-in'], returning: true };

describe('an embedded call', () => {
  const world = patientWorld({ parameters: allowed, certificate: () => selfSigned() });
  const embeds = (): void => {
    const { bench } = world;
    bench.settings = { ...bench.settings, join: { ...bench.settings.join, entry: 'embed' } };
    world.letIn();
    bench.door.view = doorViews.form;
    bench.door.viewAfterPress = returning;
  };
  const enter = async (page: Page): Promise<void> => {
    await typeName(page);
    await join(page);
    await page.locator('iframe').waitFor(patience);
  };
  const callFrame = async (page: Page): Promise<Frame> => {
    await page.frameLocator('iframe').getByRole('heading', { name: 'The call' }).waitFor(patience);
    const frame = page.frames().find((each) => each.url().startsWith(world.call.origin));
    if (!frame) throw new Error('no frame');
    return frame;
  };
  const says = async (page: Page, message: unknown): Promise<void> => {
    const frame = await callFrame(page);
    await frame.evaluate((data) => {
      window.parent.postMessage(data, '*');
    }, message);
  };

  it('fills the page, may use what it needs, and has a name', async () => {
    embeds();
    const page = await world.open();
    await enter(page);
    await callFrame(page);
    const frame = page.locator('iframe');
    const { y = 0, ...box } = (await frame.boundingBox()) ?? {};
    expect(box).toEqual({ x: 0, width: 360, height: 640 - y });
    expect(y).toBeLessThan(120);
    expect(await frame.getAttribute('title')).toBe(en['frame-title']);
    expect(await frame.getAttribute('allow')).toContain('camera; microphone; autoplay; display-capture');
    expect(await frame.getAttribute('allowfullscreen')).not.toBeNull();
    expect(await frame.getAttribute('src')).toBe(world.callUrl);
    expect(page.url()).toBe(world.link);
    expect(await page.getByRole('heading').allInnerTexts()).toEqual([en['frame-title']]);
    await expect.poll(() => page.getByText(en['frame-opening']).count(), patience).toBe(0);
    expect(await page.locator('.bar').getByRole('link').allInnerTexts()).toEqual([
      en['frame-alone'],
      '8 495 000-00-00',
    ]);
  });

  it.each(['logout', 'connectionClosed'])(
    '%s: the way back is offered while the visit is open',
    async (type) => {
      embeds();
      const page = await world.open();
      await enter(page);
      await says(page, { type });
      await heading(page, en['return-title']);
      expect(world.reports()).toContain('logout');
      expect(await page.locator('iframe').count()).toBe(0);
      await page.getByRole('button', { name: en.return }).click();
      await callFrame(page);
      expect(world.bench.door.presses()).toHaveLength(2);
    },
  );

  it('the end of the visit shows at once', async () => {
    embeds();
    const page = await world.open();
    await enter(page);
    await callFrame(page);
    await expect.poll(() => world.bench.door.watching(), patience).toBe(1);
    world.bench.door.show({ ...returning, doctorName: 'Dr. Other' });
    world.bench.door.show(doorViews.thanks);
    await heading(page, en['thanks-title']);
    expect(await page.locator('iframe').count()).toBe(0);
  });

  it.each([
    ['loginFail', en['failed-other'], 'service'],
    ['notSupported', en['failed-needs-browser'], 'browser'],
  ])('%s is a problem with "Call me"', async (type, text, reason) => {
    embeds();
    const page = await world.open();
    await enter(page);
    await says(page, { type });
    await page.getByRole('alert').waitFor(patience);
    expect(await page.getByRole('alert').innerText()).toContain(text);
    expect(world.reports()).not.toContain('logout');
    await page.getByRole('button', { name: en['call-me'] }).click();
    await expect
      .poll(() => world.bench.door.asked('call-me').map(({ input }) => input.reason), patience)
      .toEqual([reason]);
  });

  it('nobody else can end it: not another frame, another origin, or the page itself', async () => {
    embeds();
    const page = await world.open();
    await enter(page);
    await callFrame(page);
    await page.evaluate((origin) => {
      window.postMessage({ type: 'logout' }, '*');
      window.dispatchEvent(new MessageEvent('message', { data: { type: 'logout' }, origin }));
      const frame = document.querySelector('iframe');
      window.dispatchEvent(
        new MessageEvent('message', {
          data: { type: 'logout' },
          origin: 'https://evil.example',
          source: frame?.contentWindow ?? null,
        }),
      );
    }, world.call.origin);
    await says(page, { type: 'else' });
    await says(page, 'logout');
    // Whatever was heard before this one has had its effect.
    await says(page, { type: 'logout' });
    await heading(page, en['return-title']);
    expect(world.reports().filter((event) => event === 'logout')).toHaveLength(1);
  });

  it('let in from the waiting room: one press and one frame, though the stream tells of it first', async () => {
    embeds();
    const { door } = world.bench;
    door.view = doorViews.waiting;
    door.viewAfterPress = null;
    const page = await world.open({}, world.link, async (blank) => {
      await blank.addInitScript(() => {
        const heard: string[] = [];
        Object.assign(window, { heard });
        class Listening extends EventSource {
          constructor(url: string) {
            super(url);
            this.addEventListener('view', ({ data }: MessageEvent<string>) => void heard.push(data));
          }
        }
        Object.assign(window, { EventSource: Listening });
      });
    });
    await expect.poll(() => door.watching(), patience).toBe(1);
    door.answer = async () => {
      door.show(returning);
      await page.waitForFunction(() => (window as never as { heard: string[] }).heard.length >= 3);
      return ok({ state: 'going-in', url: world.callUrl });
    };
    door.show(doorViews['let-in']);
    await callFrame(page);
    expect(await page.locator('iframe').count()).toBe(1);
    await says(page, { type: 'logout' });
    await heading(page, en['return-title']);
    expect(door.presses()).toHaveLength(1);
  });

  it('a frame that fails leaves telephone and a way out', async () => {
    embeds();
    const gone = await callServer();
    gone.close();
    world.bench.serverOrigin = gone.origin;
    const url = `${gone.origin}/webrtc/0123`;
    world.bench.door.answer = ok({ state: 'going-in', url });
    const page = await world.open();
    await enter(page);
    expect(await page.getByRole('link', { name: '8 495 000-00-00' }).isVisible()).toBe(true);
    const left = page.waitForRequest(
      (request) => request.isNavigationRequest() && request.frame() === page.mainFrame(),
      patience,
    );
    await page.getByRole('link', { name: en['frame-alone'] }).click();
    expect((await left).url()).toBe(url);
  });

  it('a frame that turns out to be no page of the server is opened by itself', async () => {
    embeds();
    world.call.silent = true;
    const page = await world.open();
    await enter(page);
    expect(await page.getByRole('status').innerText()).toBe(en['frame-opening']);
    const left = page.waitForRequest(
      (request) => request.isNavigationRequest() && request.frame() === page.mainFrame(),
      patience,
    );
    await page.locator('iframe').evaluate((each: HTMLIFrameElement) => {
      each.src = 'about:blank';
    });
    expect((await left).url()).toContain('/webrtc/0123');
  });

  it('a camera that failed before is not tried again during the call', async () => {
    embeds();
    const page = await world.open({}, world.link, async (blank) => {
      await blank.addInitScript(() => {
        const asked = { count: 0 };
        Object.assign(window, { asked });
        Object.defineProperty(navigator, 'permissions', { value: undefined });
        navigator.mediaDevices.getUserMedia = async () => {
          asked.count += 1;
          throw new DOMException('Could not start video source', 'NotReadableError');
        };
      });
    });
    const asked = (): Promise<number> =>
      page.evaluate(() => (window as never as { asked: { count: number } }).asked.count);
    await page.getByRole('button', { name: en['camera-try'] }).click();
    await page.getByText('Help: busy.').first().waitFor(patience);
    await enter(page);
    const before = await asked();
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await says(page, { type: 'else' });
    expect(await asked()).toBe(before);
  });

  it('sound only: a real button, and a frame without the camera', async () => {
    embeds();
    const page = await world.open({}, world.link, async (blank) => {
      await blank.addInitScript(() => {
        const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async (wishes) => {
          if (wishes?.video) throw new DOMException('Requested device not found', 'NotFoundError');
          return original(wishes);
        };
      });
    });
    await typeName(page);
    expect(await page.getByRole('button', { name: en['sound-join'] }).count()).toBe(0);
    await page.getByRole('button', { name: en['camera-try'] }).click();
    await page.getByRole('button', { name: en['sound-join'] }).click(patience);
    await callFrame(page);
    expect(await page.locator('iframe').getAttribute('allow')).toMatch(/^microphone; /);
    expect(world.bench.door.presses()[0]?.input.camera).toEqual({ outcome: 'none', sound: true });
  });

  it('a frame that does not load within fifteen seconds is opened by itself', async () => {
    embeds();
    world.call.silent = true;
    const page = await world.open({}, world.link, (blank) => blank.clock.install());
    await enter(page);
    const left = page.waitForRequest(
      (request) => request.isNavigationRequest() && request.frame() === page.mainFrame(),
      patience,
    );
    await page.clock.fastForward(15_000);
    expect((await left).url()).toContain('/webrtc/0123');
  });

  it('where the server does not allow it the page navigates', async () => {
    embeds();
    world.bench.mayEmbed = async () => false;
    const page = await world.open();
    await typeName(page);
    await join(page);
    await page.waitForURL(world.callUrl, patience);
  });
});
