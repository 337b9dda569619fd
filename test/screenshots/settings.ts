/** Pictures of the settings: each section, with what is tried in it. */
import { messages } from '../../src/shared/i18n/messages.ts';
import type { Desk } from './desk.ts';

const sections = ['doctors', 'visits', 'clinic', 'messages', 'privacy', 'app'] as const;

export async function takeSettings(desk: Desk): Promise<void> {
  const { page, look } = desk;
  const { board, settings } = messages[look.language];
  await page.getByRole('button', { name: board.settings }).click();
  await page.getByRole('button', { name: settings['test-connection'] }).click();
  await page.getByText(settings['stage-roster']).waitFor();
  await desk.shot('settings');
  for (const section of sections) {
    await show(desk, section);
    await desk.shot(`settings-${section}`);
  }
  await takeReach(desk);
  await takeRehearsal(desk);
  await takeSearch(desk);
}

async function show({ page, look }: Desk, section: (typeof sections)[number] | 'join' | 'diagnostics') {
  const { settings } = messages[look.language];
  const name = settings[`section-${section}`];
  await page.getByRole('navigation').getByRole('link', { name }).click();
  await page.getByRole('heading', { name, exact: true }).first().waitFor();
}

async function takeReach(desk: Desk): Promise<void> {
  const { page, look } = desk;
  const { reach } = messages[look.language];
  await show(desk, 'join');
  await desk.shot('settings-join');
  await page.getByRole('button', { name: reach['test-start'] }).click();
  const code = page.getByRole('img', { name: reach['test-qr'] });
  await code.waitFor();
  await code.scrollIntoViewIfNeeded();
  await desk.shot('phone-test');
  await page.getByRole('button', { name: reach['test-stop'] }).click();
  await code.waitFor({ state: 'detached' });
}

async function takeRehearsal(desk: Desk): Promise<void> {
  const { page, look } = desk;
  const { rehearsal } = messages[look.language];
  await show(desk, 'diagnostics');
  await page.getByRole('button', { name: rehearsal.play, exact: true }).click();
  await page.getByRole('button', { name: rehearsal['play-again'] }).waitFor();
  await desk.shot('rehearsal');
}

/** A word that people use, and not the one on the field. */
async function takeSearch(desk: Desk): Promise<void> {
  const { page, look } = desk;
  const { settingFields } = messages[look.language];
  await page.keyboard.press('/');
  const field = page.getByRole('combobox', { name: settingFields.find });
  await field.fill(look.language === 'en' ? 'ssl' : 'сертификат');
  await page.getByRole('option').first().waitFor();
  await desk.shot('settings-search');
  await page.keyboard.press('Escape');
}
