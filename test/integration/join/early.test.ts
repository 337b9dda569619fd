/** A link that is opened before its time: when to come, in the clinic's time and the phone's, and what changes by itself. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { ok } from '../../../src/shared/result.ts';
import { doorViews } from '../../fixtures/join/scriptedDoor.ts';
import { heading, join, patience, patientWorld, typeName } from './patient.ts';

const en = messages.en.patient;
const world = patientWorld();
const { early } = doorViews;
const hourMs = 3_600_000;
const clinicTime = (at: number): string =>
  new Intl.DateTimeFormat('en', {
    ...{ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    ...{ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
  }).format(at);
const withClock = (page: Page): Promise<void> => page.clock.install();
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

it.each([true, false])(
  'says day and time, and has nothing to press in (JavaScript: %s)',
  async (javaScriptEnabled) => {
    world.bench.door.view = early;
    const page = await world.open({ javaScriptEnabled, timezoneId: here });
    await heading(page, en['early-title']);
    expect(await page.locator('.when').innerText()).toBe(clinicTime(early.startsAt));
    expect(await page.getByText(en.early).isVisible()).toBe(true);
    expect(await page.getByRole('textbox').count()).toBe(0);
    expect(await page.locator('button:visible').allInnerTexts()).toEqual(
      javaScriptEnabled ? [en['camera-try']] : [],
    );
    expect(await page.getByText(en['early-here']).isVisible()).toBe(false);
  },
);

it('tells the time of a phone that goes by another', async () => {
  world.bench.door.view = early;
  const page = await world.open({ timezoneId: 'Asia/Kathmandu' });
  const line = page.getByText(en['early-here']);
  await line.waitFor(patience);
  expect((await line.innerText()).replace(/\s+/g, ' ')).toContain('5:50 PM');
});

it('asks once a minute and not more often, and becomes the form when the time has come', async () => {
  world.bench.door.view = early;
  const page = await world.open({}, undefined, withClock);
  await heading(page, en['early-title']);
  await expect.poll(world.reports, patience).toEqual(['open']);
  await page.clock.runFor(59_000);
  expect(world.reports()).toEqual(['open']);
  expect(world.bench.door.asked('watch')).toEqual([]);
  world.bench.door.view = doorViews.form;
  await page.clock.runFor(1_000);
  await heading(page, en.title);
  expect(world.reports()).toEqual(['open', 'here']);
});

it('that was moved shows the new time and says so', async () => {
  world.bench.door.view = early;
  const page = await world.open({}, undefined, withClock);
  await heading(page, en['early-title']);
  await expect.poll(world.reports, patience).toEqual(['open']);
  expect(await page.getByText(en['early-moved']).isVisible()).toBe(false);
  world.bench.door.view = { ...early, startsAt: early.startsAt + hourMs };
  await page.clock.runFor(60_000);
  await page.locator('main').getByText(en['early-moved']).waitFor(patience);
  expect(await page.locator('.when').innerText()).toBe(clinicTime(early.startsAt + hourMs));
  expect(await page.getByText(clinicTime(early.startsAt)).count()).toBe(0);
  expect(await page.getByRole('status').innerText()).toBe(en['early-moved']);
});

it('whose doctor is late says so by itself, and does not call it moved', async () => {
  world.bench.door.view = early;
  const page = await world.open({}, undefined, withClock);
  await expect.poll(world.reports, patience).toEqual(['open']);
  world.bench.door.view = { ...early, lateMinutes: 20 };
  await page.clock.runFor(60_000);
  await page.getByText('The doctor is running about 20 minutes late.').waitFor(patience);
  expect(await page.locator('.when').innerText()).toBe(clinicTime(early.startsAt));
  expect(await page.getByText(en['early-moved']).isVisible()).toBe(false);
});

it('cancelled: the page says so by itself', async () => {
  world.bench.door.view = early;
  const page = await world.open({}, undefined, withClock);
  await expect.poll(world.reports, patience).toEqual(['open']);
  world.bench.door.view = doorViews.dead;
  await page.clock.runFor(60_000);
  await heading(page, en['dead-title']);
});

it.each([true, false])(
  'a press that comes too early shows when to come (JavaScript: %s)',
  async (javaScriptEnabled) => {
    world.bench.door.answer = ok({ state: 'early' });
    world.bench.door.viewAfterPress = early;
    const page = await world.open({ javaScriptEnabled });
    await typeName(page);
    await join(page);
    await heading(page, en['early-title']);
    expect(await page.getByRole('alert').count()).toBe(0);
  },
);

it('all places taken: the number in the queue, and each change of it is said', async () => {
  const queued = { ...doorViews.waiting, queue: 2 } as const;
  world.bench.door.view = queued;
  const page = await world.open();
  const text = (place: number): string => en['waiting-queue'].replace('{{count}}', String(place));
  await page.locator('main').getByText(text(2)).waitFor(patience);
  await expect.poll(() => world.bench.door.watching(), patience).toBe(1);
  world.bench.door.show({ ...queued, queue: 1 });
  await page.locator('main').getByText(text(1)).waitFor(patience);
  expect(await page.getByRole('status').innerText()).toBe(text(1));
  world.letIn();
  await page.waitForURL(world.callUrl, patience);
});

it('a form that nobody presses says once a minute that it lives, keeps what is typed, and hears of the end', async () => {
  const page = await world.open({}, undefined, withClock);
  await expect.poll(world.reports, patience).toEqual(['open']);
  await typeName(page, 'Anna');
  await page.clock.runFor(60_000);
  await expect.poll(world.reports, patience).toEqual(['open', 'here']);
  expect(await page.getByRole('textbox').inputValue()).toBe('Anna');
  expect(world.bench.door.asked('watch')).toEqual([]);
  world.bench.door.view = doorViews.dead;
  await page.clock.runFor(60_000);
  await heading(page, en['dead-title']);
});
