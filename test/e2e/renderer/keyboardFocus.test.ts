/** Where the next key is expected, and what stands out as the next thing to do. A scripted core. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { VisitView } from '../../../src/shared/ipc/contract.ts';
import { FakeDesk, okay } from '../../fixtures/fakeDesk.ts';
import { personView, visitView } from '../../fixtures/views.ts';
import { button, card, deskWorld, expectClean, openDesk, patience } from './support.ts';

const world = deskWorld();
const inApp = { kind: 'app', entry: 'trueconf-app', url: null } as const;

const waits = (id: string, name: string): VisitView =>
  visitView(id, 'waiting', {
    label: name,
    call: inApp,
    persons: [personView(`${id}-p`, name, 'waiting', Date.now())],
  });

/** What has the focus: a card by its visit, anything else by its class. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element instanceof HTMLElement ? (element.dataset['visit'] ?? element.className) : '';
  });
const isAt = (page: Page, where: string): Promise<void> =>
  expect.poll(() => focused(page), patience).toBe(where);

describe('the focus', () => {
  it('goes to a visit that was made by a key, unless it was taken elsewhere meanwhile', async () => {
    const desk = new FakeDesk();
    desk.visits = [visitView('first', 'not-opened'), visitView('second', 'not-opened')];
    const create = desk.handlers['visits:create'];
    const { page } = await openDesk(world.browser, world.site, { desk });
    await card(page, 'first').waitFor();
    await page.keyboard.press('n');
    await isAt(page, 'new1');
    await page.keyboard.press('p');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Plan the visit' }).press('Enter');
    await isAt(page, 'new2');
    const held = Promise.withResolvers<void>();
    desk.handlers['visits:create'] = (input) => held.promise.then(() => create(input));
    await page.keyboard.press('n');
    await page.keyboard.press('Home');
    const before = await focused(page);
    expect(before).not.toBe('new2');
    held.resolve();
    await card(page, 'new3').getByText('The link is on the clipboard.').waitFor(patience);
    await isAt(page, before);
    // Whoever points has the pointer where the next click is.
    await button(page, 'New visit').click();
    await card(page, 'new4').getByText('The link is on the clipboard.').waitFor(patience);
    expect(await focused(page)).toContain('new-visit');
  });

  it('goes with its card to another group, once nobody aims at it', async () => {
    const desk = new FakeDesk();
    desk.visits = [visitView('a', 'not-opened'), visitView('b', 'not-opened')];
    const { page } = await openDesk(world.browser, world.site, { desk });
    await card(page, 'b').waitFor();
    await page.keyboard.press('End');
    const id = await focused(page);
    desk.patch(id, { stage: { word: 'waiting', tone: 'ask', since: Date.now() } });
    await expect.poll(() => page.locator('.group').first().locator('[data-visit]').count(), patience).toBe(1);
    await isAt(page, id);
    expect(await card(page, id).getAttribute('data-current')).toBe('');
  });
});

describe('what stands out', () => {
  it('is what comes next, and never what cannot be had back', async () => {
    const desk = new FakeDesk();
    const now = Date.now();
    desk.visits = [
      visitView('a', 'in-call', { call: inApp, persons: [personView('a-p', 'Olga', 'in-call', now)] }),
      waits('b', 'Petr'),
    ];
    desk.handlers['call:enter'] = () => okay({ url: null, partition: '' });
    const { page } = await openDesk(world.browser, world.site, { desk, colorScheme: 'dark' });
    const join = card(page, 'a').locator('[data-join]');
    await join.waitFor();
    expect(await join.getAttribute('class')).toContain('main');
    await page.keyboard.press('End');
    await page.keyboard.press('j');
    await isAt(page, 'call away');
    expect(await card(page, 'a').getAttribute('data-current')).toBe('');
    expect(await join.getAttribute('class')).not.toContain('main');
    const next = button(page, 'End and next');
    expect(await next.getAttribute('class')).toContain('next');
    await page.keyboard.press('e');
    const yes = page.getByRole('dialog').getByRole('button', { name: 'End for everybody' });
    expect(await yes.getAttribute('class')).toContain('danger');
    await expectClean(page);
    await page.keyboard.press('Escape');
    await isAt(page, 'call away');
    desk.patch('b', { persons: [], stage: { word: 'not-opened', tone: 'quiet', since: now } });
    await expect.poll(() => next.getAttribute('class'), patience).not.toContain('next');
  });

  it('no word of the clipboard stays once somebody has come by the link', async () => {
    const desk = new FakeDesk();
    desk.visits = [visitView('a', 'not-opened')];
    const { page } = await openDesk(world.browser, world.site, { desk });
    const said = page.getByText('The link is on the clipboard.');
    await card(page, 'a').waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('c');
    await said.waitFor(patience);
    desk.change(waits('a', 'Olga'));
    await said.waitFor({ state: 'detached', ...patience });
    await page.keyboard.press('c');
    await said.waitFor(patience);
    await page.keyboard.press('n');
    await card(page, 'new1').getByText('The link is on the clipboard.').waitFor(patience);
    desk.change(waits('new1', 'Petr'));
    await expect.poll(() => card(page, 'new1').getByText('The link is on').count(), patience).toBe(0);
  });
});
