/** `npm run demo` as a person sees it: the board in a real browser, under the banner, and one visit made. */
import { chromium } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { findBrowser } from '../../../scripts/findBrowser.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { startVisitDesk } from './visitDesk.ts';

const patience = 60_000;
const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

async function browserPage() {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No Chromium, Chrome or Edge was found. Run: npm run tools');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args: [...quiet, ...sandbox] });
  onTestFinished(() => browser.close());
  return browser.newPage({ locale: 'en-GB' });
}

test(
  'the board opens, survives a reload, makes a visit, and an old address opens nothing',
  { timeout: 180_000 },
  async () => {
    const folder = temporaryFolder();
    const desk = startVisitDesk(['--demo', '--no-open', '--print-urls', '--data-dir', folder], folder);
    const { app } = await desk.urls;
    const page = await browserPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.name));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });

    await page.goto(app);
    const newVisit = page.getByRole('button', { name: 'New visit' });
    await newVisit.waitFor({ timeout: patience });
    await page.getByText('This is a demo', { exact: false }).first().waitFor({ timeout: patience });
    expect(new URL(page.url()).hash).toBe('');

    await page.reload();
    await newVisit.waitFor({ timeout: patience });
    await newVisit.click();
    const link = page.getByRole('textbox', { name: 'Patient link' });
    await link.waitFor({ timeout: patience });
    const patients = await fetch(await link.inputValue());
    expect(patients.status).toBe(200);
    expect(await patients.text()).toContain('<form');
    expect(complaints).toEqual([]);

    const stranger = await browserPage();
    await stranger.goto(app);
    await stranger.getByText('earlier start', { exact: false }).first().waitFor({ timeout: patience });
    expect(await stranger.getByRole('button', { name: 'New visit' }).count()).toBe(0);

    desk.child.kill('SIGTERM');
    expect(await desk.ended).toBe(0);
  },
);
