/** How the built app is called, hidden, kept open and ended, on the stand-in for Electron: the wiring, not Electron itself. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../src/main/launch/build.ts';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { bootDesktop, type Desktop } from '../../fixtures/desktop/bootDesktop.ts';
import { report, valueOf } from '../../fixtures/desktop/report.ts';

const root = join(import.meta.dirname, '../../..');
beforeAll(() => {
  expect(ensureBuilt(root, () => undefined)).not.toBe('failed');
}, 120_000);

const take = async (desktop: Desktop) => valueOf(await desktop.run('invoke', 'shell:takeLink', {}));
const callsOf = async (desktop: Desktop) => (await report(desktop)).windows[0]?.calls ?? [];
const linked = async (desktop: Desktop) =>
  (await report(desktop)).sent.filter((channel) => channel === 'shell:linked').length;

describe('an address that calls the desk', () => {
  let desktop: Desktop;
  beforeAll(async () => {
    const environment = { STAND_IN_PACKAGED: 'yes' };
    desktop = await bootDesktop({ environment, flags: () => ['visit-desk:open/visit7', '--enable-x'] });
  });
  afterAll(() => desktop.dispose());

  it('is told to the system as ours once the app is installed', async () => {
    expect((await report(desktop)).signs).toContain('scheme visit-desk');
    const updates = valueOf(await desktop.run('invoke', 'shell:updates', {}));
    expect(updates).toEqual({ phase: 'unknown', version: '' });
  });

  it('of the first start waits for the page, and is given once', async () => {
    expect(await take(desktop)).toEqual({ link: { kind: 'open', visitId: 'visit7' } });
    expect(await take(desktop)).toEqual({ link: null });
  });

  it('of a second start brings the window forward, and makes nothing', async () => {
    const before = await linked(desktop);
    await desktop.run('secondInstance', ['visit-desk://new/']);
    expect((await callsOf(desktop)).slice(-2)).toEqual(['restore', 'focus']);
    expect(await linked(desktop)).toBe(before + 1);
    expect(await take(desktop)).toEqual({ link: { kind: 'new' } });
    expect((await report(desktop)).sent).not.toContain('visits:changed');
  });

  it('that is none of ours brings the window forward and is dropped', async () => {
    const before = await linked(desktop);
    await desktop.run('secondInstance', ['visit-desk:join/visit7']);
    expect((await callsOf(desktop)).at(-1)).toBe('focus');
    expect([await linked(desktop), await take(desktop)]).toEqual([before, { link: null }]);
  });

  it('of macOS comes as an event', async () => {
    expect(await desktop.run('openUrl', 'visit-desk:open/visit8')).toBe(true);
    expect(await take(desktop)).toEqual({ link: { kind: 'open', visitId: 'visit8' } });
  });
});

describe('started hidden', () => {
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await bootDesktop({ flags: () => ['--hidden'] });
  });
  afterAll(() => desktop.dispose());
  const onTray = process.platform === 'linux';

  it.runIf(onTray)('has its page and its icon, and shows no window until somebody asks', async () => {
    const { windows, trays } = await report(desktop);
    expect([windows[0]?.loaded, windows[0]?.calls]).toEqual([['app://desk/'], []]);
    expect(trays).toEqual([['icon icon.png', 'Visit Desk']]);
    await desktop.run('secondInstance', ['--hidden']);
    expect(await callsOf(desktop)).toEqual([]);
    const { desktop: words } = messages.ru;
    expect(await desktop.run('pressMenu', 0)).toEqual([
      ...[words['tray-open'], words['tray-new'], words['tray-quit']],
    ]);
    expect((await callsOf(desktop)).slice(0, 1)).toEqual(['show']);
  });

  it.runIf(onTray)('goes back to its icon when its window is closed', async () => {
    expect(await desktop.run('pressClose')).toEqual({ question: null, calls: ['hide'] });
    await desktop.run('pressMenu', 1);
    expect((await callsOf(desktop)).at(-1)).toBe('focus');
    expect(await take(desktop)).toEqual({ link: { kind: 'new' } });
  });

  it.runIf(onTray)('keeps no window open when the user’s session ends', async () => {
    await desktop.run('endSession');
    expect(await desktop.run('pressClose')).toEqual({ question: null, calls: ['closes'] });
  });

  it.runIf(onTray)('ends from the icon’s menu', async () => {
    await desktop.run('pressMenu', 2).catch(() => undefined);
    expect((await desktop.ended).exit).toBe(0);
  });
});

describe('the window', () => {
  it('opens where it stood, in sight where its screen has gone; and a signal ends it', async () => {
    const desktop = await bootDesktop({
      flags(folder) {
        const bounds = { x: 4000, y: 100, width: 900, height: 700 };
        writeFileSync(join(folder, 'window.json'), JSON.stringify({ bounds, maximized: true }));
        return [];
      },
    });
    try {
      const { windows } = await report(desktop);
      expect(windows[0]?.options).toMatchObject({ x: 510, y: 170, width: 900, height: 700 });
      expect(windows[0]?.calls).toEqual(['maximize', 'show']);
      await desktop.run('pressClose');
      const kept: unknown = JSON.parse(readFileSync(join(desktop.folder, 'window.json'), 'utf8'));
      expect(kept).toEqual({ bounds: { x: 100, y: 50, width: 1280, height: 800 }, maximized: true });

      // With a link that patients have: a signal ends the process without a question.
      await desktop.run('invoke', 'demo:start', {});
      valueOf(await desktop.run('invoke', 'visits:create', {}));
      expect(await desktop.run('pressClose')).toMatchObject({ question: { message: expect.any(String) } });
      await desktop.run('signal', 'SIGTERM').catch(() => undefined);
      expect((await desktop.ended).exit).toBe(0);
    } finally {
      await desktop.dispose();
    }
  });
});

describe('ending while patients have links', () => {
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await bootDesktop();
    await desktop.run('invoke', 'demo:start', {});
    valueOf(await desktop.run('invoke', 'visits:create', {}));
  });
  afterAll(() => desktop.dispose());
  const question = {
    message: 'У пациентов есть ссылка 1 приёма. Закрыть Visit Desk?',
    detail: messages.ru.call['close-alone-waiting'],
  };

  it('asks, and keeps the patients’ page up until the answer', async () => {
    expect(await desktop.run('pressClose', 0)).toEqual({ question, calls: [] });
    await desktop.run('quitApp');
    expect(await desktop.run('askedLast')).toMatchObject({ message: question.message });
    const { servers, order } = await report(desktop);
    expect(servers).toBeGreaterThan(0);
    expect(order).not.toContain('exit 0');
  });

  it('a page that crashes is loaded anew three times a minute, then the person is asked', async () => {
    const loaded = async () => (await report(desktop)).windows[0]?.loaded.length;
    await desktop.run('crashPage', 'clean-exit');
    expect(await loaded()).toBe(1);
    for (let crash = 0; crash < 3; crash += 1) await desktop.run('crashPage');
    expect(await loaded()).toBe(4);
    await desktop.run('crashPage');
    const { desktop: words } = messages.ru;
    expect(await desktop.run('askedLast')).toEqual({
      message: words['crash-message'],
      buttons: [words['crash-again'], words['crash-quit']],
    });
    // The first button was pressed.
    expect(await loaded()).toBe(5);
  });

  it('is not held up by a question that nobody answers when the computer goes off', async () => {
    expect(await desktop.run('pressClose', 'nobody')).toEqual({ question, calls: [] });
    await desktop.run('shutDown');
    await desktop.run('settle');
    expect((await callsOf(desktop)).at(-1)).toBe('close');
  });
});

describe('a packaged start', () => {
  it('checklist 26: with a switch for debugging is refused with a sentence', async () => {
    const given = ['--enable-x', '--remote-debugging-port=9222'];
    const desktop = await bootDesktop({ environment: { STAND_IN_PACKAGED: 'yes' }, flags: () => given });
    try {
      const { exit, errorBoxes, order } = await desktop.ended;
      const words = messages.ru.desktop['switch-refused'];
      const sentence = words.replace('{{switch}}', '--remote-debugging-port');
      expect({ exit, errorBoxes }).toEqual({ exit: 1, errorBoxes: [`Visit Desk: ${sentence}`] });
      expect(order).not.toContain('window');
    } finally {
      await desktop.dispose();
    }
  });
});
