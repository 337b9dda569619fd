/** The patient's page in a real browser, from the name into the call, with and without a script. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { appError } from '../../../src/shared/errors.ts';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { err, ok } from '../../../src/shared/result.ts';
import { doorViews, helpCode, liveToken, unknownToken } from '../../fixtures/join/scriptedDoor.ts';
import { heading, join, patience, patientWorld, typeName } from './patient.ts';

const en = messages.en.patient;
const ru = messages.ru.patient;
const world = patientWorld();
const code = 'hhhhhhhhhhhhhhhhhhhhhh';
const telephone = '8 495 000-00-00';
const isInTheCall = (page: Page): Promise<void> => page.waitForURL(world.callUrl, patience);

describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
  it('name, press, call; the address keeps its fragment', async () => {
    const { bench, open, callUrl } = world;
    bench.door.answer = ok({ state: 'going-in', url: callUrl });
    const page = await open({ javaScriptEnabled });
    await typeName(page);
    await join(page);
    await isInTheCall(page);
    expect(bench.door.presses().map(({ input }) => input.name)).toEqual(['Anna Smirnova']);
  });

  it('Enter in the field presses Join, not "Call me"', async () => {
    world.bench.door.answer = err(appError('timeout'));
    const page = await world.open({ javaScriptEnabled });
    await typeName(page);
    await join(page);
    await page.getByRole('alert').waitFor(patience);
    await page.getByRole('button', { name: en['call-me'] }).waitFor(patience);
    world.bench.door.answer = ok({ state: 'going-in', url: world.callUrl });
    await page.getByRole('textbox').press('Enter');
    await isInTheCall(page);
    expect(world.bench.door.asked('call-me')).toEqual([]);
  });

  it('no name: the problem on top, in the title and at the field, in both languages', async () => {
    for (const [locale, words] of [
      ['en-US', en],
      ['ru-RU', ru],
    ] as const) {
      const page = await world.open({ javaScriptEnabled, locale });
      await page.getByRole('button', { name: words.join }).click();
      const alert = page.getByRole('alert');
      await alert.waitFor(patience);
      expect(await alert.innerText()).toContain(words['failed-name-required']);
      expect(await page.title()).toMatch(/^(Error|Ошибка): /);
      const field = page.getByRole('textbox', { name: words['name-label'] });
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      expect(await field.getAttribute('aria-describedby')).toBe('problem-text');
      expect(await page.getByRole('button', { name: words['call-me'] }).count()).toBe(0);
      await page.getByRole('link', { name: words['failed-name-required'] }).click();
      await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    }
  });

  it('a failure keeps the name and gives help code and telephone; the next press works', async () => {
    world.bench.door.answer = err(appError('no-web-client'));
    const page = await world.open({ javaScriptEnabled, locale: 'ru-RU' });
    const field = page.getByRole('textbox', { name: ru['name-label'] });
    await field.fill('Анна <Смирнова> "А"');
    expect(await page.getByText(ru['help-code']).isVisible()).toBe(false);
    await page.getByRole('button', { name: ru.join }).click();
    await page.getByRole('alert').waitFor(patience);
    expect(await page.getByRole('alert').innerText()).toContain(ru['failed-no-web-client']);
    expect(await field.inputValue()).toBe('Анна <Смирнова> "А"');
    expect(await page.getByText(ru['help-code']).innerText()).toContain(
      `${helpCode.slice(0, 3)} ${helpCode.slice(3)}`,
    );
    expect(await page.getByRole('link', { name: telephone }).count()).toBe(1);
    world.bench.door.answer = ok({ state: 'going-in', url: world.callUrl });
    await page.getByRole('button', { name: ru.join }).click();
    await isInTheCall(page);
  });

  it('"Call me" after a failure tells the clinic who and why', async () => {
    world.bench.door.answer = err(appError('no-web-client'));
    const page = await world.open({ javaScriptEnabled });
    await typeName(page);
    await join(page);
    await page.getByRole('alert').waitFor(patience);
    await page.getByRole('button', { name: en['call-me'] }).click();
    const told = javaScriptEnabled ? page.getByText(en['called-here']) : page.getByText(en.called);
    await told.waitFor(patience);
    expect(world.bench.door.asked('call-me').map(({ input }) => [input.name, input.reason])).toEqual([
      ['Anna Smirnova', 'no-seat'],
    ]);
  });

  it('a page that was away keeps its place: one button, no field', async () => {
    world.bench.door.view = doorViews.gone;
    world.mustWait();
    const page = await world.open({ javaScriptEnabled });
    await heading(page, en['gone-title']);
    expect(await page.getByRole('textbox').count()).toBe(0);
    expect(await page.getByText(en['help-code']).isVisible()).toBe(true);
    await page.getByRole('button', { name: en['gone-back'] }).click();
    await heading(page, en['waiting-title']);
  });

  it('declined: "Call me" is the main thing, and says that it worked', async () => {
    world.bench.door.view = doorViews.declined;
    const page = await world.open({ javaScriptEnabled });
    await heading(page, en['declined-title']);
    await page.getByRole('button', { name: en['call-me'] }).click();
    const told = javaScriptEnabled ? page.getByText(en['called-here']) : page.getByText(en.called);
    await told.waitFor(patience);
    expect(world.bench.door.asked('call-me').map(({ input }) => input.reason)).toEqual(['declined']);
    expect(await page.getByText(en['help-code']).isVisible()).toBe(true);
  });

  it('waiting changes by itself, and leads into the call once let in', async () => {
    world.mustWait();
    const page = await world.open({ javaScriptEnabled });
    await typeName(page);
    await join(page);
    await heading(page, en['waiting-title']);
    expect(page.url()).toBe(world.link);
    expect(await page.content()).not.toContain('Anna Smirnova');
    world.bench.door.viewAfterPress = null;
    world.letIn();
    if (!javaScriptEnabled) await page.getByRole('button', { name: 'Go in' }).click(patience);
    await isInTheCall(page);
    expect(world.bench.door.presses()).toHaveLength(2);
  });

  it.each(['declined', 'dead', 'thanks'] as const)('waiting that ends as %s says so', async (end) => {
    world.mustWait();
    const page = await world.open({ javaScriptEnabled });
    await typeName(page);
    await join(page);
    await heading(page, en['waiting-title']);
    world.bench.door.viewAfterPress = null;
    world.bench.door.show(doorViews[end]);
    await heading(page, en[`${end}-title`]);
    expect(await page.getByRole('link', { name: telephone }).getAttribute('href')).toBe('tel:84950000000');
  });

  it('the language can be switched, and stays switched through a press', async () => {
    world.mustWait();
    const page = await world.open({ javaScriptEnabled });
    await page.getByRole('link', { name: 'Русский' }).click();
    await page.getByRole('textbox', { name: ru['name-label'] }).fill('Анна');
    await page.getByRole('button', { name: ru.join }).click();
    await heading(page, ru['waiting-title']);
    expect(page.url()).toBe(`${world.link}?lang=ru`);
  });

  it('a name that waits needs no field; its code goes with the press and through the languages', async () => {
    world.bench.door.view = { ...doorViews.form, nameWaits: true };
    world.bench.door.answer = ok({ state: 'going-in', url: world.callUrl });
    const page = await world.open({ javaScriptEnabled }, `${world.link}?h=${code}`);
    await page.getByText(en['name-waits']).waitFor(patience);
    await page.getByRole('link', { name: 'Русский' }).click();
    await page.getByText(ru['name-waits']).waitFor(patience);
    expect(await page.getByRole('textbox').count()).toBe(0);
    await page.getByRole('button', { name: ru.join }).click();
    await isInTheCall(page);
    expect(world.bench.door.presses().map(({ input }) => [input.name, input.code])).toEqual([['', code]]);
  });

  it('Back from the call offers the way in again', async () => {
    world.bench.door.answer = ok({ state: 'going-in', url: world.callUrl });
    world.bench.door.viewAfterPress = { ...doorViews['let-in'], returning: true };
    const page = await world.open({ javaScriptEnabled });
    await typeName(page);
    await join(page);
    await isInTheCall(page);
    await page.goBack();
    // Without a script a browser may show the form as it was left; a press of a known browser works there too.
    const again = page.getByRole('button', {
      name: javaScriptEnabled ? en.return : /^(Return to the call|Join)$/,
    });
    await again.click(patience);
    await isInTheCall(page);
  });
});

describe('with JavaScript', () => {
  it('the page is one response, and says once that it is open, in which browser', async () => {
    const asked: string[] = [];
    const page = await world.open({}, world.link, async (blank) => {
      blank.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
    });
    await expect.poll(() => world.reports(), patience).toEqual(['open']);
    expect(asked.filter((line) => !line.includes('data:'))).toEqual([
      `GET ${world.link}`,
      `POST ${world.link}/report`,
    ]);
    expect(world.bench.door.asked('report')[0]?.report.device?.browser).toBe('chrome');
    await page.close();
  });

  it('a second click while the first one runs does nothing', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    world.bench.door.answer = async () => {
      await promise;
      return ok({ state: 'going-in', url: world.callUrl });
    };
    const page = await world.open();
    await typeName(page);
    await page.getByRole('button', { name: 'Join' }).dblclick();
    await page.getByRole('button', { name: 'Join', disabled: true }).waitFor(patience);
    await page.getByRole('textbox').press('Enter');
    expect(await page.getByRole('status').innerText()).toBe(en.connecting);
    resolve(undefined);
    await isInTheCall(page);
    expect(world.bench.door.presses()).toHaveLength(1);
  });

  it('a slow press gets a word of patience after eight seconds', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    world.bench.door.answer = async () => {
      await promise;
      return err(appError('timeout'));
    };
    const page = await world.open({}, world.link, (blank) => blank.clock.install());
    await typeName(page);
    await join(page);
    await expect.poll(() => world.bench.door.presses().length, patience).toBe(1);
    expect(await page.getByRole('status').innerText()).toBe(en.connecting);
    await page.clock.fastForward(8_000);
    await expect.poll(() => page.getByRole('status').innerText(), patience).toBe(en['still-trying']);
    resolve(undefined);
    await page.getByRole('alert').waitFor(patience);
    expect(await page.getByRole('textbox').inputValue()).toBe('Anna Smirnova');
  });

  it('without a connection says so, keeps the name and works again with one', async () => {
    world.bench.door.answer = ok({ state: 'going-in', url: world.callUrl });
    const page = await world.open();
    await typeName(page);
    await page.context().setOffline(true);
    await join(page);
    const alert = page.getByRole('alert');
    await alert.waitFor(patience);
    expect(await alert.innerText()).toContain(en['failed-offline']);
    expect(await alert.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.getByRole('textbox').inputValue()).toBe('Anna Smirnova');
    await page.context().setOffline(false);
    await join(page);
    await isInTheCall(page);
  });

  it('let in, but the call fails: the button is there, with the problem', async () => {
    world.bench.door.view = doorViews.waiting;
    world.bench.door.answer = err(appError('no-web-client'));
    const page = await world.open();
    await expect.poll(() => world.bench.door.watching(), patience).toBe(1);
    world.bench.door.show(doorViews['let-in']);
    await page.getByRole('button', { name: 'Go in' }).waitFor(patience);
    await page.getByRole('alert').waitFor(patience);
    expect(await page.title()).toMatch(/^Error: You can go in now/);
    world.letIn();
    await page.getByRole('button', { name: 'Go in' }).click();
    await isInTheCall(page);
  });

  it.each(['https://evil.example/webrtc/1', 'javascript:alert(1)'])('never goes to %s', async (url) => {
    world.bench.door.answer = ok({ state: 'going-in', url });
    const page = await world.open();
    await typeName(page);
    await join(page);
    await page.getByRole('alert').waitFor(patience);
    expect(page.url()).toBe(world.link);
  });

  it('a name that waited too long is typed once more: for the press, and for a call', async () => {
    world.bench.door.view = { ...doorViews.form, nameWaits: true };
    world.bench.door.answer = err(appError('name-required'));
    const page = await world.open({}, `${world.link}?h=${code}`);
    await page.getByText(en['name-waits']).waitFor(patience);
    world.bench.door.view = doorViews.form;
    await join(page);
    await page.getByRole('link', { name: en['failed-name-again'] }).waitFor(patience);
    const field = page.getByRole('textbox', { name: en['name-label'] });
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    world.bench.door.view = { ...doorViews.form, nameWaits: true };
    world.bench.door.answer = err(appError('timeout'));
    await page.reload();
    await join(page);
    await page.getByRole('alert').waitFor(patience);
    world.bench.door.view = doorViews.form;
    world.bench.door.callMeAnswer = err(appError('name-required'));
    await page.getByRole('button', { name: en['call-me'] }).click();
    await page.getByRole('link', { name: en['failed-name-again'] }).waitFor(patience);
    await field.fill('Anna');
    world.bench.door.callMeAnswer = ok(undefined);
    await page.getByRole('button', { name: en['call-me'] }).click();
    await page.getByText(en['called-here']).waitFor(patience);
  });

  it('a browser that keeps no cookie is told so', async () => {
    const page = await world.open();
    await typeName(page);
    await join(page);
    await page.getByRole('alert').waitFor(patience);
    expect(await page.getByRole('alert').innerText()).toContain(en['failed-no-cookies']);
    await page.getByRole('button', { name: en['call-me'] }).waitFor(patience);
  });

  it('a page that does not come is said, and comes with the next sign of life', async () => {
    world.mustWait();
    const page = await world.open({}, world.link, (blank) => blank.clock.install());
    await page.route(world.link, (route) => route.fulfill({ status: 502, body: '<h1>Bad Gateway</h1>' }));
    await typeName(page);
    await join(page);
    await expect.poll(() => page.getByRole('status').innerText(), patience).toBe(en['failed-offline']);
    expect(await page.getByRole('textbox').inputValue()).toBe('Anna Smirnova');
    await page.unroute(world.link);
    await page.clock.fastForward(12_000);
    await heading(page, en['waiting-title']);
  });

  it('a link that dies under the form shows the dead page', async () => {
    const page = await world.open();
    await typeName(page);
    world.bench.door.view = doorViews.dead;
    await join(page);
    await heading(page, en['dead-title']);
    expect(await page.getByRole('button').count()).toBe(0);
  });

  it('too many tries are said in place, without "Call me"', async () => {
    const page = await world.open();
    world.bench.door.answer = err(appError('too-many-requests'));
    await typeName(page);
    await join(page);
    await page.getByRole('alert').waitFor(patience);
    expect(await page.getByRole('alert').innerText()).toContain(en['failed-too-many']);
    expect(await page.getByRole('button', { name: en['call-me'] }).count()).toBe(0);
  });

  it('"Call me" says that it is under way, even during a press, and gives up after ten seconds', async () => {
    world.bench.door.answer = err(appError('timeout'));
    const page = await world.open({}, world.link, (blank) => blank.clock.install());
    await typeName(page);
    await join(page);
    await page.getByRole('alert').waitFor(patience);
    world.bench.door.answer = () => Promise.withResolvers<never>().promise;
    await join(page);
    await page.route('**/call-me', () => undefined);
    await page.getByRole('button', { name: en['call-me'] }).click();
    await page.getByRole('button', { name: en.telling, disabled: true }).waitFor(patience);
    await page.clock.fastForward(10_000);
    await page.getByRole('alert').waitFor(patience);
    expect(await page.getByRole('alert').innerText()).toContain(en['failed-offline']);
    await page.unroute('**/call-me');
    await page.getByRole('button', { name: en['call-me'] }).click();
    await page.getByText(en['called-here']).waitFor(patience);
  });

  it('what happens during "Call me" is shown after it', async () => {
    const { door } = world.bench;
    door.view = { ...doorViews['let-in'], returning: true };
    const page = await world.open();
    await expect.poll(() => door.watching(), patience).toBe(1);
    const asked = page.waitForRequest('**/call-me');
    const { promise, resolve } = Promise.withResolvers<undefined>();
    await page.route('**/call-me', (route) => promise.then(() => route.continue()));
    await page.getByRole('button', { name: en['call-me'] }).click();
    await asked;
    const heard = page.waitForRequest('**/report');
    door.show(doorViews.declined);
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await (await heard).response();
    // From here on nothing else tells the page.
    await page.route('**/report', () => undefined);
    resolve(undefined);
    await heading(page, en['declined-title']);
  });

  it('"Call me" without a name asks for it, keeps its reason, and works then', async () => {
    world.bench.door.answer = err(appError('timeout'));
    const page = await world.open();
    await typeName(page);
    await join(page);
    await page.getByRole('alert').waitFor(patience);
    await typeName(page, ' ');
    await page.getByRole('button', { name: en['call-me'] }).click();
    await page.getByRole('link', { name: en['failed-name-required'] }).waitFor(patience);
    await typeName(page);
    await page.getByRole('button', { name: en['call-me'] }).click();
    await page.getByText(en['called-here']).waitFor(patience);
    expect(world.bench.door.asked('call-me').map(({ input }) => input.reason)).toEqual([
      'service',
      'service',
    ]);
  });
});

it('an unknown link is calm and has the telephone', async () => {
  const page = await world.open({}, world.link.replace(liveToken, unknownToken));
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(en['dead-title']);
  expect(await page.getByRole('link', { name: telephone }).count()).toBe(1);
});
