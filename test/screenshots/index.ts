/**
 * `npm run screenshots`: drives the real thing and writes docs/screenshots anew: the doctor's desk light and dark, in
 * English and Russian, and each state of the patient's page. `-- patient` or `-- desk` takes one of the two.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from '../e2e/support/chromium.ts';
import { takeDesk } from './desk.ts';
import { looks } from './looks.ts';
import { takePatient } from './patient.ts';

const [only] = process.argv.slice(2);
const root = join(import.meta.dirname, '../../docs/screenshots');

/** What is no longer taken does not stay. */
async function emptied(name: string): Promise<string> {
  const folder = join(root, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

if (only !== 'desk') {
  await takePatient(await emptied('patient'));
  console.log('patient');
}
if (only !== 'patient') {
  const folder = await emptied('desk');
  const browser = await launchChromium();
  try {
    for (const look of looks) {
      await takeDesk(browser, look, folder);
      for (const open of browser.contexts()) await open.close();
      console.log(`desk ${look.language} ${look.theme}`);
    }
  } finally {
    await browser.close();
  }
}
