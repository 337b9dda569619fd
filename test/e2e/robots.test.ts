/**
 * Whoever opens a link before the patient does: previews of messengers, search robots, and scanners of mail that run
 * scripts and press what can be pressed. None of them types a name, so none of them changes anything, and the patient
 * still gets in.
 */
import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Browser, BrowserContext, Locator, Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { messages } from '../../src/shared/i18n/messages.ts';
import { desk, launchChromium, phone } from './support/chromium.ts';
import { Clinic, doctor as account } from './support/clinic.ts';
import { chromeOnWindows, fetchers, telegramView, unknownView } from './support/fetchers.ts';
import { Doctor, Patient, patience } from './support/people.ts';

const { board } = messages.en;
/** The only traces that a robot with a script may leave. */
const pageStages: readonly string[] = [
  board['stage-not-opened'],
  board['stage-page-open'],
  board['stage-page-hidden'],
  board['stage-page-left'],
];

let browser: Browser;
let clinic: Clinic;
let doctor: Doctor;

beforeAll(async () => {
  browser = await launchChromium();
  clinic = await Clinic.open({
    // Straight in: a robot that counted as a person would take the seat.
    settings: {
      visits: { admission: 'straight' },
      clinic: { name: 'City Clinic No. 5', phone: '8 495 000-00-00', showDoctor: true },
      doctors: { list: [{ id: account.id, name: 'Dr. Petrova, oncologist' }], entry: 'own-account' },
    },
  });
  doctor = await Doctor.at(await desk(browser), (await clinic.start()).urls.app);
});
afterEach(async () => {
  await Promise.all(
    browser
      .contexts()
      .filter((context) => context !== doctor.page.context())
      .map((context) => context.close()),
  );
});
afterAll(async () => {
  await browser.close();
  await clinic.close();
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  /** Another address of this computer, where it has several. */
  readonly elsewhere?: boolean;
}

/** All of 127.0.0.0/8 is this computer on Linux only. */
const otherAddress = process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1';

/** A request as it stands; redirects are not followed. */
async function ask(address: string, question: Question = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, form, elsewhere = false } = question;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const body = form && new URLSearchParams(form).toString();
  const type = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
  request(
    address,
    { method, headers: { ...type, ...headers }, localAddress: elsewhere ? otherAddress : '127.0.0.1' },
    resolve,
  )
    .on('error', reject)
    .end(body);
  const answer = await promise;
  const parts: Buffer[] = [];
  answer.on('data', (part: Buffer) => parts.push(part));
  await once(answer, 'end');
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts).toString() };
}

interface NewVisit {
  readonly link: string;
  readonly shown: () => Promise<readonly string[]>;
}

/** A new visit with a label, and what its card has ever shown since. */
async function newVisit(): Promise<NewVisit> {
  const link = await doctor.newVisit();
  const label = doctor.card().getByRole('textbox', { name: 'Label' });
  await label.fill('Anna Smirnova');
  await label.press('Enter');
  await doctor.page.getByRole('article', { name: 'Visit: Anna Smirnova' }).first().waitFor(patience);
  await doctor.sees('Not opened');
  // The card goes from group to group, and is another element in each.
  const id = await doctor.card().getAttribute('data-visit');
  await doctor.page.evaluate((visitId) => {
    const seen: string[] = [];
    const note = (): void => {
      const card = document.querySelector(`[data-visit="${visitId ?? ''}"]`);
      const stage = card?.querySelector('[role=status]')?.textContent ?? '';
      const persons = card?.querySelectorAll('.persons li').length ?? 0;
      const line = persons === 0 ? stage : `${stage}, persons: ${persons}`;
      if (card && seen.at(-1) !== line) seen.push(line);
      document.documentElement.dataset['shown'] = JSON.stringify(seen);
    };
    note();
    new MutationObserver(note).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  }, id);
  const shown = async (): Promise<readonly string[]> => {
    const lines: readonly string[] = JSON.parse(
      (await doctor.page.locator('html').getAttribute('data-shown')) ?? '[]',
    );
    return lines;
  };
  return { link, shown };
}

/** The stages that the card had; nobody was on it, and nobody was let in or asked for a call. */
async function expectUntouched({ shown }: NewVisit, stages: readonly string[] = pageStages): Promise<void> {
  expect((await shown()).filter((line) => !stages.includes(line))).toEqual([]);
  expect(await doctor.card().locator('.persons').count()).toBe(0);
  expect(await doctor.card().getByRole('button', { name: 'Let in' }).count()).toBe(0);
}

/** After all of it the patient gets in by the same link, straight, as the first. */
async function expectPatientGetsIn({ link, shown }: NewVisit): Promise<void> {
  const patient = await Patient.opens(await phone(browser), link);
  await patient.joins('Anna Smirnova');
  await patient.isInTheCall();
  await doctor.sees('In the call');
  expect(await shown()).toContain('In the call, persons: 1');
  await doctor.ends();
  await doctor.sees('Ended');
}

function expectSilentPage({ status, headers, body }: Answer, method: string): void {
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['x-robots-tag']).toContain('noindex');
  if (method === 'HEAD') return;
  // What a preview shows: neither the patient, nor the doctor and the specialty.
  const preview = [...body.matchAll(/<title>[^<]*<\/title>|<meta [^>]*>/g)].map(([tag]) => tag).join('\n');
  expect(preview).toMatch(/City Clinic No\. 5/);
  expect(preview).not.toMatch(/Anna|Smirnova|Petrova|oncolog/i);
  expect(body).not.toMatch(/Anna|Smirnova/);
}

describe('who only fetches', () => {
  it('changes nothing, whatever it is called and however it asks', async () => {
    const visit = await newVisit();
    const { link } = visit;
    for (const [, agent] of fetchers) {
      const named = { 'user-agent': agent };
      const asks: readonly (readonly [string, Question])[] = [
        [link, { headers: named }],
        [link, { method: 'HEAD', headers: named }],
        [link, { headers: { ...named, range: 'bytes=0-1023' } }],
        [link, { headers: { ...named, accept: '*/*', 'accept-encoding': 'identity' }, elsewhere: true }],
        [link, { headers: { ...named, 'x-forwarded-for': '203.0.113.7', purpose: 'preview' } }],
        [`${link}?lang=ru`, { headers: named }],
        [`${link}?lang=en`, { method: 'HEAD', headers: { ...named, 'sec-purpose': 'prefetch;prerender' } }],
      ];
      for (const [address, question] of asks)
        expectSilentPage(await ask(address, question), question.method ?? 'GET');
    }
    await expectUntouched(visit, ['Not opened']);
    await expectPatientGetsIn(visit);
  });

  it('changes nothing when it keeps its cookie and comes again, twice at once', async () => {
    const visit = await newVisit();
    const { link } = visit;
    for (const [, agent] of fetchers) {
      const first = await ask(link, { headers: { 'user-agent': agent } });
      const [cookie = ''] = first.headers['set-cookie']?.map((line) => line.split(';')[0] ?? '') ?? [];
      expect(cookie).toMatch(/^person=[\w-]{22}$/);
      const again = { headers: { 'user-agent': agent, cookie } };
      const answers = await Promise.all([ask(link, again), ask(link, { ...again, elsewhere: true })]);
      for (const answer of answers) {
        expectSilentPage(answer, 'GET');
        expect(answer.headers['set-cookie']).toBeUndefined();
      }
    }
    await expectUntouched(visit, ['Not opened']);
    await expectPatientGetsIn(visit);
  });

  it('changes nothing by the addresses that it finds on the page', async () => {
    const visit = await newVisit();
    const { link } = visit;
    for (const [, agent] of fetchers) {
      for (const path of ['join', 'report', 'call-me', 'hand-over', 'events']) {
        for (const method of ['GET', 'HEAD', 'OPTIONS']) {
          const answer = await ask(`${link}/${path}`, { method, headers: { 'user-agent': agent } });
          expect(answer.status).toBeLessThan(500);
          // Only where a form leads, a reader is led back to the page.
          if (answer.headers.location !== undefined) {
            expect(path).toBe('join');
            const page = await ask(new URL(answer.headers.location, link).href, { method });
            expectSilentPage(page, method);
          }
        }
      }
    }
    await expectUntouched(visit, ['Not opened']);
    await expectPatientGetsIn(visit);
  });

  it('changes nothing by sending every form as it is', async () => {
    const visit = await newVisit();
    const { link } = visit;
    const { origin } = new URL(link);
    for (const path of ['join', 'call-me', 'hand-over']) {
      for (const from of [{}, { origin: 'null' }, { origin: 'https://scanner.example' }, { origin }]) {
        for (const accept of ['text/html', 'application/json']) {
          const form = { name: '', reason: 'other', code: 'A'.repeat(22), h: 'A'.repeat(22) };
          const answer = await ask(`${link}/${path}`, { method: 'POST', form, headers: { ...from, accept } });
          const own = 'origin' in from && from.origin === origin;
          expect(answer.status).toBe(!own ? 403 : path === 'hand-over' ? 204 : 422);
        }
      }
    }
    await expectUntouched(visit, ['Not opened']);
    await expectPatientGetsIn(visit);
  });
});

/** A robot's browser. It has a camera, as the patient's phone has one, and answers every question with yes. */
function robot(userAgent: string, javaScriptEnabled = true): Promise<BrowserContext> {
  return browser.newContext({ userAgent, javaScriptEnabled, locale: 'en-US' });
}

/** Opens the page and waits until its script has said so. A robot that does it too often is told so. */
async function opens(page: Page, link: string): Promise<void> {
  const reported = page.waitForResponse(/\/report(\?|$)/, patience);
  await Promise.all([page.goto(link), reported]);
  expect([200, 429]).toContain((await reported).status());
}

/**
 * Notes in `answers` what the presses of a page come to, as `join 422`. Gives a function that waits until each of them
 * is answered.
 */
function watchPresses(page: Page, answers: Set<string>): () => Promise<void> {
  const open = new Set<Request>();
  const deedOf = (one: Request): string | undefined => /\/(join|call-me)(?:\?|$)/.exec(one.url())?.[1];
  page.on('request', (one) => deedOf(one) !== undefined && open.add(one));
  page.on('requestfailed', (one) => open.delete(one));
  page.on('response', (response) => {
    const deed = deedOf(response.request());
    if (deed !== undefined) answers.add(`${deed} ${response.status()}`);
    open.delete(response.request());
  });
  return () => expect.poll(() => open.size, patience).toBe(0);
}

/** One control of a page: as a hand would where it is in sight, by script where it is not. */
async function presses(page: Page, control: Locator): Promise<void> {
  const href = await control.getAttribute('href');
  if (await control.isVisible()) await control.click({ ...patience, noWaitAfter: true });
  else await control.evaluate((element) => element instanceof HTMLElement && element.click());
  if (href?.startsWith('/v/')) await page.waitForURL((url) => url.href.endsWith(href), patience);
}

const controls = 'a, button, input, summary, label';

describe('who runs scripts', () => {
  it('and looks at the page for a while, is a page that was open', async () => {
    const visit = await newVisit();
    const { link } = visit;
    for (const agent of [chromeOnWindows, telegramView, unknownView]) {
      const context = await robot(agent);
      for (let times = 0; times < 2; times += 1) await opens(await context.newPage(), link);
      await doctor.sees('Page open');
      await context.close();
    }
    await expectUntouched(visit);
    await expectPatientGetsIn(visit);
  });

  it.each([
    ['a scanner', chromeOnWindows],
    ['a scanner that looks like a messenger', telegramView],
    ['a scanner that looks like another app', unknownView],
  ])(
    'and presses all that can be pressed: %s, is a page that was open',
    { timeout: 180_000 },
    async (_who, agent) => {
      const visit = await newVisit();
      const { link } = visit;
      const context = await robot(agent);
      await context.grantPermissions(['camera', 'microphone', 'clipboard-write']);
      const answers = new Set<string>();
      const first = await context.newPage();
      const firstAnswered = watchPresses(first, answers);
      await opens(first, link);
      const count = await first.locator(controls).count();
      expect(count).toBeGreaterThan(3);
      for (let index = 0; index < count; index += 1) {
        const page = await context.newPage();
        const answered = watchPresses(page, answers);
        await opens(page, link);
        await presses(page, page.locator(controls).nth(index));
        await answered();
        expect(new URL(page.url()).origin).toBe(new URL(link).origin);
        await page.close();
      }
      // And all of them on one page, over and over.
      for (let round = 0; round < 3; round += 1) {
        await first.evaluate((wanted) => {
          for (const element of document.querySelectorAll<HTMLElement>(wanted))
            if (!(element instanceof HTMLAnchorElement)) element.click();
        }, controls);
        await firstAnswered();
      }
      await expect.poll(() => [...answers].sort(), patience).toEqual(['call-me 422', 'join 422']);
      await context.close();
      expect(await visit.shown()).toContain('Page open');
      await expectUntouched(visit);
      await expectPatientGetsIn(visit);
    },
  );

  it('or none, and sends every form by its own button, changes nothing', async () => {
    const visit = await newVisit();
    const { link } = visit;
    for (const agent of [chromeOnWindows, telegramView]) {
      const page = await (await robot(agent, false)).newPage();
      await page.goto(link);
      const buttons = page.locator('form button[type=submit]');
      const count = await buttons.count();
      expect(count).toBeGreaterThan(1);
      for (let index = 0; index < count; index += 1) {
        await page.goto(link);
        const answered = page.waitForResponse((response) => response.request().method() === 'POST', patience);
        await buttons.nth(index).evaluate((button) => {
          if (button instanceof HTMLButtonElement) button.form?.requestSubmit(button);
        });
        expect((await answered).status()).toBe(422);
        await page.getByRole('alert').waitFor(patience);
      }
    }
    await expectUntouched(visit, ['Not opened']);
    await expectPatientGetsIn(visit);
  });
});
