/** The pane of the call: its layouts, its page in trouble, and the way from one patient to the next. A scripted core. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { FakeDesk, okay, refusal } from '../../fixtures/fakeDesk.ts';
import { personView, settingsView, visitView } from '../../fixtures/views.ts';
import { deskWorld, button, card, expectClean, openDesk, patience } from './support.ts';
import { serverSettings } from '../../fixtures/serverSettings.ts';

const world = deskWorld();
const embedded = { kind: 'embedded', entry: 'named-guest', url: null } as const;
const minutesAgo = (minutes: number) => Date.now() - minutes * 60_000;

/** The doctor can go into `a`; Petr (label Kuznetsov) waits longest, then Olga Petrova, whose label is another's. */
function scene(shell: FakeDesk['shell'] = 'web') {
  const desk = new FakeDesk();
  desk.shell = shell;
  const callUrl = `${world.site.origin.replace('127.0.0.1', 'localhost')}/call`;
  const server = serverSettings(new URL(callUrl).origin, 'x');
  desk.settings = settingsView({ values: { ...desk.settings.values, server } });
  const waiting = (id: string, label: string, name: string, minutes: number) =>
    visitView(id, 'waiting', {
      label,
      call: embedded,
      persons: [personView(`${id}1`, name, 'waiting', minutesAgo(minutes))],
    });
  desk.visits = [
    visitView('a', 'in-call', { label: 'Smirnova A. P.', call: embedded }),
    waiting('b', 'Kuznetsov Petr', 'Пётр Кузнецов', 5),
    waiting('c', 'Ivanova', 'Olga Petrova', 2),
  ];
  desk.handlers['call:enter'] = ({ visitId }) => okay({ url: `${callUrl}?${visitId}`, partition: 'guest' });
  return desk;
}

async function join(page: Page, id = 'a') {
  await card(page, id).locator('[data-join]').click();
}
const called = (page: Page) => page.frameLocator('iframe').getByText('the call').waitFor(patience);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.className ?? '');
const look = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe('the layouts', () => {
  it('fill the window and give the board back, and the call is never loaded anew', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: scene() });
    await join(page);
    await called(page);
    expect(await focused(page)).toBe('call');
    await page.frames()[1]?.evaluate(() => document.body.append('still here'));
    expect(await look(page, 'Small window, always on top').count()).toBe(0);
    await page.keyboard.press('f');
    await expect.poll(() => page.locator('.board').isVisible(), patience).toBe(false);
    expect(await page.locator('header').isVisible()).toBe(false);
    await expectClean(page);
    // Nothing opens or is made where nobody would see it.
    for (const key of ['n', 'p', 'l', '?', 'Shift+O', 'Shift+S']) await page.keyboard.press(key);
    expect(await page.locator('dialog[open], .menu:not([hidden])').count()).toBe(0);
    expect(desk.inputsOf('visits:create')).toEqual([]);
    // What comes meanwhile is told, and is the way back.
    await button(page, '2 wait').click();
    expect(await page.locator('.board').isVisible()).toBe(true);
    expect(await focused(page)).toBe('call');
    await page.frameLocator('iframe').getByText('still here').waitFor(patience);
  });

  it('on the desktop there is a small window, too; each call begins beside the board', async () => {
    const desk = scene('desktop');
    const { page } = await openDesk(world.browser, world.site, { desk });
    await join(page);
    const guest = await page.locator('webview').elementHandle(patience);
    await look(page, 'Small window, always on top').click();
    await page.setViewportSize({ width: 440, height: 360 });
    await expectClean(page);
    expect(await page.evaluate((view) => view.isConnected, guest)).toBe(true);
    await page.setViewportSize({ width: 1280, height: 800 });
    // A notice brings the board back each time: also for the same card again, and for several at once.
    for (const visitId of ['b', 'b', null]) {
      desk.emit('shell:opened', { visitId });
      await expect.poll(() => page.locator('.board').isVisible(), patience).toBe(true);
      await look(page, 'Small window, always on top').click();
    }
    await button(page, 'Leave the call').click();
    const changes = ['compact', 'beside', 'compact', 'beside', 'compact', 'beside', 'compact', 'beside'];
    await expect
      .poll(() => desk.inputsOf('shell:layout'), patience)
      .toEqual(changes.map((layout) => ({ layout })));
    await join(page);
    expect(await look(page, 'Beside the board').getAttribute('aria-pressed')).toBe('true');
  });

  it('the focus comes back to the button by which the call was joined', async () => {
    const { page } = await openDesk(world.browser, world.site, { desk: scene() });
    await join(page, 'c');
    await called(page);
    await button(page, 'Leave the call').click();
    const isBack = () => page.evaluate(() => document.activeElement?.matches('[data-visit=c] [data-join]'));
    await expect.poll(isBack, patience).toBe(true);
  });
});

describe('a page of the call in trouble', () => {
  it('that does not load is tried three times more, and then there are two ways on', async () => {
    const desk = scene();
    const { page } = await openDesk(world.browser, world.site, { desk });
    let loads = 0;
    let answers = false;
    await page.route(/\/call\?a$/, async (route) => {
      loads += 1;
      if (answers) await route.continue();
    });
    await page.clock.install();
    await join(page);
    await expect.poll(() => loads, patience).toBe(1);
    for (const [index, seconds] of [1, 2, 3].entries()) {
      await page.clock.fastForward(15_000);
      await page.getByText('The call does not load.').waitFor(patience);
      await page.clock.fastForward(seconds * 1_000);
      await expect.poll(() => loads, patience).toBe(index + 2);
    }
    await page.clock.fastForward(15_000);
    const outside = page.getByRole('link', { name: 'Open in the browser' });
    expect(await outside.getAttribute('href', patience)).toMatch(/\/call\?a$/);
    await expectClean(page);
    answers = true;
    await button(page, 'Try again').click();
    await called(page);
    // A new address each time: the former may have been good once only.
    expect(desk.inputsOf('call:enter')).toHaveLength(2);
    expect(desk.inputsOf('call:leave')).toEqual([]);
    expect(await page.locator('.call-trouble').count()).toBe(0);
  });

  it('on the desktop a guest that dies is loaded again in its own place', async () => {
    const { page } = await openDesk(world.browser, world.site, { desk: scene('desktop') });
    await page.clock.install();
    await join(page);
    const guest = page.locator('webview');
    await guest.waitFor({ state: 'attached', ...patience });
    const tell = (name: string) => guest.evaluate((view, type) => view.dispatchEvent(new Event(type)), name);
    await guest.evaluate((view) => {
      view.setAttribute('data-same', '');
      view.setAttribute('src', 'about:blank');
    });
    await tell('did-finish-load');
    await tell('render-process-gone');
    await page.getByText('The page of the call has stopped.').waitFor(patience);
    await page.clock.fastForward(1_000);
    await expect.poll(() => guest.getAttribute('src'), patience).toMatch(/\/call\?a$/);
    expect(await guest.getAttribute('data-same')).toBe('');
    await tell('did-finish-load');
    await expect.poll(() => page.locator('.call-trouble').count(), patience).toBe(0);
  });
});

describe('end and next', () => {
  it('ends, lets in who waits longest, enters, and shows the name against the label for ten seconds', async () => {
    const desk = scene();
    const { page } = await openDesk(world.browser, world.site, { desk, colorScheme: 'dark' });
    await page.clock.install();
    await join(page);
    await called(page);
    await page.keyboard.press('x');
    await page.locator('iframe[src$="?b"]').waitFor(patience);
    const asked = ['visits:end', 'persons:letIn', 'call:enter'] as const;
    expect(asked.map((channel) => desk.inputsOf(channel))).toEqual([
      [{ visitId: 'a' }],
      [{ visitId: 'b', personIds: ['b1'] }],
      [{ visitId: 'a' }, { visitId: 'b' }],
    ]);
    const greeting = page.locator('.greeting');
    expect(await greeting.locator('dd').allTextContents()).toEqual(['Пётр Кузнецов', 'Kuznetsov Petr']);
    await greeting.getByText('The names match.').waitFor(patience);
    expect(await focused(page)).toBe('call');
    await expectClean(page);
    await page.clock.fastForward(10_000);
    await expect.poll(() => greeting.count(), patience).toBe(0);
  });

  it('lets nobody in whose name is another’s: the card comes forward with its question', async () => {
    const desk = scene();
    desk.visits = desk.visits.filter(({ id }) => id !== 'b');
    const { page } = await openDesk(world.browser, world.site, { desk });
    await join(page);
    await called(page);
    const asks = () =>
      page.evaluate(() => document.activeElement?.matches('[data-visit=c] .let-in-question .main'));
    // It may be open already.
    await card(page, 'c').locator('[data-action=let-in]').click();
    await button(page, 'End and next').click();
    await expect.poll(() => page.locator('iframe').count(), patience).toBe(0);
    await expect.poll(asks, patience).toBe(true);
    expect(await page.locator('iframe').count()).toBe(0);
    expect([desk.inputsOf('persons:letIn'), desk.inputsOf('call:enter')]).toEqual([[], [{ visitId: 'a' }]]);
  });

  it('says so when nobody waits, with the board in front', async () => {
    const desk = scene();
    desk.visits = desk.visits.filter(({ id }) => id === 'a');
    const { page } = await openDesk(world.browser, world.site, { desk, locale: 'ru-RU' });
    await join(page);
    await called(page);
    await page.keyboard.press('f');
    await page.keyboard.press('x');
    await page.getByText('Приём завершён. Больше никто не ждёт.').waitFor(patience);
    expect(await page.locator('.board').isVisible()).toBe(true);
  });

  it('asks while somebody else is still in the call, and changes nothing when the end is refused', async () => {
    const desk = scene();
    desk.visits = desk.visits.map((visit) =>
      visit.id === 'a' ? { ...visit, persons: [personView('a1', 'Anna', 'in-call', Date.now())] } : visit,
    );
    desk.handlers['visits:end'] = () => refusal('storage-failed');
    const { page } = await openDesk(world.browser, world.site, { desk });
    await join(page);
    await called(page);
    await page.keyboard.press('x');
    await page.getByRole('dialog').getByText('In the call now: Anna.').waitFor(patience);
    expect(desk.inputsOf('visits:end')).toEqual([]);
    await button(page, 'End for everybody').click();
    await page.locator('.alert').waitFor(patience);
    expect(desk.inputsOf('persons:letIn')).toEqual([]);
    expect(await page.locator('iframe[src$="?a"]').count()).toBe(1);
  });
});

describe('calls that are elsewhere', () => {
  it('in tabs: a bar above the board ends one and opens the next, in a tab that knows nothing of the desk', async () => {
    const desk = scene();
    const url = (id: string) => `${world.site.origin.replace('127.0.0.1', 'localhost')}/call?${id}`;
    desk.visits = desk.visits.map((visit) => ({
      ...visit,
      call: { kind: 'tab', entry: 'own-account', url: url(visit.id) },
    }));
    desk.handlers['call:enter'] = () => okay({ url: null, partition: '' });
    const { page } = await openDesk(world.browser, world.site, { desk });
    const first = page.waitForEvent('popup');
    await card(page, 'a').getByRole('link', { name: 'Join the call' }).click();
    await first;
    await page.getByText('You are in its call in another tab').waitFor(patience);
    const second = page.waitForEvent('popup');
    await button(page, 'End and next').click();
    const tab = await second;
    await tab.waitForURL(url('b'), patience);
    expect(await tab.evaluate(() => window.opener === null)).toBe(true);
    expect(desk.inputsOf('persons:letIn')).toEqual([{ visitId: 'b', personIds: ['b1'] }]);
    await page.locator('.away .greeting').getByText('The names match.').waitFor(patience);
    await expectClean(page);
    // Petr is on the way in. Olga’s name is not that of the label: no tab is opened for her.
    await button(page, 'End and next').click();
    await button(page, 'End for everybody').click();
    await card(page, 'c').locator('.let-in-question').waitFor(patience);
    expect(page.context().pages()).toHaveLength(3);
  });

  it.each([
    ['does not wait any more', 'gone'],
    ['has another label by then', 'label'],
  ] as const)('a tab that was opened for who %s is closed, and nobody is let in', async (_who, change) => {
    const desk = scene();
    const call = { kind: 'tab', entry: 'own-account', url: `${world.site.origin}/call` } as const;
    desk.visits = desk.visits.map((visit) => ({ ...visit, call }));
    desk.handlers['call:enter'] = () => okay({ url: null, partition: '' });
    const end = desk.handlers['visits:end'];
    const held = Promise.withResolvers<void>();
    desk.handlers['visits:end'] = (input) => held.promise.then(() => end(input));
    const { page } = await openDesk(world.browser, world.site, { desk });
    const first = page.waitForEvent('popup');
    await card(page, 'a').getByRole('link', { name: 'Join the call' }).click();
    await first;
    const second = page.waitForEvent('popup');
    await button(page, 'End and next').click();
    const tab = await second;
    const closed = tab.waitForEvent('close');
    const person = personView('b1', 'Пётр Кузнецов', 'gone', minutesAgo(0));
    desk.patch('b', change === 'gone' ? { persons: [person] } : { label: 'Sidorov' });
    held.resolve();
    await closed;
    if (change === 'gone')
      await page.getByText('Whoever was to come next does not wait any more.').waitFor(patience);
    else await card(page, 'b').locator('.let-in-question').waitFor(patience);
    expect(desk.inputsOf('persons:letIn')).toEqual([]);
    expect(await card(page, 'b').evaluate((each) => each.contains(document.activeElement))).toBe(true);
  });

  it('no tab stays open when the visit cannot be ended, and one that is refused is said', async () => {
    const desk = scene();
    const call = { kind: 'tab', entry: 'own-account', url: 'https://video.clinic.example/c/1' } as const;
    desk.visits = desk.visits.map((visit) => ({ ...visit, call }));
    desk.handlers['call:enter'] = () => okay({ url: null, partition: '' });
    desk.handlers['visits:end'] = () => refusal('storage-failed');
    const { page } = await openDesk(world.browser, world.site, { desk });
    await page.evaluate(() =>
      document.addEventListener('click', (event) => {
        if (event.target instanceof HTMLAnchorElement) event.preventDefault();
      }),
    );
    await card(page, 'a').getByRole('link', { name: 'Join the call' }).click();
    await button(page, 'End and next').click();
    await page.locator('.alert').waitFor(patience);
    await expect.poll(() => page.context().pages().length, patience).toBe(1);
    desk.handlers['visits:end'] = new FakeDesk().handlers['visits:end'];
    await page.getByText('You are in its call in another tab').waitFor(patience);
    await button(page, 'I have left it').click();
    await expect.poll(() => page.locator('.away').count(), patience).toBe(0);
  });
});

it('the TrueConf app is rung by the button, and the card says what to do when it does not ring', async () => {
  const desk = scene();
  const call = { kind: 'app', entry: 'trueconf-app', url: 'https://video.clinic.example/webrtc/1' } as const;
  desk.visits = [visitView('a', 'in-call', { call })];
  desk.handlers['call:enter'] = () => okay({ url: null, partition: '' });
  const { page } = await openDesk(world.browser, world.site, { desk });
  await button(page, 'Join the call: TrueConf will ring you').click();
  await page.getByText('signed in there as petrova').waitFor(patience);
  expect(await page.getByRole('link', { name: 'Or enter in the browser' }).getAttribute('href')).toBe(
    call.url,
  );
  expect(desk.inputsOf('call:enter')).toEqual([{ visitId: 'a' }]);
  await page.getByText('You are in its call in the TrueConf app').waitFor(patience);
  await expectClean(page);
});

it('closing asks in a call and while somebody waits, and not otherwise', async () => {
  const desk = scene();
  const { page } = await openDesk(world.browser, world.site, { desk });
  await card(page, 'b').waitFor(patience);
  const asks = () =>
    page.evaluate(() => {
      const leaving = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(leaving);
      return leaving.defaultPrevented;
    });
  await expect.poll(asks, patience).toBe(true);
  for (const id of ['b', 'c']) desk.patch(id, { persons: [] });
  await expect.poll(asks, patience).toBe(false);
  await join(page);
  await called(page);
  await expect.poll(asks, patience).toBe(true);
  await button(page, 'Leave the call').click();
  await expect.poll(asks, patience).toBe(false);
});

it('on the desktop the doctor chooses what is shown, or nothing', async () => {
  const desk = scene('desktop');
  const { page } = await openDesk(world.browser, world.site, { desk, locale: 'ru-RU', colorScheme: 'dark' });
  await card(page, 'a').waitFor(patience);
  const picture = 'data:image/jpeg;base64,/9j/4AAQSkZJRg==';
  const ask = (requestId: number) =>
    desk.emit('shell:chooseScreen', {
      requestId,
      sources: [
        { id: 'screen:0:0', kind: 'screen', name: 'Экран 1', picture },
        { id: 'window:7:0', kind: 'window', name: 'Снимок', picture: null },
      ],
    });
  ask(1);
  await page.getByRole('radio', { name: 'Экран 1' }).waitFor({ state: 'attached', ...patience });
  await expectClean(page);
  await page.keyboard.press('Escape');
  ask(2);
  await page.getByText('Снимок').click(patience);
  await page.keyboard.press('Enter');
  const answers = () => desk.inputsOf('shell:shareScreen');
  await expect.poll(answers, patience).toEqual([
    { requestId: 1, sourceId: null },
    { requestId: 2, sourceId: 'window:7:0' },
  ]);
  // The call was left while the doctor was choosing.
  ask(3);
  await page.getByRole('dialog').waitFor(patience);
  desk.emit('shell:chooseScreen', { requestId: 3, sources: null });
  await expect.poll(() => page.getByRole('dialog').count(), patience).toBe(0);
});
