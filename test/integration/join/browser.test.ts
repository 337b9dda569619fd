import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PageAssets } from '../../../src/main/join/assets.ts';
import { appError } from '../../../src/shared/errors.ts';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { err, ok } from '../../../src/shared/result.ts';
import { buildPageAssets, joinBench, type JoinBench } from '../../fixtures/join/joinServer.ts';
import { doctorName, liveToken, unknownToken } from '../../fixtures/join/scriptedDoor.ts';
import { callServer, openBrowser, patience, phone, type CallServer, type Phone } from './patient.ts';

const en = messages.en.patient;
const ru = messages.ru.patient;
let assets: PageAssets;
let browser: Browser;
let call: CallServer;
let bench: JoinBench;
let link: string;
let callUrl: string;
const phones: Phone[] = [];

beforeAll(async () => {
  [assets, browser, call] = await Promise.all([buildPageAssets(), openBrowser(), callServer()]);
}, 60_000);
beforeEach(async () => {
  bench = joinBench(assets);
  bench.serverOrigin = call.origin;
  callUrl = `${call.origin}/webrtc/0123#login=$guest*&name=%D0%90`;
  const listening = await bench.server.listen({ host: '127.0.0.1', port: 0 });
  if (!listening.ok) throw new Error(listening.error.code);
  link = `${listening.value.origin}/v/${liveToken}`;
});
afterEach(async () => {
  const opened = phones.splice(0);
  await Promise.all(opened.map((each) => each.close()));
  await bench.server.close();
  expect(opened.flatMap((each) => each.complaints)).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  call.close();
});

async function open(options: BrowserContextOptions = {}, address = link): Promise<Page> {
  const each = await phone(browser, options);
  phones.push(each);
  await each.page.goto(address);
  return each.page;
}
const join = (page: Page): Promise<void> => page.getByRole('button', { name: 'Join' }).click();
const typeName = (page: Page, name = 'Anna Smirnova'): Promise<void> =>
  page.getByRole('textbox', { name: 'Your name' }).fill(name);
const isInTheCall = (page: Page): Promise<void> => page.waitForURL(callUrl, patience);
const letIn = (): void => {
  bench.door.view = { state: 'let-in', doctorName };
  bench.door.answer = ok({ state: 'going-in', url: callUrl });
};
const mustWait = (): void => {
  bench.door.answer = ok({ state: 'waiting' });
  bench.door.viewAfterPress = { state: 'waiting', doctorName, since: 0 };
};
const staysWaiting = (): void => {
  bench.door.viewAfterPress = null;
};

describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
  it('name, press, call; the address keeps its fragment', async () => {
    bench.door.answer = ok({ state: 'going-in', url: callUrl });
    const page = await open({ javaScriptEnabled });
    await typeName(page);
    await join(page);
    await isInTheCall(page);
    expect(bench.door.presses().map((press) => press.name)).toEqual(['Anna Smirnova']);
  });

  it('no name: the problem on top, in the title and at the field, in both languages', async () => {
    for (const [locale, words] of [
      ['en-US', en],
      ['ru-RU', ru],
    ] as const) {
      const page = await open({ javaScriptEnabled, locale });
      await page.getByRole('button', { name: words.join }).click();
      const alert = page.getByRole('alert');
      await alert.waitFor(patience);
      expect(await alert.innerText()).toContain(words['failed-name-required']);
      expect(await page.title()).toMatch(/^(Error|Ошибка): /);
      const field = page.getByRole('textbox', { name: words['name-label'] });
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      expect(await field.getAttribute('aria-describedby')).toBe('problem-text');
      await page.getByRole('link', { name: words['failed-name-required'] }).click();
      await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    }
  });

  it('a failure keeps the name, and the next press works', async () => {
    bench.door.answer = err(appError('no-web-client'));
    const page = await open({ javaScriptEnabled, locale: 'ru-RU' });
    const field = page.getByRole('textbox', { name: ru['name-label'] });
    await field.fill('Анна <Смирнова> "А"');
    await page.getByRole('button', { name: ru.join }).click();
    await page.getByRole('alert').waitFor(patience);
    expect(await page.getByRole('alert').innerText()).toContain(ru['failed-no-web-client']);
    expect(await field.inputValue()).toBe('Анна <Смирнова> "А"');
    bench.door.answer = ok({ state: 'going-in', url: callUrl });
    await page.getByRole('button', { name: ru.join }).click();
    await isInTheCall(page);
  });

  it('waiting changes by itself, and leads into the call once let in', async () => {
    mustWait();
    const page = await open({ javaScriptEnabled });
    await typeName(page);
    await join(page);
    await page.getByRole('heading', { name: en['waiting-title'] }).waitFor(patience);
    expect(page.url()).toBe(link);
    expect(await page.content()).not.toContain('Anna Smirnova');
    staysWaiting();
    letIn();
    if (!javaScriptEnabled) await page.getByRole('button', { name: 'Go in' }).click(patience);
    await isInTheCall(page);
    expect(bench.door.presses()).toHaveLength(2);
  });

  it.each(['declined', 'dead', 'thanks'] as const)('waiting that ends as %s says so', async (end) => {
    mustWait();
    const page = await open({ javaScriptEnabled });
    await typeName(page);
    await join(page);
    await page.getByRole('heading', { name: en['waiting-title'] }).waitFor(patience);
    staysWaiting();
    bench.door.view =
      end === 'declined' ? { state: 'declined', doctorName } : { state: 'dead', thanks: end === 'thanks' };
    await page.getByRole('heading', { name: en[`${end}-title`] }).waitFor(patience);
    expect(await page.getByRole('link', { name: '8 495 000-00-00' }).getAttribute('href')).toBe(
      'tel:84950000000',
    );
  });

  it('the language can be switched, and stays switched through a press', async () => {
    mustWait();
    const page = await open({ javaScriptEnabled });
    await page.getByRole('link', { name: 'Русский' }).click();
    await page.getByRole('textbox', { name: ru['name-label'] }).fill('Анна');
    await page.getByRole('button', { name: ru.join }).click();
    await page.getByRole('heading', { name: ru['waiting-title'] }).waitFor(patience);
    expect(page.url()).toBe(`${link}?lang=ru`);
  });

  it('Back from the call offers the way in again', async () => {
    bench.door.answer = ok({ state: 'going-in', url: callUrl });
    bench.door.viewAfterPress = { state: 'let-in', doctorName };
    const page = await open({ javaScriptEnabled });
    await typeName(page);
    await join(page);
    await isInTheCall(page);
    await page.goBack();
    // Without a script a browser may show the form as it was left; a press of a known browser works there too.
    const again = page.getByRole('button', { name: javaScriptEnabled ? 'Go in' : /^(Go in|Join)$/ });
    await again.click(patience);
    await isInTheCall(page);
  });
});

describe('with JavaScript', () => {
  it('the page is one response, and says once that it is open', async () => {
    const each = await phone(browser);
    phones.push(each);
    const asked: string[] = [];
    each.page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
    const opened = each.page.waitForResponse((response) => response.url().endsWith('/open'), patience);
    await each.page.goto(link);
    expect((await opened).status()).toBe(204);
    expect(asked.filter((line) => !line.includes('data:'))).toEqual([`GET ${link}`, `POST ${link}/open`]);
    expect(bench.door.calls.filter((one) => one.kind === 'opened')).toHaveLength(1);
  });

  it('a page that nobody sees does not say that it is open, and asks nothing', async () => {
    bench.door.view = { state: 'waiting', doctorName, since: 0 };
    const each = await phone(browser);
    phones.push(each);
    await each.page.clock.install();
    await each.page.addInitScript(() => {
      const shown = { now: 'hidden' };
      Object.defineProperty(document, 'visibilityState', { get: () => shown.now });
      document.addEventListener('show-now', () => {
        shown.now = 'visible';
        document.dispatchEvent(new Event('visibilitychange'));
      });
    });
    await each.page.goto(link);
    await each.page.clock.fastForward(60_000);
    expect(bench.door.calls.filter((one) => one.kind !== 'look')).toEqual([]);
    const heard = each.page.waitForResponse((response) => response.url().endsWith('/here'), patience);
    await each.page.evaluate(() => document.dispatchEvent(new Event('show-now')));
    await each.page.clock.fastForward(10);
    await heard;
    expect(bench.door.calls.filter((one) => one.kind === 'opened')).toHaveLength(1);
  });

  it('a second click while the first one runs does nothing', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    bench.door.answer = async () => {
      await promise;
      return ok({ state: 'going-in', url: callUrl });
    };
    const page = await open();
    await typeName(page);
    await page.getByRole('button', { name: 'Join' }).dblclick();
    await page.getByRole('button', { name: 'Join', disabled: true }).waitFor(patience);
    await page.getByRole('textbox').press('Enter');
    expect(await page.getByRole('status').innerText()).toBe(en.connecting);
    resolve(undefined);
    await isInTheCall(page);
    expect(bench.door.presses()).toHaveLength(1);
  });

  it('a slow press gets a word of patience after eight seconds', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    bench.door.answer = async () => {
      await promise;
      return err(appError('timeout'));
    };
    const each = await phone(browser);
    phones.push(each);
    await each.page.clock.install();
    await each.page.goto(link);
    await typeName(each.page);
    await join(each.page);
    await expect.poll(() => bench.door.presses().length, patience).toBe(1);
    expect(await each.page.getByRole('status').innerText()).toBe(en.connecting);
    await each.page.clock.fastForward(8_000);
    await expect.poll(() => each.page.getByRole('status').innerText(), patience).toBe(en['still-trying']);
    resolve(undefined);
    await each.page.getByRole('alert').waitFor(patience);
    expect(await each.page.getByRole('textbox').inputValue()).toBe('Anna Smirnova');
  });

  it('without a connection says so, keeps the name and works again with one', async () => {
    bench.door.answer = ok({ state: 'going-in', url: callUrl });
    const page = await open();
    await typeName(page);
    await page.context().setOffline(true);
    await join(page);
    await page.getByRole('alert').waitFor(patience);
    expect(await page.getByRole('alert').innerText()).toContain(en['failed-offline']);
    expect(await page.getByRole('alert').evaluate((element) => element === document.activeElement)).toBe(
      true,
    );
    expect(await page.getByRole('textbox').inputValue()).toBe('Anna Smirnova');
    await page.context().setOffline(false);
    await join(page);
    await isInTheCall(page);
  });

  it('waiting without a connection keeps asking', async () => {
    bench.door.view = { state: 'waiting', doctorName, since: 0 };
    const page = await open();
    await page.context().setOffline(true);
    await expect.poll(() => page.getByRole('status').innerText(), patience).toBe(en['waiting-offline']);
    letIn();
    await page.context().setOffline(false);
    await isInTheCall(page);
  });

  it('let in, but the call fails: the button is there, with the problem', async () => {
    bench.door.view = { state: 'waiting', doctorName, since: 0 };
    const page = await open();
    bench.door.view = { state: 'let-in', doctorName };
    bench.door.answer = err(appError('no-web-client'));
    await page.getByRole('button', { name: 'Go in' }).waitFor(patience);
    await page.getByRole('alert').waitFor(patience);
    expect(await page.title()).toMatch(/^Error: You can go in now/);
    letIn();
    await page.getByRole('button', { name: 'Go in' }).click();
    await isInTheCall(page);
  });

  it.each(['https://evil.example/webrtc/1', 'javascript:alert(1)'])('never goes to %s', async (url) => {
    bench.door.answer = ok({ state: 'going-in', url });
    const page = await open();
    await typeName(page);
    await join(page);
    await page.getByRole('alert').waitFor(patience);
    expect(page.url()).toBe(link);
  });

  it('a link that dies under the form shows the dead page', async () => {
    const page = await open();
    await typeName(page);
    bench.door.view = { state: 'dead', thanks: false };
    await join(page);
    await page.getByRole('heading', { name: en['dead-title'] }).waitFor(patience);
    expect(await page.getByRole('button').count()).toBe(0);
  });

  it('too many tries are said in place', async () => {
    const page = await open();
    bench.door.answer = err(appError('too-many-requests'));
    await typeName(page);
    await join(page);
    await page.getByRole('alert').waitFor(patience);
    expect(await page.getByRole('alert').innerText()).toContain(en['failed-too-many']);
  });
});

it('an unknown link is calm and has the telephone', async () => {
  const page = await open({}, link.replace(liveToken, unknownToken));
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(en['dead-title']);
  expect(await page.getByRole('link', { name: '8 495 000-00-00' }).count()).toBe(1);
});
