/** What the doctor does while somebody waits, as the page in a real browser shows it. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { doorViews } from '../../fixtures/join/scriptedDoor.ts';
import { heading, patience, patientWorld, typeName } from './patient.ts';

const en = messages.en.patient;
const world = patientWorld();
const isInTheCall = (page: Page): Promise<void> => page.waitForURL(world.callUrl, patience);
const watched = (): Promise<void> => expect.poll(() => world.bench.door.watching(), patience).toBe(1);
const said = (page: Page, text: string): Promise<void> =>
  expect.poll(() => page.getByRole('status').innerText(), patience).toBe(text);
const withClock = (page: Page): Promise<void> => page.clock.install();

describe('what the doctor does', () => {
  it('a message is shown with its time and read out; the rest of the page stays as it is', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open();
    await watched();
    const main = await page.locator('main').elementHandle(patience);
    const at = new Date(2026, 0, 1, 12, 5).getTime();
    world.bench.door.show({ ...doorViews.waiting, message: { kind: 'minutes', minutes: 10, at } });
    await page.getByText('The doctor needs about 10 more minutes.').first().waitFor(patience);
    await expect.poll(() => page.getByRole('status').innerText(), patience).toContain('10 more minutes');
    expect(await page.locator('main small').innerText()).toMatch(/^Sent at 12:05/);
    world.bench.door.show({ ...doorViews.waiting, message: { kind: 'text', text: '<b>Soon</b> שלום', at } });
    await page.locator('main q', { hasText: '<b>Soon</b> שלום' }).waitFor(patience);
    await expect.poll(() => page.getByRole('status').innerText(), patience).toContain('The doctor says:');
    world.bench.door.show(doorViews.waiting);
    await expect.poll(() => page.locator('main .message').count(), patience).toBe(0);
    expect(await page.evaluate((element) => element === document.querySelector('main'), main)).toBe(true);
  });

  it('a message can be read without a script', async () => {
    world.bench.door.view = { ...doorViews.waiting, message: { kind: 'minutes', minutes: 21, at: 0 } };
    const page = await world.open({ javaScriptEnabled: false, locale: 'ru-RU' });
    await page.getByText('Врачу нужна примерно 21 минута.').waitFor(patience);
  });

  it('declined, and let in after all', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open();
    await watched();
    const looked = page.waitForRequest(world.link);
    world.bench.door.show(doorViews.declined);
    expect((await looked).headers()).toMatchObject({ 'x-page': 'script' });
    await heading(page, en['declined-title']);
    await said(page, en.declined);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    world.letIn();
    await page.getByRole('button', { name: 'Go in' }).click(patience);
    await isInTheCall(page);
  });

  it('ends the visit under the button that leads in', async () => {
    world.bench.door.view = doorViews['let-in'];
    const page = await world.open();
    await watched();
    world.bench.door.show(doorViews.thanks);
    await heading(page, en['thanks-title']);
    await said(page, en.thanks);
  });

  it('a link that dies is announced too', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open();
    await watched();
    world.bench.door.show(doorViews.dead);
    await heading(page, en['dead-title']);
    await said(page, en.dead);
  });

  it('a failure on the way leaves the page as it is, says so, and is tried again', async () => {
    world.bench.door.view = doorViews.waiting;
    const page = await world.open({}, world.link, withClock);
    await watched();
    await page.route(world.link, (route) => route.fulfill({ status: 502, body: '<main data-state="dead">' }));
    world.bench.door.show(doorViews.declined);
    await said(page, en['failed-offline']);
    await heading(page, en['waiting-title']);
    await page.unroute(world.link);
    await page.clock.fastForward(12_000);
    await heading(page, en['declined-title']);
    await said(page, en.declined);
  });

  it('lets in who pressed just before the line broke: the page goes in without a second press', async () => {
    const page = await world.open({}, world.link, withClock);
    await typeName(page);
    await page.route(world.link, (route) => route.abort());
    world.mustWait();
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await said(page, en['failed-offline']);
    await page.unroute(world.link);
    world.letIn();
    await isInTheCall(page);
  });
});
