/** The doctor's call beside the board, in a real browser, with a scripted core. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { FakeDesk, okay } from '../../fixtures/fakeDesk.ts';
import { personView, settingsView, visitView } from '../../fixtures/views.ts';
import { deskWorld, button, patience, openDesk } from './support.ts';
import { serverSettings } from '../../fixtures/serverSettings.ts';

const world = deskWorld();

describe('the call', () => {
  const embedded = { kind: 'embedded', entry: 'named-guest', url: null } as const;
  const inCall = (id: string) => visitView(id, 'in-call', { label: `Visit ${id}`, call: embedded });

  function scene() {
    const desk = new FakeDesk();
    const callUrl = `${world.site.origin.replace('127.0.0.1', 'localhost')}/call`;
    desk.settings = settingsView({
      values: {
        ...desk.settings.values,
        server: serverSettings(new URL(callUrl).origin, 'x'),
      },
    });
    desk.visits = [inCall('a'), inCall('b')];
    desk.handlers['call:enter'] = ({ visitId }) => okay({ url: `${callUrl}?${visitId}`, partition: 'guest' });
    return desk;
  }
  const join = (page: Page, id: string) =>
    page.locator(`[data-visit=${id}]`).getByRole('button', { name: 'Join the call' }).click();

  it('opens beside the board, without a referrer, with camera and microphone', async () => {
    const { page } = await openDesk(world.browser, world.site, { desk: scene() });
    await join(page, 'a');
    const frame = page.locator('iframe');
    await page.frameLocator('iframe').getByText('the call').waitFor(patience);
    expect(await frame.getAttribute('allow')).toMatch(/^camera; microphone; autoplay; fullscreen/);
    expect(await frame.getAttribute('referrerpolicy')).toBe('no-referrer');
    expect(await page.locator('[data-visit=a]').getByText('You are in this call').count()).toBe(1);
  });

  it('asks before one call is left for another', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: scene() });
    await join(page, 'a');
    await page.locator('iframe').waitFor();
    await join(page, 'b');
    await button(page, 'Stay here').click();
    expect(desk.inputsOf('call:leave')).toEqual([]);
    await join(page, 'b');
    await button(page, 'Leave and join').click();
    await page.locator('iframe[src$="?b"]').waitFor(patience);
    expect(desk.inputsOf('call:leave')).toEqual([{ visitId: 'a' }]);
  });

  it('is left by its own message, and by nobody else’s', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: scene() });
    await join(page, 'a');
    await page.frameLocator('iframe').getByText('the call').waitFor(patience);
    await page.evaluate(() => window.postMessage({ type: 'logout' }, '*'));
    await page.frameLocator('iframe').getByText('the call').waitFor();
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    expect(await page.locator('iframe').count()).toBe(1);
    const frame = page.frames().find((each) => each.url().includes('/call'));
    await frame?.evaluate(() => window.parent.postMessage({ type: 'logout' }, '*'));
    await expect.poll(() => page.locator('iframe').count(), patience).toBe(0);
    expect(desk.inputsOf('call:leave')).toEqual([{ visitId: 'a' }]);
  });

  it('goes when the visit is ended, from the bar or from elsewhere', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: scene() });
    await join(page, 'a');
    await button(page, 'End this visit').click();
    await expect.poll(() => page.locator('iframe').count(), patience).toBe(0);
    expect(desk.visit('a').phase).toBe('closed');
  });

  it('is ended for everybody only after a question while somebody is in it, whoever clicks twice, too', async () => {
    const desk = scene();
    desk.visits = [{ ...inCall('a'), persons: [personView('p', 'Anna', 'in-call', Date.now())] }];
    const { page } = await openDesk(world.browser, world.site, { desk });
    await join(page, 'a');
    // The second click falls beside the question, and does not close it.
    await button(page, 'End this visit').dblclick();
    await page.getByRole('dialog').getByText('In the call now: Anna.').waitFor(patience);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await button(page, 'Keep it going').click();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('End this visit');
    expect(desk.inputsOf('visits:end')).toEqual([]);
    await button(page, 'End this visit').click();
    await button(page, 'End for everybody').click();
    await expect.poll(() => page.locator('iframe').count(), patience).toBe(0);
    expect(desk.visit('a').phase).toBe('closed');
  });

  it('goes on behind the settings', async () => {
    const { page } = await openDesk(world.browser, world.site, { desk: scene() });
    await join(page, 'a');
    await page.frameLocator('iframe').getByText('the call').waitFor(patience);
    await page.frames()[1]?.evaluate(() => document.body.append('still here'));
    await button(page, 'Settings').click();
    await button(page, 'Back to the board').click();
    await page.frameLocator('iframe').getByText('still here').waitFor(patience);
  });

  it('is in a tab for the own account, and the click starts it on the server', async () => {
    const desk = new FakeDesk();
    const url = `${world.site.origin}/call`;
    desk.visits = [visitView('a', 'in-call', { call: { kind: 'tab', entry: 'own-account', url } })];
    const { page } = await openDesk(world.browser, world.site, { desk });
    const tab = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'Join the call' }).click();
    expect((await tab).url()).toBe(url);
    await expect.poll(() => desk.inputsOf('call:enter'), patience).toEqual([{ visitId: 'a' }]);
  });
});

describe('after the server’s address has changed', () => {
  it('loads the page again, because its policy frames the former server only, and joins by itself', async () => {
    const desk = new FakeDesk();
    const callUrl = `${world.site.origin.replace('127.0.0.1', 'localhost')}/call`;
    const { values } = desk.settings;
    desk.visits = [
      visitView('a', 'in-call', { call: { kind: 'embedded', entry: 'named-guest', url: null } }),
    ];
    desk.handlers['call:enter'] = () => okay({ url: callUrl, partition: 'guest' });
    const { page } = await openDesk(world.browser, world.site, { desk });
    await page.getByRole('article').waitFor(patience);
    const server = serverSettings(new URL(callUrl).origin, 'x');
    desk.setSettings({ values: { ...values, server } });
    await button(page, 'Join the call').click();
    await page.frameLocator('iframe').getByText('the call').waitFor(patience);
    expect(desk.inputsOf('app:info')).toHaveLength(2);
    expect(desk.inputsOf('call:enter')).toHaveLength(2);
  });
});
