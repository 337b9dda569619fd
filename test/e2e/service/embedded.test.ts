/** From a folder that is not there yet to a first visit on one machine, by the steps of `docs/service.md` and nothing else. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../../../src/emulator/index.ts';
import { freePort } from '../../fixtures/freePort.ts';
import { root } from '../../integration/service/process/serviceProcess.ts';
import { phone } from '../support/chromium.ts';
import { credentials, doctor as account } from '../support/clinic.ts';
import { Doctor, Patient, patience } from '../support/people.ts';
import { filesIn, placesOf } from '../support/recorder.ts';
import { launchForHouse } from './support/house.ts';
import { Administrator, computer, fillsIn } from './support/staff.ts';
import { tellPages } from './support/witness.ts';

let browser: Browser;
let server: Emulator;
let folder: string;
let npm: ChildProcess | undefined;

beforeAll(async () => {
  browser = await launchForHouse();
  server = await startEmulator({ ...credentials, users: [account] });
  folder = mkdtempSync(join(tmpdir(), 'visit-desk-embedded-'));
}, 180_000);
afterAll(async () => {
  await browser.close();
  await server.close();
  // npm, its shell and the service are one group.
  if (npm?.pid !== undefined && npm.exitCode === null) process.kill(-npm.pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const manual = readFileSync(join(root, 'docs/service.md'), 'utf8');
/** What the numbered steps tell the reader to find on the screens. */
const wordsOfSteps = [...manual.matchAll(/^\d\. .*$/gm)]
  .flatMap(([line]) => [...line.matchAll(/\*\*(.+?)\*\*/g)])
  .map(([, word]) => word);

it('a first visit by the steps of the manual', { timeout: 120_000 }, async () => {
  tellPages(browser);
  expect(manual).toContain('`npm run service -- --embedded --data-dir DIR`');
  const words = [
    'API → OAuth2',
    'Save',
    'People and sites',
    'Test connection',
    'Server',
    'New visit',
    'Join',
  ];
  expect(wordsOfSteps).toEqual(words);
  const startedAt = performance.now();
  const { staff, code } = await starts();
  const it = await Administrator.first(await computer(browser), staff, code);

  await it.opens('Server');
  await fills(it.page, 'Server address', server.origin);
  await fills(it.page, 'Client ID', credentials.clientId);
  await fills(it.page, 'Client Secret', credentials.clientSecret);
  await it.saves();
  await it.addsSite('North');
  await it.adds('Doctor', account.id);
  await it.opens('Server');
  await it.page.getByRole('button', { name: 'Test connection' }).click();
  await it.page.getByRole('status').getByText('Everything works.').waitFor(patience);

  const page = await (await computer(browser)).newPage();
  await page.goto(staff);
  await fillsIn(page, account.id);
  const doctor = Doctor.on(page);
  const patient = await Patient.opens(await phone(browser), await doctor.newVisit());
  await patient.joins('Anna Smirnova');
  await patient.isInTheCall();
  await doctor.sees('In the call');
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(`From "npm run service" to a patient in the call: ${seconds} s`);
  const files = await filesIn(folder);
  expect(files.length).toBeGreaterThan(5);
  expect(placesOf(credentials.clientSecret, files)).toEqual(['file client-secret']);
  expect(placesOf('Anna Smirnova', files)).toEqual([]);
});

const fills = (page: Page, name: string, value: string): Promise<void> =>
  page.getByRole('textbox', { name, exact: true }).fill(value);

/** What it prints: where staff go, and the code for the first administrator. */
async function starts(): Promise<{ readonly staff: string; readonly code: string }> {
  const ports = ['--public-port', `${await freePort()}`, '--staff-port', `${await freePort()}`];
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('VISIT_DESK_'));
  const child = spawn('npm', ['run', 'service', '--', '--embedded', '--data-dir', folder, ...ports], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), LANG: 'C.UTF-8' },
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  npm = child;
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /Open (\S+)first-administrator and use this code once: (\S+)/.exec(said);
      if (found) resolve({ staff: found[1] ?? '', code: found[2] ?? '' });
    });
    child.once('exit', (status) => reject(new Error(`ended with ${status}: ${said}`)));
  });
}
