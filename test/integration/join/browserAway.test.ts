/** Views of apps in a real browser that gives itself their names: tried where they may work, left where they do not. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { appError } from '../../../src/shared/errors.ts';
import { err, ok } from '../../../src/shared/result.ts';
import { doorViews } from '../../fixtures/join/scriptedDoor.ts';
import { swallowLinks } from '../../fixtures/join/browsers.ts';
import { allowed, heading, join, patience, patientWorld, turnSight, typeName, withSight } from './patient.ts';

const en = messages.en.patient;
const facebook =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP2A.240905.003; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.6723.83 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/488.0.0.62.79;IABMV/1;]';
const wechat =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/14D27 MicroMessenger/6.5.8 NetType/WIFI Language/zh_CN';
const whatsapp =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.7390.124 Mobile Safari/537.36 [WA4A/2.25.32.75;]';
const telegramIos =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/22B5045g Safari/604.1';

const asTelegram = async (page: Page): Promise<void> => {
  await page.addInitScript(() => Object.assign(window, { TelegramWebviewProxy: {} }));
};
/** `answer-now` on the document settles the question. */
const neverAnswers = async (page: Page): Promise<void> => {
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
const refuses = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException('Permission denied', 'NotAllowedError');
    };
  });
};
const openLink = (page: Page, name: string = en['away-open']) => page.getByRole('link', { name });

describe('a view that is known to be bad', () => {
  const world = patientWorld({ parameters: allowed });

  it('is left first: by a link with a code, and by hand where that leads nowhere', async () => {
    const page = await world.open({ userAgent: facebook });
    await heading(page, en['away-title']);
    expect(await page.getByRole('textbox').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    const href = (await openLink(page).getAttribute('href')) ?? '';
    const [, code = ''] = /\?h=([\w-]{22})#/.exec(href) ?? [];
    expect(href).toBe(`${world.link.replace('http:', 'intent:')}?h=${code}#Intent;scheme=http;end`);
    expect(await page.getByText(en['away-dots']).isVisible()).toBe(false);
    await openLink(page).click();
    await page.getByText(en['away-dots']).waitFor(patience);
    expect(await page.getByText(en['away-menu']).isVisible()).toBe(true);
    expect(await page.getByText(en['away-compass']).isVisible()).toBe(false);
    expect(await page.locator('.steps svg:visible').count()).toBe(1);
    expect(world.bench.door.presses()).toEqual([]);
    expect(world.bench.door.asked('report')[0]?.report.device).toEqual({
      browser: 'in-app',
      system: 'android',
    });
  });

  it('may be tried all the same', async () => {
    const page = await world.open({ userAgent: facebook });
    await page.getByRole('button', { name: en['away-here'] }).click();
    await heading(page, en.title);
    world.bench.door.answer = ok({ state: 'going-in', url: world.callUrl });
    await typeName(page);
    await join(page);
    await page.waitForURL(world.callUrl, patience);
  });

  it('"Call me" there asks for the name, and then tells the clinic that the browser is the reason', async () => {
    const page = await world.open({ userAgent: facebook });
    await page.getByRole('button', { name: en['call-me'] }).click();
    await page.getByRole('link', { name: en['failed-name-required'] }).waitFor(patience);
    await typeName(page);
    await page.getByRole('button', { name: en['call-me'] }).click();
    await page.getByText(en['called-here']).waitFor(patience);
    expect(world.bench.door.asked('call-me').at(-1)?.input).toMatchObject({
      name: 'Anna Smirnova',
      reason: 'browser',
    });
  });

  it('takes the name along that was typed there', async () => {
    const page = await world.open({ userAgent: facebook }, world.link, async (blank) => {
      await refuses(blank);
      await swallowLinks(blank);
    });
    await page.getByRole('button', { name: en['away-here'] }).click();
    await typeName(page);
    await join(page);
    await page.getByText(/^Help: /).waitFor(patience);
    await openLink(page).click();
    await expect
      .poll(() => world.bench.door.asked('hand-over').map(({ name }) => name), patience)
      .toEqual(['Anna Smirnova']);
    expect(world.bench.door.presses()).toEqual([]);
  });

  it('the steps by hand are there for somebody who comes back from a jump that failed', async () => {
    const page = await world.open({ userAgent: facebook }, world.link, async (blank) => {
      await blank.clock.install();
      await withSight('visible')(blank);
      await swallowLinks(blank);
    });
    await openLink(page).click();
    await turnSight(page, 'hide-now');
    await page.clock.fastForward(2_000);
    expect(await page.getByText(en['away-dots']).isVisible()).toBe(false);
    await turnSight(page, 'show-now');
    await page.getByText(en['away-dots']).waitFor(patience);
  });

  it('WeChat has no link: the steps are there at once', async () => {
    const page = await world.open({ userAgent: wechat });
    await heading(page, en['away-title']);
    expect(await page.getByRole('link', { name: /^Open/ }).count()).toBe(0);
    expect(await page.getByText(en['away-dots']).isVisible()).toBe(true);
  });

  it('a page that came by such a link is not sent round again', async () => {
    const page = await world.open({ userAgent: facebook }, `${world.link}?h=hhhhhhhhhhhhhhhhhhhhhh`);
    await expect.poll(() => world.reports(), patience).toEqual(['open']);
    await heading(page, en.title);
  });

  it('a person who waits there already is not sent away', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open({ userAgent: facebook });
    await heading(page, en['waiting-title']);
    world.letIn();
    await page.waitForURL(world.callUrl, patience);
  });
});

describe('the link can be copied', () => {
  const world = patientWorld();
  /** The link with a code of this page's own. */
  const marked = (): RegExp => new RegExp(`^${world.link}\\?h=[\\w-]{22}$`);
  const copyIn = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: en['away-copy'] }).click();
  };

  it('by the clipboard', async () => {
    const page = await world.open({
      userAgent: facebook,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await copyIn(page);
    await expect.poll(() => page.getByRole('status').innerText(), patience).toBe(en['away-copied']);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(marked());
    const [handed] = world.bench.door.asked('hand-over');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`?h=${handed?.code}`);
  });

  it('by the former command, where there is no clipboard', async () => {
    const page = await world.open({ userAgent: facebook }, world.link, async (blank) => {
      await blank.addInitScript(() => {
        Object.defineProperty(navigator, 'clipboard', { value: undefined });
        document.addEventListener('copy', () => {
          document.documentElement.dataset['copied'] = document.getSelection()?.toString() ?? '';
        });
      });
    });
    await copyIn(page);
    await expect.poll(() => page.getByRole('status').innerText(), patience).toBe(en['away-copied']);
    expect(await page.evaluate(() => document.documentElement.dataset['copied'])).toMatch(marked());
    expect(await page.getByRole('textbox').count()).toBe(0);
  });

  it('by hand, where neither works', async () => {
    const page = await world.open({ userAgent: facebook }, world.link, async (blank) => {
      await blank.addInitScript(() => {
        Object.defineProperty(navigator, 'clipboard', { value: undefined });
        Object.defineProperty(document, 'execCommand', { value: () => false });
      });
    });
    await copyIn(page);
    const field = page.getByRole('textbox', { name: en['away-select'] });
    await field.waitFor(patience);
    const chosen = await field.evaluate((each: HTMLInputElement) =>
      each.value.slice(each.selectionStart ?? 0, each.selectionEnd ?? 0),
    );
    expect(chosen).toMatch(marked());
  });
});

describe('a view that may work', () => {
  const world = patientWorld({ parameters: allowed });
  const outcomes = (): readonly string[] =>
    world.bench.door.asked('report').flatMap(({ report }) => (report.camera ? [report.camera.outcome] : []));

  it('is tried at the press, and the press goes on when the camera works', async () => {
    world.mustWait();
    const page = await world.open({ userAgent: whatsapp });
    await typeName(page);
    await join(page);
    await heading(page, en['waiting-title']);
    expect(outcomes()).toEqual(['works']);
    expect(world.bench.door.presses()[0]?.input).toMatchObject({
      camera: { outcome: 'works', sound: true },
      device: { browser: 'in-app', system: 'android' },
    });
  });

  it('is left when the camera is refused: nothing is pressed, and the name waits for the browser', async () => {
    const page = await world.open({ userAgent: telegramIos }, world.link, async (blank) => {
      await asTelegram(blank);
      await refuses(blank);
    });
    await typeName(page);
    await join(page);
    await page.getByText(/^Help: /).waitFor(patience);
    expect(world.bench.door.presses()).toEqual([]);
    expect(['refused', 'blocked', 'system']).toContain(outcomes()[0]);
    const link = openLink(page, en['away-safari']);
    const href = (await link.getAttribute('href')) ?? '';
    expect(href).toMatch(/^x-safari-http:\/\/127\.0\.0\.1:\d+\/v\/\w{22}\?h=[\w-]{22}$/);
    await link.click();
    await page.getByText(en['away-compass']).waitFor(patience);
    expect(await page.getByText(en['away-menu']).isVisible()).toBe(false);
    await expect.poll(() => world.bench.door.asked('hand-over').length, patience).toBe(1);
    const [handed] = world.bench.door.asked('hand-over');
    expect(handed).toMatchObject({ name: 'Anna Smirnova', code: href.slice(-22) });
    expect(href).not.toContain('Anna');
  });

  it('is left when the app never answers; an answer that comes late leads back', async () => {
    const page = await world.open({ userAgent: whatsapp }, world.link, async (blank) => {
      await blank.clock.install();
      await neverAnswers(blank);
    });
    await typeName(page);
    await join(page);
    await expect.poll(() => page.getByRole('status').innerText(), patience).toBe(en['camera-asking']);
    await page.clock.fastForward(10_000);
    await heading(page, en['away-title']);
    expect(outcomes()).toEqual(['silent']);
    expect(world.bench.door.presses()).toEqual([]);
    await page.evaluate(() => document.dispatchEvent(new Event('answer-now')));
    await heading(page, en.title);
    world.mustWait();
    await join(page);
    await heading(page, en['waiting-title']);
  });

  it('a press without a name asks for the name only', async () => {
    const page = await world.open({ userAgent: whatsapp }, world.link, neverAnswers);
    await join(page);
    await page.getByRole('link', { name: en['failed-name-required'] }).waitFor(patience);
  });
});

describe('in a view that refuses the camera', () => {
  const world = patientWorld({ parameters: allowed });
  const asked = (page: Page): Promise<number> =>
    page.evaluate(() => (window as never as { asked: { count: number } }).asked.count);
  /** Until `allow-now`; counts how often it was asked, and remembers what it gave. */
  const refusesFirst = async (page: Page): Promise<void> => {
    await page.addInitScript(() => {
      const counted = { count: 0, isAllowed: false };
      const tracks: MediaStreamTrack[] = [];
      Object.assign(window, { asked: counted, tracks });
      document.addEventListener('allow-now', () => void (counted.isAllowed = true));
      Object.defineProperty(navigator, 'permissions', { value: undefined });
      const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (wishes) => {
        counted.count += 1;
        if (!counted.isAllowed) throw new DOMException('Permission denied', 'NotAllowedError');
        const stream = await original(wishes);
        tracks.push(...stream.getTracks());
        return stream;
      };
    });
  };
  const allowNow = (page: Page): Promise<boolean> =>
    page.evaluate(() => document.dispatchEvent(new Event('allow-now')));

  it('"Try camera" shows the way out that its help names; in the waiting room too', async () => {
    for (const view of [doorViews.form, doorViews.waiting]) {
      world.bench.door.view = view;
      const page = await world.open({ userAgent: whatsapp }, world.link, refusesFirst);
      await page.getByRole('button', { name: en['camera-try'] }).click();
      await page.getByText('Help: inapp-android.').waitFor(patience);
      expect(await openLink(page).isVisible()).toBe(true);
      expect(await page.getByText(en['camera-asking']).count()).toBe(0);
    }
  });

  it('"Try again" asks once more, and leads back when it works', async () => {
    const page = await world.open({ userAgent: whatsapp }, world.link, refusesFirst);
    await typeName(page);
    await join(page);
    await page.getByText('Help: inapp-android.').waitFor(patience);
    const again = page.getByRole('button', { name: en['camera-again'] });
    const before = await asked(page);
    await again.click();
    await expect.poll(() => asked(page), patience).toBeGreaterThan(before);
    await page.getByText('Help: inapp-android.').waitFor(patience);
    await allowNow(page);
    await again.click();
    await heading(page, en.title);
    world.mustWait();
    await join(page);
    await heading(page, en['waiting-title']);
  });

  it('heals while the card stands, without a picture behind it', async () => {
    const page = await world.open({ userAgent: whatsapp }, world.link, refusesFirst);
    await page.getByRole('button', { name: en['camera-try'] }).click();
    await page.getByText('Help: inapp-android.').waitFor(patience);
    await allowNow(page);
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await heading(page, en.title);
    expect(
      await page.evaluate(() =>
        (window as never as { tracks: MediaStreamTrack[] }).tracks.map(({ readyState }) => readyState),
      ),
    ).toEqual(['ended', 'ended']);
    expect(await page.locator('video').isVisible()).toBe(false);
  });

  it('a person who was let in is not pressed for without a camera, and the server knows the name', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open({ userAgent: whatsapp }, world.link, async (blank) => {
      await refuses(blank);
      await swallowLinks(blank);
    });
    await expect.poll(() => world.bench.door.watching(), patience).toBe(1);
    world.letIn();
    await heading(page, en['away-title']);
    await openLink(page).click();
    await expect
      .poll(() => world.bench.door.asked('hand-over').map(({ name }) => name), patience)
      .toEqual(['']);
    expect(world.bench.door.presses()).toEqual([]);
  });

  it('what the server refuses for that shows the way out too', async () => {
    world.bench.door.answer = err(appError('needs-browser'));
    const page = await world.open({ userAgent: whatsapp });
    await typeName(page);
    await join(page);
    await heading(page, en['away-title']);
    expect(world.bench.door.presses()).toHaveLength(1);
  });

  it('an unknown view is tried at the press, not sent away', async () => {
    world.mustWait();
    const page = await world.open({ userAgent: facebook.replace(/ \[.*/, '') });
    await heading(page, en.title);
    await typeName(page);
    await join(page);
    await heading(page, en['waiting-title']);
    expect(world.bench.door.presses()[0]?.input.camera?.outcome).toBe('works');
  });
});

describe('a browser that has no calls at all', () => {
  const world = patientWorld();
  const lacksCalls = async (page: Page): Promise<void> => {
    await page.addInitScript(() => Reflect.deleteProperty(window, 'RTCPeerConnection'));
  };

  it('never presses, is told so, and can copy the link or be called', async () => {
    const page = await world.open({}, world.link, lacksCalls);
    await page.getByText(en['away-missing']).waitFor(patience);
    await expect
      .poll(() => world.bench.door.asked('report').map(({ report }) => report.camera?.outcome), patience)
      .toEqual([undefined, 'missing']);
    expect(await page.getByRole('button').allInnerTexts()).toEqual([en['away-copy'], en['call-me']]);
    expect(await page.getByRole('link', { name: /^Open/ }).count()).toBe(0);
    expect(await page.getByText(en['help-code']).isVisible()).toBe(true);
    expect(world.bench.door.presses()).toEqual([]);
  });

  it('is told by the server too, when only that knows', async () => {
    world.bench.door.answer = err(appError('needs-browser'));
    const page = await world.open();
    await typeName(page);
    await join(page);
    await page.getByRole('alert').waitFor(patience);
    expect(await page.getByRole('alert').innerText()).toContain(en['failed-needs-browser']);
    await page.getByRole('button', { name: en['call-me'] }).click();
    await expect
      .poll(() => world.bench.door.asked('call-me').map(({ input }) => input.reason), patience)
      .toEqual(['browser']);
  });
});
