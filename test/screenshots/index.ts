/**
 * `npm run screenshots`: drives the real thing and writes docs/screenshots anew: the doctor's desk light and dark, in
 * English and Russian, and each state of the patient's page. `-- patient`, `-- desk` or `-- service` takes one
 * of the three.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from '../e2e/support/chromium.ts';
import { takeDesk } from './desk.ts';
import { resolverRules } from '../fixtures/nginx.ts';
import { looks } from './looks.ts';
import { takePatient } from './patient.ts';
import { takeService } from './service.ts';

const [only] = process.argv.slice(2);
const root = join(import.meta.dirname, '../../docs/screenshots');

/** What is no longer taken does not stay. */
async function emptied(name: string): Promise<string> {
  const folder = join(root, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

const isWanted = (name: string): boolean => only === undefined || only === name;

if (isWanted('patient')) {
  await takePatient(await emptied('patient'));
  console.log('patient');
}

const browser = await launchChromium('allow', undefined, [resolverRules]);
try {
  for (const [name, take] of [
    ['desk', takeDesk],
    ['service', takeService],
  ] as const) {
    if (!isWanted(name)) continue;
    const folder = await emptied(name);
    for (const look of looks) {
      await take(browser, look, folder);
      for (const open of browser.contexts()) await open.close();
      console.log(`${name} ${look.language} ${look.theme}`);
    }
  }
} finally {
  await browser.close();
}
