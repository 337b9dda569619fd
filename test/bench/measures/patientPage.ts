/** What the patient's page costs a phone: bytes and requests. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Settings } from '../../../src/shared/settings.ts';
import { phone } from '../../e2e/support/chromium.ts';
import { doctor } from '../../e2e/support/clinic.ts';
import { selfSigned } from '../../fixtures/trueconf/certificates.ts';
import { DeskSocket } from '../deskSocket.ts';
import { limits } from '../limits.ts';
import { lineOf, type Line } from '../lines.ts';
import { everyState, type StateBytes } from '../pageStates.ts';
import { take, withClinic, type Measure } from '../world.ts';

const languages = ['en', 'ru'] as const;
const visits = 3;

type JoinSettings = Partial<Settings['join']> | undefined;

export const measurePatientPage: Measure = async ({ browser }) => {
  const overHttp = await withPage(undefined, async (desk) => {
    const states = await everyStateInAll(desk);
    const requests: (readonly string[])[] = [];
    await take(visits, async () => {
      const { link } = await desk.newVisit();
      return requests.push(await requestsBeforePress(browser, link));
    });
    return { states, requests };
  });
  const embedding = await withCertificate((files) => withPage({ ...files, entry: 'embed' }, everyStateInAll));
  return [
    bytesLine('over http', overHttp.states),
    bytesLine('over https with the call embedded', embedding),
    ...requestLines(overHttp.requests),
  ];
};

/** Lets `use` work with a desk whose visits begin in the waiting room. */
function withPage<T>(joinSettings: JoinSettings, use: (desk: DeskSocket) => Promise<T>): Promise<T> {
  return withClinic(
    async (clinic) => {
      const { urls } = await clinic.start();
      const desk = await DeskSocket.open(urls.app);
      try {
        return await use(desk);
      } finally {
        desk.close();
      }
    },
    {
      visits: { admission: 'waiting' },
      doctors: { list: [{ id: doctor.id, name: 'Петрова Анна Сергеевна' }] },
      ...(joinSettings && { join: joinSettings }),
    },
  );
}

/** Lets `use` work with the files of a certificate for this computer, and deletes them. */
async function withCertificate<T>(
  use: (files: { readonly certificateFile: string; readonly keyFile: string }) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'visit-desk-bench-page-'));
  try {
    const { cert, key } = await selfSigned();
    const files = { certificateFile: join(folder, 'page.pem'), keyFile: join(folder, 'page.key') };
    await writeFile(files.certificateFile, cert);
    await writeFile(files.keyFile, key);
    return await use(files);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Each state in the language in which it is larger. Of fewer than 20 samples the 95th percentile is the largest. */
async function everyStateInAll(desk: DeskSocket): Promise<readonly StateBytes[]> {
  const byLanguage: (readonly StateBytes[])[] = [];
  for (const language of languages) byLanguage.push(await everyState(desk, language));
  const [first = [], ...others] = byLanguage;
  return first.map((one, index) =>
    others.reduce((most, states) => {
      const other = states[index];
      return other && other.bytes > most.bytes ? other : most;
    }, one),
  );
}

function bytesLine(way: string, states: readonly StateBytes[]): Line {
  const largest = states.reduce((most, one) => (one.bytes > most.bytes ? one : most));
  return lineOf({
    name: `patient's page ${way}: one response, gzip, with its headers, every state`,
    unit: 'bytes',
    values: states.map(({ bytes }) => bytes),
    limit: limits.pageBytes,
    note: `all bytes of HTTP, of ${languages.join(' and ')} the larger; the largest: ${largest.state}`,
  });
}

const isReport = (request: string): boolean => request === 'POST /report';

function requestLines(requests: readonly (readonly string[])[]): readonly Line[] {
  return [
    lineOf({
      name: "patient's page: requests before a press",
      unit: 'requests',
      values: requests.map((all) => all.filter((request) => !isReport(request)).length),
      limit: limits.pageRequests,
      note: 'in Chromium, the page itself counted',
    }),
    lineOf({
      name: "patient's page: besides, its script says that it is open",
      unit: 'requests',
      values: requests.map((all) => all.filter(isReport).length),
    }),
  ];
}

/** `METHOD /last part` of everything that goes over the network until the page has been quiet for a second. */
async function requestsBeforePress(browser: Browser, link: string): Promise<readonly string[]> {
  const context = await phone(browser);
  const page = await context.newPage();
  const requests: string[] = [];
  page.on('request', (request) => {
    const { protocol, pathname } = new URL(request.url());
    const last = pathname === new URL(link).pathname ? '' : (pathname.split('/').at(-1) ?? '');
    if (protocol !== 'data:') requests.push(`${request.method()} /${last}`);
  });
  await page.goto(link, { waitUntil: 'networkidle' });
  await page.waitForTimeout(1_000);
  await context.close();
  return requests;
}
