/** The rehearsal on the screen, in a real browser, with a scripted core. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { rehearsalStages, type Rehearsal, type RehearsalStage } from '../../../src/shared/ipc/rehearsal.ts';
import { appError } from '../../../src/shared/errors.ts';
import { serverSettings } from '../../fixtures/serverSettings.ts';
import { FakeDesk, okay } from '../../fixtures/fakeDesk.ts';
import { button, deskWorld, expectClean, openDesk, patience } from './support.ts';

const world = deskWorld();

const startedAt = new Date(2026, 10, 25, 6, 12).getTime();
const passed = (stage: RehearsalStage['stage'], change: Partial<RehearsalStage> = {}): RehearsalStage => ({
  ...{ stage, outcome: 'passed', ms: 40, error: null, note: null, facts: {} },
  ...change,
});
const begun: Rehearsal = {
  ...{ id: 'r1', by: 'hand', startedAt, endedAt: null, result: null },
  ...{ ending: false, current: 'settings', stages: [] },
};
/** What a screen may have to show at once. */
const found: readonly RehearsalStage[] = rehearsalStages.map((stage) => {
  if (stage === 'certificate')
    return passed(stage, { note: 'ends-soon', facts: { validTo: startedAt + 9e8 } });
  if (stage === 'guest')
    return passed(stage, { outcome: 'failed', ms: 1_240, error: appError('no-web-client') });
  if (stage === 'page') return passed(stage, { note: 'answers-network', facts: { host: '10.0.4.17' } });
  if (stage === 'phones') return passed(stage, { outcome: 'unknown', note: 'clinic-ca' });
  if (stage === 'frame') return passed(stage, { outcome: 'not-tried', note: 'navigates', ms: 0 });
  return passed(stage);
});

async function openPanel(
  desk: FakeDesk,
  options: BrowserContextOptions = {},
  words = ['Settings', 'Diagnostics'],
) {
  const opened = await openDesk(world.browser, world.site, { desk, ...options });
  await button(opened.page, words[0] ?? '').click();
  await opened.page.getByRole('link', { name: words[1] ?? '', exact: true }).click();
  const panel = opened.page.locator('.rehearsal');
  await panel.waitFor(patience);
  return { ...opened, panel };
}

const lines = (page: Page) => page.locator('.rehearsal-stages > li');

describe('a rehearsal', () => {
  it('is played by keyboard, appears stage by stage, and says what failed and why', async () => {
    const desk = new FakeDesk();
    desk.handlers['rehearsal:start'] = () => {
      desk.setRehearsal({ run: begun });
      return okay(desk.rehearsal);
    };
    const { page, panel } = await openPanel(desk);
    await panel.getByText('No rehearsal has been played yet.').waitFor();
    await button(page, 'Play a rehearsal').focus();
    await page.keyboard.press('Enter');
    await lines(page).getByText('Under way').waitFor(patience);
    expect(await button(page, 'Play a rehearsal').getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Enter');
    for (const [index, stage] of rehearsalStages.entries()) {
      desk.setRehearsal({ run: { ...begun, current: stage, stages: found.slice(0, index) } });
      await page.locator(`li[data-stage=${stage}]`).waitFor(patience);
    }
    expect(desk.inputsOf('rehearsal:start')).toEqual([{}]);
    await expectClean(page);
    desk.setRehearsal({
      run: { ...begun, current: null, result: 'failed', endedAt: startedAt + 3_000, stages: [...found] },
    });
    await panel
      .getByRole('status')
      .getByText('Something does not work. Place for a guest offered.')
      .waitFor(patience);
    expect(await lines(page).count()).toBe(rehearsalStages.length);
    const guest = page.locator('li[data-stage=guest]');
    for (const words of ['Failed', '1.2 s', 'no free guest place', 'no-web-client'])
      await guest.getByText(words).waitFor();
    await page.locator('li[data-stage=phones]').getByText('Could not be told').waitFor();
    await expectClean(page);
  });

  it('is cancelled, and the focus is not lost when that button goes', async () => {
    const desk = new FakeDesk();
    desk.rehearsal = { ...desk.rehearsal, run: { ...begun, current: 'run', stages: found.slice(0, 10) } };
    desk.handlers['rehearsal:cancel'] = () => {
      desk.setRehearsal({ run: { ...begun, current: 'stop', ending: true, stages: found.slice(0, 10) } });
      return okay(desk.rehearsal);
    };
    const { page, panel } = await openPanel(desk);
    await button(page, 'Cancel').focus();
    await page.keyboard.press('Enter');
    await button(page, 'Cleaning up…').waitFor(patience);
    desk.setRehearsal({
      run: { ...begun, current: null, result: 'cancelled', endedAt: startedAt, stages: [] },
    });
    await panel.getByText('Cancelled. Nothing is left on the server.').waitFor(patience);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Play it again');
  });

  it('follows the first set-up, where somebody wants that', async () => {
    const desk = new FakeDesk();
    const { values } = desk.settings;
    const server = serverSettings('', '');
    const secret = { ...desk.settings.secret, stored: 'no' } as const;
    desk.settings = {
      ...desk.settings,
      secret,
      values: { ...values, server, doctors: { ...values.doctors, list: [] } },
    };
    desk.status = { ...desk.status, missing: ['server.address', 'credentials.secret'] };
    const save = desk.handlers['credentials:save'];
    desk.handlers['credentials:save'] = (input) => {
      desk.setStatus({ missing: [] });
      return save(input);
    };
    const { page } = await openDesk(world.browser, world.site, { desk });
    const fill = (name: string, text: string) => page.getByRole('textbox', { name, exact: true }).fill(text);
    await fill('Server address', 'video.clinic.example');
    await fill('Client ID', 'id');
    await fill('Client Secret', 's3cret');
    await fill('TrueConf ID', 'petrova');
    await button(page, 'Next').click();
    await button(page, 'Go on without a passed test').click();
    await button(page, 'Finish and play a rehearsal').click();
    await page.locator('.rehearsal').waitFor(patience);
    await expect.poll(() => desk.inputsOf('rehearsal:start')).toEqual([{}]);
    expect(desk.settings.values.server.address).toBe('https://video.clinic.example');
  });

  it('gives its report to the clipboard and to a file', async () => {
    const desk = new FakeDesk();
    desk.rehearsal = {
      ...desk.rehearsal,
      run: { ...begun, current: null, result: 'passed', endedAt: startedAt },
    };
    const { page } = await openPanel(desk);
    await button(page, 'Copy report').click();
    await page.getByText('Report copied').waitFor(patience);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('the report');
    const file = page.waitForEvent('download');
    await button(page, 'Save report').click();
    expect((await file).suggestedFilename()).toBe('visit-desk-rehearsal.txt');
    expect(desk.inputsOf('rehearsal:report')).toEqual([{ language: 'en' }, { language: 'en' }]);
  });
});

describe('one that failed by schedule', () => {
  it('stands above the board until one passes, and leads to where it is mended', async () => {
    const desk = new FakeDesk();
    const { page } = await openDesk(world.browser, world.site, { desk });
    const alarm = { at: startedAt, stage: 'credentials', error: appError('credentials-rejected') } as const;
    desk.setRehearsal({ alarm });
    const banner = page.getByText('The rehearsal of 06:12 failed. The server does not know this Client ID');
    await banner.waitFor(patience);
    await expectClean(page);
    await button(page, 'Open').click();
    await page.locator('.rehearsal').waitFor(patience);
    desk.setRehearsal({ alarm: null });
    await expect.poll(() => banner.count()).toBe(0);
  });

  it('is shown in Russian, in the dark, on a narrow window', async () => {
    const desk = new FakeDesk();
    desk.settings = { ...desk.settings, values: { ...desk.settings.values, app: { language: 'ru' } } };
    desk.rehearsal = {
      ...desk.rehearsal,
      run: {
        ...begun,
        by: 'schedule',
        current: null,
        result: 'failed',
        endedAt: startedAt,
        stages: [...found],
      },
    };
    const options = { colorScheme: 'dark', viewport: { width: 480, height: 900 } } as const;
    const { page, panel } = await openPanel(desk, options, ['Настройки', 'Диагностика']);
    await panel.locator('[data-stage=guest]').getByText('Место для гостя есть').waitFor(patience);
    await expectClean(page);
  });
});

describe('the log and what was left on the server', () => {
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.className ?? '');

  it('are looked at by keyboard, and no button takes the focus with it', async () => {
    const desk = new FakeDesk();
    desk.log = Array.from({ length: 250 }, (_, index) => ({
      ...{ at: startedAt + index, level: 'info', text: `line ${index}` },
    }));
    desk.leftovers = [{ installation: 'visit-desk-0123456789abcdef', conferences: 3, lastAt: startedAt }];
    const { page } = await openPanel(desk);
    await button(page, 'Show the log').press('Enter');
    await page.getByText('line 249').waitFor(patience);
    expect(await focused(page)).toBe('log-lines');
    await button(page, 'Older lines').press('Enter');
    await page.getByText(/line 0$/).waitFor(patience);
    await button(page, 'Older lines').waitFor({ ...patience, state: 'detached' });
    expect(await focused(page)).toBe('log-lines');
    await button(page, 'Look on the server').press('Enter');
    await button(page, 'Delete them').press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete them' }).press('Enter');
    await page.getByText('3 conferences were deleted.').waitFor(patience);
    await button(page, 'Delete them').waitFor({ ...patience, state: 'detached' });
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe('Look on the server');
    await expectClean(page);
  });
});
