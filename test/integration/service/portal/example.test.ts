/** The example of a portal, as it is shipped: a button in a chat, and the link appears. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { desk, launchChromium } from '../../../e2e/support/chromium.ts';
import { doctorOf, startClinic } from '../staff/clinic.ts';

const script = join(import.meta.dirname, '../../../../examples/portal/server.js');

async function startPortal(environment: Record<string, string>): Promise<string> {
  const portal = spawn(process.execPath, [script], {
    env: { ...environment, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    if (portal.exitCode !== null) return;
    portal.kill();
    await once(portal, 'exit');
  });
  const [line] = await once(createInterface({ input: portal.stdout }), 'line');
  return String(line);
}

test('a button in the chat makes a visit, and its link opens the page for patients', async () => {
  const clinic = await startClinic();
  const doctor = await doctorOf(clinic);
  const added = await clinic.keys.add('Portal', ['north']);
  if (!added.ok) throw new Error(added.error);
  const { key } = added.value;
  const environment = {
    VISIT_DESK_URL: clinic.origin,
    VISIT_DESK_KEY: key,
    DOCTOR_ID: doctor.trueconfId ?? '',
  };
  const [url, chromium] = await Promise.all([startPortal(environment), launchChromium()]);
  onTestFinished(() => chromium.close());
  const context = await desk(chromium, { locale: 'en-GB' });
  const page = await context.newPage();
  const received: string[] = [];
  page.on('response', async (response) => received.push(await response.text().catch(() => '')));

  await page.goto(url);
  await page.getByRole('button', { name: 'Video visit' }).click();
  const link = page.getByRole('link', { name: 'Open the video visit' });
  const opened = context.waitForEvent('page');
  await link.click();
  const patient = await opened;
  await patient.getByRole('button', { name: 'Join' }).waitFor();
  expect(patient.url()).toBe(await link.getAttribute('href'));
  await expect.poll(() => received.join('\n')).toContain(patient.url());
  expect(received.join('\n')).not.toContain(key.slice(-43));

  // A page of another site makes no visits with this browser.
  const foreign = await fetch(new URL('/video-visit', url), {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect(foreign.status).toBe(403);
});
