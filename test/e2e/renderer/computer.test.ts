/** What the desktop's page makes of its computer: an address that calls it, a refused camera, start and newer versions. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { FakeDesk, okay } from '../../fixtures/fakeDesk.ts';
import { visitView } from '../../fixtures/views.ts';
import { button, card, deskWorld, expectClean, openDesk, patience } from './support.ts';

const world = deskWorld();

function deskWith(...visits: ReturnType<typeof visitView>[]): FakeDesk {
  const desk = new FakeDesk();
  desk.shell = 'desktop';
  desk.visits = visits;
  return desk;
}
const embedded = { kind: 'embedded', entry: 'named-guest', url: null } as const;
const open = (desk: FakeDesk) => openDesk(world.browser, world.site, { desk });
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('[data-visit]')?.getAttribute('data-visit') ?? '');

describe('an address that calls the desk', () => {
  it('brings forward what it names, makes nothing, and says what to do', async () => {
    const desk = deskWith(visitView('a', 'not-opened'), visitView('b', 'not-opened'));
    desk.link = { kind: 'open', visitId: 'b' };
    const { page } = await open(desk);
    await card(page, 'b').waitFor(patience);
    await expect.poll(() => focused(page), patience).toBe('b');

    await button(page, 'Settings').click();
    desk.link = { kind: 'new' };
    desk.emit('shell:linked', {});
    const sentence = page.getByRole('status').filter({ hasText: 'Nothing is made yet' });
    await sentence.waitFor(patience);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('New visit');
    expect(desk.inputsOf('visits:create')).toEqual([]);
    expect(desk.inputsOf('call:enter')).toEqual([]);
    await button(page, 'Got it').click();
    expect(await sentence.count()).toBe(0);

    desk.link = { kind: 'open', visitId: 'gone' };
    desk.emit('shell:linked', {});
    await page.getByText('The visit of this address is not on the board').waitFor(patience);
    await expectClean(page);
  });
});

describe('this computer', () => {
  it('tells in the call what the system refuses, and opens its settings by a name alone', async () => {
    const desk = deskWith(visitView('a', 'in-call', { call: embedded }));
    desk.handlers['call:enter'] = () => okay({ url: `${world.site.origin}/call`, partition: 'guest' });
    desk.media = { camera: 'denied', microphone: 'restricted' };
    const { page } = await open(desk);
    await card(page, 'a').locator('[data-join]').click();
    const camera = page.getByRole('alert').filter({ hasText: 'does not let Visit Desk use the camera' });
    await camera.waitFor(patience);
    await page.getByRole('alert').filter({ hasText: 'has forbidden the microphone' }).waitFor(patience);
    expect(await button(page, 'Open the system’s settings').count()).toBe(1);
    await button(page, 'Open the system’s settings').click();
    await expect.poll(() => desk.inputsOf('shell:mediaSettings'), patience).toEqual([{ kind: 'camera' }]);
    // The person comes back from there.
    desk.media = { camera: 'allowed', microphone: 'restricted' };
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await camera.waitFor({ state: 'detached', ...patience });
  });

  it('is started with it or not, and looks for newer versions or not, by two switches', async () => {
    const desk = deskWith(visitView('a', 'not-opened'));
    desk.updates = { phase: 'ready', version: '1.2.0' };
    const { page } = await open(desk);
    await page.getByText('Version 1.2.0 of Visit Desk is here').waitFor(patience);
    await button(page, 'Install when closed').click();
    await page.getByText('Version 1.2.0 of Visit Desk is here').waitFor({ state: 'detached', ...patience });
    await button(page, 'Settings').click();
    await page.getByRole('link', { name: 'Language' }).click();
    const start = page.getByRole('switch', { name: 'Start with the computer, hidden' });
    await start.click();
    await expect.poll(() => desk.inputsOf('shell:setAutostart'), patience).toEqual([{ on: true }]);
    await page.locator('.panel').getByRole('switch', { checked: true }).nth(1).waitFor(patience);
    expect(await start.isChecked()).toBe(true);
    await button(page, 'Not this time').click();
    await button(page, 'Install when closed').waitFor(patience);
    await page.getByRole('switch', { name: 'Look for newer versions' }).click();
    await expect
      .poll(() => desk.inputsOf('settings:save'), patience)
      .toEqual([{ sections: { updates: { check: false, address: '' } }, linksMayDie: false }]);
    await expectClean(page);
  });

  it('stands among the choices of this computer where the settings are the clinic’s', async () => {
    const desk = deskWith(visitView('a', 'not-opened'));
    desk.you = { name: 'Maria Petrova', role: 'doctor' };
    desk.clinic = { address: 'https://desk.clinic.example', locked: false, connection: 'up' };
    desk.link = { kind: 'open', visitId: 'a' };
    const { page } = await openDesk(world.browser, world.site, { desk, path: '/?clinic' });
    await expect.poll(() => focused(page), patience).toBe('a');
    await page.getByRole('button', { name: /^Alerts and privacy/ }).click();
    await page.getByRole('dialog').getByRole('switch', { name: 'Start with the computer, hidden' }).click();
    await expect.poll(() => desk.inputsOf('shell:setAutostart'), patience).toEqual([{ on: true }]);
    await expectClean(page);
  });
});
