/** "Try camera and sound" in a real browser with the browser's own fake devices. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { appError } from '../../../src/shared/errors.ts';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { err } from '../../../src/shared/result.ts';
import { doorViews } from '../../fixtures/join/scriptedDoor.ts';
import {
  allowed,
  heading,
  join,
  patience,
  patientWorld,
  refused,
  turnSight,
  typeName,
  withSight,
} from './patient.ts';

const en = messages.en.patient;
const telegramAndroid =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 Telegram-Android/11.4.2 (Google Pixel 8; Android 14; SDK 34; HIGH)';

/** Remembers each stream, so that a test sees whether its tracks ended. */
const watchTracks = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    Object.assign(window, { tracks });
    const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wishes) => {
      const stream = await original(wishes);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
};
const trackStates = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    (window as never as { tracks: MediaStreamTrack[] }).tracks.map(({ readyState }) => readyState),
  );
/** Every wish with a picture fails like this; with `sound`, one for sound alone works. */
const failWith =
  (name: string, message: string, sound = false) =>
  async (page: Page) => {
    await page.addInitScript(
      ([errorName, errorMessage, hasSound]) => {
        const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async (wishes) => {
          if (hasSound && !wishes?.video) return original({ audio: true });
          throw new DOMException(errorMessage, errorName);
        };
      },
      [name, message, sound] as const,
    );
  };
/** `answer-now` on the document settles the question. */
const answersLate = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wishes) => {
      await new Promise((resolve) => {
        document.addEventListener('answer-now', resolve, { once: true });
      });
      return original(wishes);
    };
  });
};
const tryCamera = (page: Page): Promise<void> => page.getByRole('button', { name: en['camera-try'] }).click();

describe('with a camera', () => {
  const world = patientWorld({ parameters: allowed });
  const outcomes = () =>
    world.bench.door.asked('report').flatMap(({ report }) => (report.camera ? [report.camera] : []));
  const works = { outcome: 'works', sound: true };

  it('shows the picture and the level, and tells that both work', async () => {
    const page = await world.open();
    await tryCamera(page);
    await expect.poll(outcomes, patience).toEqual([{ outcome: 'asking', sound: false }, works]);
    const video = page.locator('video');
    await expect
      .poll(() => video.evaluate((each: HTMLVideoElement) => each.videoWidth > 0 && !each.paused), patience)
      .toBe(true);
    expect(await video.evaluate((each: HTMLVideoElement) => each.muted && each.playsInline)).toBe(true);
    const level = page.locator('meter');
    await expect
      .poll(() => level.evaluate((each: HTMLMeterElement) => each.value), patience)
      .toBeGreaterThan(0.01);
    expect(await page.getByRole('status').innerText()).toContain(en['camera-works']);
    expect(await page.getByRole('button', { name: en['call-me'] }).count()).toBe(0);
  });

  it('frees the camera at the press, which says what is known of it', async () => {
    world.mustWait();
    const page = await world.open({}, world.link, watchTracks);
    await tryCamera(page);
    await page.locator('video').waitFor(patience);
    expect(await trackStates(page)).toEqual(['live', 'live']);
    await typeName(page);
    await join(page);
    await heading(page, en['waiting-title']);
    expect(await trackStates(page)).toEqual(['ended', 'ended']);
    expect(world.bench.door.presses()[0]?.input.camera).toEqual(works);
  });

  it.each(['declined', 'thanks'] as const)('frees the camera when the page becomes %s', async (end) => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open({}, world.link, watchTracks);
    await expect.poll(() => world.bench.door.watching(), patience).toBe(1);
    await tryCamera(page);
    await page.locator('video').waitFor(patience);
    expect(await trackStates(page)).toEqual(['live', 'live']);
    world.bench.door.show(doorViews[end]);
    await heading(page, en[`${end}-title`]);
    expect(await trackStates(page)).toEqual(['ended', 'ended']);
  });

  it('an answer that comes after the press opens no camera', async () => {
    world.mustWait();
    const page = await world.open({}, world.link, async (blank) => {
      await watchTracks(blank);
      await answersLate(blank);
    });
    await tryCamera(page);
    await expect.poll(outcomes, patience).toEqual([{ outcome: 'asking', sound: false }]);
    await typeName(page);
    await join(page);
    await heading(page, en['waiting-title']);
    await page.evaluate(() => document.dispatchEvent(new Event('answer-now')));
    await expect.poll(() => trackStates(page), patience).toEqual(['ended', 'ended']);
    expect(await page.locator('video').isVisible()).toBe(false);
    await tryCamera(page);
    await page.evaluate(() => document.dispatchEvent(new Event('answer-now')));
    await page.locator('video').waitFor(patience);
  });

  it('a page that has changed can try the camera too', async () => {
    world.bench.door.view = doorViews['let-in'];
    const page = await world.open();
    await expect.poll(() => world.bench.door.watching(), patience).toBe(1);
    world.bench.door.show({ ...doorViews['let-in'], returning: true });
    await heading(page, en['return-title']);
    await tryCamera(page);
    await page.locator('video').waitFor(patience);
  });

  it('where nothing is known that helps, a plain sentence says what to do', async () => {
    const page = await world.open(
      {},
      world.link,
      failWith('NotReadableError', 'Could not start video source'),
    );
    await expect.poll(() => world.reports(), patience).toEqual(['open']);
    await page.route('**/report', (route) => route.fulfill({ status: 429, json: {} }));
    await tryCamera(page);
    const says = page.locator('.says', { hasText: en['camera-failed'] });
    await says.waitFor(patience);
    expect(await page.getByText(en['camera-asking']).count()).toBe(0);
  });

  it('no camera at all: the help says that sound is enough, and nothing says it twice', async () => {
    const page = await world.open(
      {},
      world.link,
      failWith('NotFoundError', 'Requested device not found', true),
    );
    await tryCamera(page);
    await page.getByText('Help: none.').first().waitFor(patience);
    expect(await page.getByText(en['sound-only']).isVisible()).toBe(false);
  });

  it('is never in the way: without a try the press asks for nothing', async () => {
    world.mustWait();
    const page = await world.open({}, world.link, watchTracks);
    await typeName(page);
    await join(page);
    await heading(page, en['waiting-title']);
    expect(await trackStates(page)).toEqual([]);
    await tryCamera(page);
    await page.locator('video').waitFor(patience);
  });

  it('a question that was closed can be asked again', async () => {
    const page = await world.open({}, world.link, failWith('NotAllowedError', 'Permission dismissed'));
    await tryCamera(page);
    await page.getByText('Help: any-closed.').first().waitFor(patience);
    await page.getByRole('button', { name: en['camera-ask-again'] }).waitFor(patience);
    expect(outcomes().at(-1)).toEqual({ outcome: 'closed', sound: false });
    expect(await page.getByText(en['sound-only']).isVisible()).toBe(false);
  });

  it('a camera that is taken: sound only is advised, then a call', async () => {
    const page = await world.open(
      {},
      world.link,
      failWith('NotReadableError', 'Could not start video source', true),
    );
    await typeName(page);
    await tryCamera(page);
    await page.getByText('Help: busy.').first().waitFor(patience);
    expect(outcomes().at(-1)).toEqual({ outcome: 'busy', sound: true });
    expect(await page.getByText(en['sound-only']).isVisible()).toBe(true);
    expect(await page.getByText(en['help-code']).isVisible()).toBe(true);
    await page.getByRole('button', { name: en['call-me'] }).click();
    await page.getByText(en['called-here']).waitFor(patience);
    expect(world.bench.door.asked('call-me')[0]?.input).toMatchObject({
      name: 'Anna Smirnova',
      reason: 'camera',
    });
  });

  it('a microphone that is missing is said, with the picture', async () => {
    const page = await world.open({}, world.link, async (blank) => {
      await blank.addInitScript(() => {
        const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async (wishes) => {
          if (wishes?.audio) throw new DOMException('Requested device not found', 'NotFoundError');
          return original(wishes);
        };
      });
    });
    await tryCamera(page);
    await page.getByText(en['camera-no-sound']).first().waitFor(patience);
    await expect.poll(() => outcomes().at(-1), patience).toEqual({ outcome: 'works', sound: false });
  });

  it('no answer for thirty seconds is said; one that comes late heals it', async () => {
    const page = await world.open({}, world.link, async (blank) => {
      await blank.clock.install();
      await answersLate(blank);
    });
    await tryCamera(page);
    await expect.poll(outcomes, patience).toEqual([{ outcome: 'asking', sound: false }]);
    expect(await page.locator('.says').innerText()).toBe(en['camera-asking']);
    await page.clock.fastForward(30_000);
    await expect.poll(() => outcomes().at(-1), patience).toEqual({ outcome: 'silent', sound: false });
    await page.getByRole('button', { name: en['camera-ask-again'] }).waitFor(patience);
    await page.evaluate(() => document.dispatchEvent(new Event('answer-now')));
    await expect.poll(() => outcomes().at(-1), patience).toEqual(works);
    await page.locator('video').waitFor(patience);
  });
});

describe('where permission is refused', () => {
  const world = patientWorld({ parameters: refused, kind: 'whole' });
  const outcomes = (): readonly string[] =>
    world.bench.door.asked('report').flatMap(({ report }) => (report.camera ? [report.camera.outcome] : []));

  it('says what helps in this browser, and heals by itself once it is allowed', async () => {
    const page = await world.open();
    await tryCamera(page);
    await page.locator('.says', { hasText: 'Help: ' }).waitFor(patience);
    expect(['blocked', 'refused']).toContain(outcomes().at(-1));
    expect(await page.getByRole('button', { name: en['call-me'] }).isVisible()).toBe(true);
    await page.context().grantPermissions(['camera', 'microphone']);
    await page.locator('video').waitFor(patience);
    await expect.poll(() => outcomes().at(-1), patience).toBe('works');
    expect(await page.getByRole('button', { name: en['camera-again'] }).count()).toBe(0);
  });

  it('and when somebody comes back from the settings of a browser that tells nothing', async () => {
    const page = await world.open({}, world.link, async (blank) => {
      await withSight('visible')(blank);
      await blank.addInitScript(() => {
        Object.defineProperty(navigator, 'permissions', { value: undefined });
      });
    });
    await tryCamera(page);
    await page.locator('.says', { hasText: 'Help: ' }).waitFor(patience);
    expect(outcomes().at(-1)).toBe('blocked');
    await turnSight(page, 'hide-now');
    await page.context().grantPermissions(['camera', 'microphone']);
    await turnSight(page, 'show-now');
    await page.locator('video').waitFor(patience);
    await expect.poll(() => outcomes().at(-1), patience).toBe('works');
  });

  it('does not stop anybody from joining', async () => {
    world.mustWait();
    const page = await world.open();
    await tryCamera(page);
    await page.locator('.says', { hasText: 'Help: ' }).waitFor(patience);
    await typeName(page);
    await join(page);
    await heading(page, en['waiting-title']);
    expect(world.bench.door.presses()[0]?.input.camera?.sound).toBe(false);
  });
});

describe('over http from another address', () => {
  const world = patientWorld({
    parameters: ['--host-resolver-rules=MAP clinic.test 127.0.0.1'],
    host: 'clinic.test',
  });

  it('there is no camera to try, and the press works as ever', async () => {
    world.mustWait();
    const page = await world.open();
    await expect.poll(() => world.reports(), patience).toEqual(['open']);
    expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
    expect(await page.getByRole('button').count()).toBe(1);
    await typeName(page);
    await join(page);
    await heading(page, en['waiting-title']);
    expect(await page.getByRole('button').count()).toBe(0);
    world.bench.door.show(doorViews.declined);
    await heading(page, en['declined-title']);
  });

  it('in the view of an app that the call does not take, "Try again" asks for no camera and presses', async () => {
    world.bench.door.answer = err(appError('needs-browser'));
    const page = await world.open({ userAgent: telegramAndroid });
    await typeName(page);
    await join(page);
    await page.getByText(en['away-failed']).waitFor(patience);
    world.mustWait();
    await page.getByRole('button', { name: en['camera-again'] }).click();
    await heading(page, en['waiting-title']);
    expect(world.bench.door.presses().map(({ input }) => [input.name, input.camera])).toEqual([
      ['Anna Smirnova', null],
      ['Anna Smirnova', null],
    ]);
    expect(world.reports()).not.toContain('camera');
  });
});
