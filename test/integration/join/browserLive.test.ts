/** The waiting room in a real browser: streams, polling, sight, sleep, a restarted app. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { messages } from '../../../src/shared/i18n/messages.ts';
import type { DoorView } from '../../../src/main/visits/types.ts';
import { doorViews } from '../../fixtures/join/scriptedDoor.ts';
import { heading, patience, patientWorld, turnSight, typeName, withSight } from './patient.ts';

const en = messages.en.patient;
const world = patientWorld();
const isInTheCall = (page: Page): Promise<void> => page.waitForURL(world.callUrl, patience);
const watched = (count = 1): Promise<void> =>
  expect.poll(() => world.bench.door.watching(), patience).toBe(count);
const said = (page: Page, text: string): Promise<void> =>
  expect.poll(() => page.getByRole('status').innerText(), patience).toBe(text);
const count = (event: string): number => world.reports().filter((each) => each === event).length;
/** Something on the way keeps the stream to itself. */
const withoutStream = async (page: Page): Promise<void> => {
  await page.route('**/events', () => undefined);
};
const withClock = (page: Page): Promise<void> => page.clock.install();

describe('the stream', () => {
  it('is opened by a page that waits, not by a form', async () => {
    const page = await world.open();
    await expect.poll(() => world.reports(), patience).toEqual(['open']);
    expect(world.bench.door.asked('watch')).toEqual([]);
    world.mustWait();
    await typeName(page);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await heading(page, en['waiting-title']);
    await watched();
  });

  it('leads into the call at once, without a question in between', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open({}, world.link, withClock);
    await watched();
    world.letIn();
    await isInTheCall(page);
    expect(count('here')).toBe(0);
  });

  it('does not replace the pulse, which comes every twelve seconds', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open({}, world.link, withClock);
    await watched();
    await page.clock.fastForward(5_000);
    await expect.poll(() => count('here'), patience).toBe(1);
    for (const seen of [2, 3]) {
      await page.clock.fastForward(11_000);
      expect(count('here')).toBe(seen - 1);
      await page.clock.fastForward(1_000);
      await expect.poll(() => count('here'), patience).toBe(seen);
    }
  });

  it('is opened again after the app was restarted, and lost nothing', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open();
    await watched();
    await world.stop();
    await said(page, en['waiting-offline']);
    await world.start();
    await watched();
    await said(page, '');
    world.letIn();
    await isInTheCall(page);
  });

  it('dismissed for a fifth page: this one asks from then on', async () => {
    world.bench.door.view = doorViews.waiting;
    const context = await world.browser.newContext();
    const pages: Page[] = [];
    for (const _ of Array(5)) {
      const page = await context.newPage();
      await page.goto(world.link);
      pages.push(page);
      await expect.poll(() => world.bench.door.asked('watch').length, patience).toBe(pages.length);
    }
    await watched(4);
    const before = count('here');
    await expect.poll(() => count('here'), patience).toBeGreaterThan(before);
    world.bench.door.show(doorViews.declined);
    for (const page of pages) await heading(page, en['declined-title']);
    expect(world.bench.door.asked('watch')).toHaveLength(5);
    await context.close();
  });
});

describe('a cancellation that is taken back', () => {
  it.each(['form', 'early'] as const)(
    'brings an open page (%s) back when it is seen again',
    async (state) => {
      world.bench.door.view = doorViews[state];
      const page = await world.open({}, world.link, withSight('visible'));
      await expect.poll(() => world.reports(), patience).toEqual(['open']);
      const before = await page.getByRole('heading', { level: 1 }).innerText();
      world.bench.door.view = doorViews.dead;
      await turnSight(page, 'hide-now');
      await turnSight(page, 'show-now');
      await heading(page, en['dead-title']);
      world.bench.door.view = doorViews[state];
      await turnSight(page, 'hide-now');
      await turnSight(page, 'show-now');
      await heading(page, before);
    },
  );

  it('brings a page back that stays in sight, a minute after it heard of the cancellation, and asks no more', async () => {
    world.bench.door.view = doorViews.early;
    const page = await world.open({}, world.link, withClock);
    await expect.poll(() => world.reports(), patience).toEqual(['open']);
    const before = await page.getByRole('heading', { level: 1 }).innerText();
    const looks = (): number => world.bench.door.asked('look').length;
    const hearsThat = async (view: DoorView): Promise<void> => {
      world.bench.door.view = view;
      await page.clock.fastForward(60_000);
    };
    await hearsThat(doorViews.dead);
    await heading(page, en['dead-title']);
    await hearsThat(doorViews.early);
    await heading(page, before);
    // It goes on as before; one that is still dead then stays so without a further word.
    await hearsThat(doorViews.dead);
    await heading(page, en['dead-title']);
    const heard = looks();
    await page.clock.fastForward(60_000);
    await expect.poll(looks, patience).toBe(heard + 1);
    await page.clock.fastForward(180_000);
    await page.evaluate(() => fetch(location.href));
    expect(looks()).toBe(heard + 2);
  });
});

describe('a stream that may be dead', () => {
  const streams = (): number => world.bench.door.asked('watch').length;

  it('is replaced when the network comes back', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open();
    await watched();
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect.poll(streams, patience).toBe(2);
    await watched();
  });

  it('is replaced after twenty seconds out of sight, and kept before', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open({}, world.link, async (blank) => {
      await withClock(blank);
      await withSight('visible')(blank);
    });
    await watched();
    for (const [hiddenMs, opened] of [
      [19_000, 1],
      [21_000, 2],
    ] as const) {
      const back = count('back');
      await turnSight(page, 'hide-now');
      await page.clock.fastForward(hiddenMs);
      await turnSight(page, 'show-now');
      await expect.poll(() => count('back'), patience).toBe(back + 1);
      await expect.poll(streams, patience).toBe(opened);
      await watched();
    }
  });
});

describe('a server that refuses reports', () => {
  it('is asked once a minute, and is not called a lost connection', async () => {
    world.bench.door.view = doorViews.waiting;
    const asked = { reports: 0, streams: 0 };
    const page = await world.open({}, world.link, async (blank) => {
      await withClock(blank);
      await blank.route('**/events', () => void (asked.streams += 1));
    });
    await expect.poll(() => world.reports(), patience).toEqual(['open']);
    await page.route('**/report', async (route) => {
      asked.reports += 1;
      await route.fulfill({ status: 429, headers: { 'retry-after': '70' }, json: { state: 'failed' } });
    });
    const answered = page.waitForResponse('**/report');
    await page.clock.fastForward(5_000);
    await (await answered).finished();
    // Whatever was answered before has been read when this is.
    await page.evaluate(() => fetch('/robots.txt'));
    await page.clock.fastForward(60_000);
    await page.evaluate(() => fetch('/robots.txt'));
    expect(asked.reports).toBe(1);
    expect(await page.getByRole('status').innerText()).toBe('');
    await page.clock.fastForward(10_000);
    await expect.poll(() => asked.reports, patience).toBe(2);
    expect(asked.streams).toBe(1);
  });
});

describe('without a stream', () => {
  it('the page asks every five seconds, and is let in', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open({}, world.link, async (blank) => {
      await withoutStream(blank);
      await withClock(blank);
    });
    await expect.poll(() => world.reports(), patience).toEqual(['open']);
    for (const asked of [1, 2, 3]) {
      await page.clock.fastForward(5_000);
      await expect.poll(() => count('here'), patience).toBe(asked);
    }
    world.letIn();
    await page.clock.fastForward(5_000);
    await isInTheCall(page);
    expect(world.bench.door.asked('watch')).toEqual([]);
  });

  it('a stream is tried again when the page is looked at', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open({}, world.link, async (blank) => {
      await withoutStream(blank);
      await withClock(blank);
      await withSight('visible')(blank);
    });
    await expect.poll(() => world.reports(), patience).toEqual(['open']);
    await page.clock.fastForward(5_000);
    await expect.poll(() => count('here'), patience).toBe(1);
    await page.unroute('**/events');
    await turnSight(page, 'hide-now');
    await turnSight(page, 'show-now');
    await watched();
  });

  it('and without a connection it says so and keeps asking', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open({}, world.link, withoutStream);
    await page.context().setOffline(true);
    await said(page, en['waiting-offline']);
    world.letIn();
    await page.context().setOffline(false);
    await isInTheCall(page);
  });
});

describe('sight', () => {
  it('a page that nobody sees says nothing and asks nothing', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open({}, world.link, async (blank) => {
      await withClock(blank);
      await withSight('hidden')(blank);
    });
    await page.clock.fastForward(120_000);
    expect(world.bench.door.calls.filter(({ kind }) => kind !== 'look')).toEqual([]);
    await turnSight(page, 'show-now');
    await expect.poll(() => world.reports(), patience).toEqual(['open']);
    await watched();
  });

  it('hidden, then every thirty seconds, then back', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open({}, world.link, async (blank) => {
      await withClock(blank);
      await withSight('visible')(blank);
    });
    await watched();
    await turnSight(page, 'hide-now');
    await expect.poll(() => world.reports(), patience).toEqual(['open', 'hidden']);
    await page.clock.fastForward(30_000);
    await expect.poll(() => world.reports(), patience).toEqual(['open', 'hidden', 'hidden']);
    await turnSight(page, 'show-now');
    await expect.poll(() => world.reports(), patience).toEqual(['open', 'hidden', 'hidden', 'back']);
  });

  it('let in while hidden: the title says it, and the page goes in when it is looked at', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open({}, world.link, withSight('visible'));
    await watched();
    await turnSight(page, 'hide-now');
    world.letIn();
    await expect.poll(() => page.title(), patience).toBe(en['let-in-title']);
    expect(world.bench.door.presses()).toEqual([]);
    await turnSight(page, 'show-now');
    await isInTheCall(page);
  });

  it('a page that is left says that last', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open();
    await watched();
    await page.goto('about:blank');
    await expect.poll(() => world.reports().at(-1), patience).toBe('leaving');
    await watched(0);
    expect(count('hidden')).toBe(0);
  });

  it('a form shows what another page of this browser brought about', async () => {
    const page = await world.open({}, world.link, withSight('visible'));
    await expect.poll(() => world.reports(), patience).toEqual(['open']);
    await turnSight(page, 'hide-now');
    world.bench.door.view = doorViews.waiting;
    await turnSight(page, 'show-now');
    await heading(page, en['waiting-title']);
  });

  it('a form that is being filled in is left alone', async () => {
    const page = await world.open({}, world.link, withSight('visible'));
    await typeName(page);
    world.bench.door.view = { ...doorViews.form, doctorName: 'Dr. Other' };
    await turnSight(page, 'hide-now');
    await turnSight(page, 'show-now');
    await expect.poll(() => world.reports().at(-1), patience).toBe('back');
    expect(await page.getByRole('textbox').inputValue()).toBe('Anna Smirnova');
  });

  it('each report says when it was made', async () => {
    const page = await world.open({}, world.link, withSight('visible'));
    await expect.poll(() => world.reports(), patience).toEqual(['open']);
    const sent = page.waitForRequest('**/report');
    const before = Date.now();
    await turnSight(page, 'hide-now');
    await turnSight(page, 'show-now');
    const at = Number(new URLSearchParams((await sent).postData() ?? '').get('at'));
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
  });

  it('a lock of the screen that comes too late is given back', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open({}, world.link, async (blank) => {
      await withSight('visible')(blank);
      await blank.addInitScript(() => {
        const lock = { released: false, release: async () => void (lock.released = true) };
        Object.assign(window, { lock });
        const request = () =>
          new Promise((resolve) => {
            document.addEventListener('grant-now', () => resolve(lock), { once: true });
          });
        Object.defineProperty(navigator, 'wakeLock', { value: { request } });
      });
    });
    const released = (): Promise<boolean> =>
      page.evaluate(() => (window as never as { lock: { released: boolean } }).lock.released);
    await watched();
    await turnSight(page, 'hide-now');
    expect(await released()).toBe(false);
    await page.evaluate(() => document.dispatchEvent(new Event('grant-now')));
    await expect.poll(released, patience).toBe(true);
  });

  it('the screen stays on while somebody waits, and after each return', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open({}, world.link, async (blank) => {
      await withSight('visible')(blank);
      await blank.addInitScript(() => {
        const locks = { asked: 0 };
        Object.assign(window, { locks });
        Object.defineProperty(navigator, 'wakeLock', {
          value: {
            async request() {
              locks.asked += 1;
              const lock = { released: false, release: async () => void (lock.released = true) };
              return lock;
            },
          },
        });
      });
    });
    const asked = (): Promise<number> =>
      page.evaluate(() => (window as never as { locks: { asked: number } }).locks.asked);
    await expect.poll(asked, patience).toBe(1);
    await turnSight(page, 'hide-now');
    await turnSight(page, 'show-now');
    await expect.poll(asked, patience).toBe(2);
  });
});
