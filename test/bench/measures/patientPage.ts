/** What the patient's page costs a phone: bytes and requests. */
import type { Browser } from 'playwright-core';
import { phone } from '../../e2e/support/chromium.ts';
import { DoctorPage } from '../doctorPage.ts';
import { limits } from '../limits.ts';
import { lineOf } from '../lines.ts';
import { browserHeaders, rawGet } from '../patient.ts';
import { withClinic, type Measure } from '../world.ts';

const languages = ['en', 'ru'] as const;
const visits = 3;

export const measurePatientPage: Measure = ({ browser }) =>
  withClinic(async (clinic) => {
    const { urls } = await clinic.start();
    const doctor = await DoctorPage.open(browser);
    await doctor.board(urls.app);
    const bytes: number[] = [];
    const documents: number[] = [];
    const byScript: number[] = [];
    for (let visit = 0; visit < visits; visit += 1) {
      const { link } = await doctor.newVisit();
      for (const language of languages) bytes.push(await bytesOf(link, language));
      const requests = await requestsBeforePress(browser, link);
      const saysOpen = requests.filter((request) => request === 'POST /open');
      documents.push(requests.length - saysOpen.length);
      byScript.push(saysOpen.length);
    }
    await doctor.close();
    return [
      lineOf({
        name: "patient's page: one response, gzip, with its headers",
        unit: 'bytes',
        values: bytes,
        limit: limits.pageBytes,
        note: 'all bytes out of the socket over http, English and Russian',
      }),
      lineOf({
        name: "patient's page: requests before a press",
        unit: 'requests',
        values: documents,
        limit: limits.pageRequests,
        note: 'in Chromium, the page itself counted',
      }),
      lineOf({
        name: "patient's page: besides, its script says that it is open",
        unit: 'requests',
        values: byScript,
      }),
    ];
  });

async function bytesOf(link: string, language: string): Promise<number> {
  const answer = await rawGet(link, { ...browserHeaders, 'accept-language': language });
  const head = answer.subarray(0, answer.indexOf('\r\n\r\n')).toString('latin1');
  const isPage =
    /^HTTP\/1\.1 200 /.test(head) &&
    /^content-encoding: gzip/im.test(head) &&
    new RegExp(`^content-language: ${language}`, 'im').test(head);
  if (!isPage) throw new Error('the page was not answered as gzip in the language that was asked for');
  return answer.length;
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
