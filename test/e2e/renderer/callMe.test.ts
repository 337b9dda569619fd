/** Who asks to be called: each cry with its reason and its own "Called", on a live visit and on one that failed. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { VisitView } from '../../../src/shared/ipc/contract.ts';
import { FakeDesk } from '../../fixtures/fakeDesk.ts';
import { personView, visitView } from '../../fixtures/views.ts';
import { deskWorld, patience, openDesk } from './support.ts';

const world = deskWorld();

const card = (page: Page) => page.locator('[data-visit=a]');
const status = (page: Page) => card(page).getByRole('status');
const line = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });
const called = { name: 'Called', exact: true };
const colour = (page: Page) => card(page).evaluate((element) => getComputedStyle(element).backgroundColor);

const now = Date.now();
const anna = () =>
  personView('p1', 'Anna', 'waiting', now - 60_000, { callMe: { reason: 'no-seat', at: now - 50_000 } });
const ivan = () =>
  personView('p2', 'Ivan', 'declined', now - 40_000, { callMe: { reason: 'declined', at: now - 30_000 } });
const unnamed = { reason: 'browser', at: now - 20_000 } as const;

function asking(part: Partial<VisitView>): FakeDesk {
  const desk = new FakeDesk();
  const stage = { word: 'call-me', tone: 'alarm', since: now - 50_000 } as const;
  desk.visits = [visitView('a', 'call-me', { stage, ...part })];
  return desk;
}

describe('one person who asks', () => {
  it('turns the card red, with the reason and the own stage on the line, until the doctor has called', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: asking({ persons: [anna()] }) });
    await page.getByRole('region', { name: 'Needs you' }).getByRole('article').waitFor(patience);
    const red = await colour(page);
    expect(await status(page).textContent()).toBe('Asks for a call');
    await line(page, 'Anna').getByText('Waiting', { exact: true }).waitFor();
    await line(page, 'Anna').getByText('There was no free place in the call.').waitFor();
    // The stage tells the time already.
    expect(await line(page, 'Anna').locator('.call-me-row time').count()).toBe(0);
    await line(page, 'Anna').getByRole('button', called).click();
    await expect.poll(() => status(page).textContent(), patience).toBe('Waiting');
    expect(desk.inputsOf('visits:callDone')).toEqual([{ visitId: 'a', personId: 'p1' }]);
    expect(await page.getByRole('button', called).count()).toBe(0);
    expect(await colour(page)).not.toBe(red);
  });
});

describe('somebody who has not pressed', () => {
  it('asks on the card itself', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: asking({ callMe: unnamed }) });
    await card(page).getByText('The browser cannot carry the call.', { exact: true }).waitFor(patience);
    await card(page).getByRole('button', called).click();
    await expect.poll(() => status(page).textContent(), patience).toBe('Page open');
    expect(desk.inputsOf('visits:callDone')).toEqual([{ visitId: 'a', personId: null }]);
  });
});

describe('several who ask', () => {
  it('are all seen, each with reason, time and button, and done one by one', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, {
      desk: asking({ callMe: unnamed, persons: [anna(), ivan()] }),
    });
    await line(page, 'Anna').getByText('There was no free place in the call.').waitFor(patience);
    await line(page, 'Ivan').getByText('Was declined, and asks to be called.').waitFor();
    await card(page)
      .getByText('Has not pressed the button yet: The browser cannot carry the call.')
      .waitFor();
    const times = await card(page).locator('.call-me-row time').allTextContents();
    expect(times).toHaveLength(3);
    for (const time of times) expect(time).toMatch(/^\d+:\d\d$/);
    for (const name of ['Anna', 'Ivan']) {
      const describing = await line(page, name).getByRole('button', called).getAttribute('aria-describedby');
      expect(await page.locator(`[id="${describing}"]`).textContent()).toBe(name);
    }
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    const left = () => page.getByRole('button', called).count();
    await line(page, 'Ivan').getByRole('button', called).click();
    await expect.poll(left, patience).toBe(2);
    expect(await status(page).textContent()).toBe('Asks for a call');
    await line(page, 'Anna').getByText('There was no free place in the call.').waitFor();
    await line(page, 'Anna').getByRole('button', called).click();
    await expect.poll(left, patience).toBe(1);
    expect(await status(page).textContent()).toBe('Asks for a call');
    await page.getByRole('button', called).click();
    await expect.poll(() => status(page).textContent(), patience).toBe('Waiting');
    expect(desk.inputsOf('visits:callDone')).toEqual(
      ['p2', 'p1', null].map((personId) => ({ visitId: 'a', personId })),
    );
  });
});

describe('on a visit that failed', () => {
  it('whoever asks is seen and done, and nobody can be let in', async () => {
    const failure = { code: 'timeout', retryable: true } as const;
    const stage = { word: 'failed', tone: 'alarm', since: now } as const;
    const persons = [anna(), personView('p3', 'Olga', 'waiting', now)];
    const { page, desk } = await openDesk(world.browser, world.site, {
      desk: asking({ phase: 'failed', stage, failure, callMe: unnamed, persons }),
    });
    await line(page, 'Anna').getByText('There was no free place in the call.').waitFor(patience);
    const red = await colour(page);
    await line(page, 'Olga').getByText('Waiting', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: /^Let in/ }).count()).toBe(0);
    expect(await page.getByRole('checkbox').count()).toBe(0);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await line(page, 'Anna').getByRole('button', called).click();
    await expect.poll(() => page.getByRole('button', called).count(), patience).toBe(1);
    await page.getByRole('button', called).click();
    await expect.poll(() => colour(page), patience).not.toBe(red);
    expect(await status(page).textContent()).toBe('Not made');
    expect(desk.inputsOf('visits:callDone')).toEqual([
      { visitId: 'a', personId: 'p1' },
      { visitId: 'a', personId: null },
    ]);
    await page.getByRole('button', { name: 'Try again' }).waitFor();
  });
});
