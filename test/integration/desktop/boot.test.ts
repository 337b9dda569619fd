/** The app as built, in a process where a stand-in takes the place of Electron: the wiring, not Electron itself. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findWiringFaults } from '../../../scripts/staticCheck.ts';
import { ensureBuilt } from '../../../src/main/launch/build.ts';
import { requestChannels } from '../../../src/shared/ipc/channels.ts';
import { requests } from '../../../src/shared/ipc/contract.ts';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { bootDesktop, type Desktop } from '../../fixtures/desktop/bootDesktop.ts';
import type { PermissionWishes } from '../../fixtures/desktop/commands.ts';
import { report, valueOf } from '../../fixtures/desktop/report.ts';

const root = join(import.meta.dirname, '../../..');

const ending = async (desktop: Desktop) => {
  const { exit, order, errorBoxes } = await desktop.ended;
  return { exit, order, errorBoxes };
};

beforeAll(() => {
  expect(ensureBuilt(root, () => undefined)).not.toBe('failed');
}, 120_000);

it('the built files have no wiring fault that shows without running them', () => {
  expect(findWiringFaults(root)).toEqual([]);
});

it('the built preload gives the page two functions and nothing of Electron', async () => {
  const exposed: Record<string, unknown> = {};
  const asked: unknown[] = [];
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, api: unknown) => void (exposed[name] = api) },
    ipcRenderer: { invoke: async (...given: unknown[]) => void asked.push(given) },
  };
  const code = readFileSync(join(root, 'out/preload/index.cjs'), 'utf8');
  runInNewContext(code, { require: (name: string) => (name === 'electron' ? electron : undefined) });
  expect(Object.keys(exposed)).toEqual(['visitDesk']);
  const api = z.object({ request: z.unknown(), on: z.unknown() }).parse(exposed['visitDesk']);
  expect(Object.keys(Object(exposed['visitDesk']))).toEqual(['request', 'on']);
  if (typeof api.request !== 'function') throw new Error('request is not a function');
  await Reflect.apply(api.request, undefined, ['app:info', {}]);
  await Reflect.apply(api.request, undefined, ['electron-store-get-data', {}]);
  expect(asked).toEqual([['app:info', {}]]);
});

describe('a started app', () => {
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await bootDesktop();
  });
  afterAll(() => desktop.dispose());

  it('does before ready what Electron takes only then, and nothing else', async () => {
    const { order } = await report(desktop);
    expect(order).toEqual([
      'enableSandbox',
      'registerSchemesAsPrivileged',
      'requestSingleInstanceLock',
      'ready',
      'protocol.handle app',
      'window',
    ]);
  });

  it('registers its scheme with these privileges and no other', async () => {
    expect((await report(desktop)).schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  });

  it('opens one window with these preferences and no other, on its own page', async () => {
    const { windows, menu } = await report(desktop);
    expect(windows).toHaveLength(1);
    const preload = join(root, 'out/preload/index.cjs');
    expect(windows[0]?.options['webPreferences']).toEqual({
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: true,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      devTools: true,
    });
    expect(existsSync(preload)).toBe(true);
    expect(existsSync(String(windows[0]?.options['icon']))).toBe(true);
    expect(windows[0]?.loaded).toEqual(['app://desk/']);
    expect(windows[0]?.calls).toEqual(['show']);
    if (process.platform !== 'darwin') expect(menu).toBeNull();
  });

  it('answers on every channel of the contract, and leaves no listener of a package', async () => {
    const { channels, listeners } = await report(desktop);
    expect(channels.toSorted()).toEqual([...requestChannels].toSorted());
    expect(listeners).toEqual([]);
    const info = requests['app:info'].output.parse(
      z.object({ ok: z.literal(true), value: z.unknown() }).parse(await desktop.run('invoke', 'app:info', {}))
        .value,
    );
    expect(info).toMatchObject({ shell: 'desktop', language: 'ru', version: '0.0.0-test' });
    expect(info.status.vault).toEqual({ strength: 'strong', lasting: true });
    // Without a service: the patient's page is served here (clinic.test.ts has the other way).
    expect((await report(desktop)).servers).toBe(1);
  });

  it.each([
    ['a guest', { id: 999 }],
    ['a frame that is gone', { gone: true }],
    ['a detached frame', { detached: true }],
    ['a sub-frame', { inside: true }],
    ['a look-alike host', { url: 'app://desk.evil/' }],
    ['a page of the network', { url: 'https://desk/' }],
    ['the development page', { url: 'http://localhost:5173/' }],
  ])('refuses %s on every channel', async (_name, sender) => {
    for (const channel of requestChannels)
      expect(await desktop.run('invoke', channel, {}, sender)).toMatchObject({
        ok: false,
        error: { code: 'forbidden' },
      });
  });

  it('serves its page with the strict policy', async () => {
    expect(await desktop.run('fetch', 'GET', 'app://desk/')).toMatchObject({
      status: 200,
      text: readFileSync(join(root, 'out/renderer/index.html'), 'utf8'),
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'x-content-type-options': 'nosniff',
        'content-security-policy':
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
          "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
      },
    });
    const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(
      readFileSync(join(root, 'out/renderer/index.html'), 'utf8'),
    );
    expect(await desktop.run('fetch', 'GET', `app://desk/${script?.[1] ?? ''}`)).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/javascript; charset=utf-8' },
    });
  });

  it.each([
    ['GET', 'app://desk/missing.js', 404],
    ['GET', 'app://desk/assets', 404],
    ['GET', 'app://desk/..%2fpreload/index.cjs', 404],
    ['GET', 'app://other/index.html', 404],
    ['POST', 'app://desk/index.html', 405],
  ])('%s %s is %i', async (method, url, status) => {
    expect(await desktop.run('fetch', method, url)).toMatchObject({ status, text: '' });
  });

  it('keeps its window on its own page and opens outside nothing but what a desk sends', async () => {
    expect(await desktop.run('navigate', 'window', 'will-navigate', 'app://desk/', true)).toBe(false);
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate'])
      expect(await desktop.run('navigate', 'window', event, 'https://evil.example/', true)).toBe(true);
    for (const url of [
      'https://docs.example/help',
      'https://t.me/share/url?url=x',
      'mailto:?subject=a%20b&body=c%0D%0Ad',
      'sms:+79000000000?&body=%D0%B0',
      'http://docs.example/',
      'file:///etc/passwd',
      'smb://a/b',
    ])
      expect(await desktop.run('openWindow', 'window', url)).toEqual({ action: 'deny' });
    // No messenger is enabled, and there is no call.
    expect((await report(desktop)).opened).toEqual([
      'mailto:?subject=a%20b&body=c%0D%0Ad',
      'sms:+79000000000?&body=%D0%B0',
    ]);
  });

  it('gives its own page the clipboard and no camera', async () => {
    const ask = (permission: string, changes: Partial<PermissionWishes> = {}) =>
      desktop.run('permission', '', {
        who: 'window',
        permission,
        origin: 'app://desk/',
        isMainFrame: true,
        ...changes,
      });
    expect(await ask('clipboard-sanitized-write')).toEqual({ requested: true, checked: true });
    expect(await ask('clipboard-read')).toEqual({ requested: false, checked: false });
    expect(await ask('media', { mediaTypes: ['video'] })).toEqual({ requested: false, checked: false });
    expect(await ask('clipboard-sanitized-write', { who: 'null' })).toEqual({
      requested: null,
      checked: false,
    });
    expect(await ask('clipboard-sanitized-write', { who: 'stranger' })).toEqual({
      requested: false,
      checked: false,
    });
    expect(await desktop.run('device', '')).toBe(false);
  });

  it('shows no certificate of the person’s own to anybody', async () => {
    expect(await desktop.run('clientCertificate')).toEqual({ prevented: true, chosen: [[]] });
  });

  it('attaches no webview while there is no call', async () => {
    const params = { src: 'https://video.example/', partition: 'guest-x' };
    expect(await desktop.run('attach', params)).toBeNull();
  });

  it('comes to the front when it is started again', async () => {
    await desktop.run('secondInstance');
    expect((await report(desktop)).windows[0]?.calls).toEqual(['show', 'restore', 'focus']);
  });
});

describe('secrets', () => {
  it('lie sealed in the user’s folder, and settings beside them', async () => {
    const desktop = await bootDesktop();
    try {
      valueOf(
        await desktop.run('invoke', 'credentials:save', { secret: 'canary-of-the-test', consent: false }),
      );
      const file = readFileSync(join(desktop.folder, 'secrets.json'), 'utf8');
      expect(Object.keys(JSON.parse(file)).toSorted()).toEqual(['client-secret', 'field-key', 'link-key']);
      expect(file).not.toContain('canary-of-the-test');
      valueOf(
        await desktop.run('invoke', 'settings:save', {
          sections: { app: { language: 'en' } },
          linksMayDie: false,
        }),
      );
      const settings: unknown = JSON.parse(readFileSync(join(desktop.folder, 'config.json'), 'utf8'));
      expect(settings).toMatchObject({ app: { language: 'en' } });
    } finally {
      await desktop.dispose();
    }
  });
});

describe('starting and ending', () => {
  it('ends with its window, after the core has closed what was open', async () => {
    const desktop = await bootDesktop();
    try {
      const listening = requests['app:info'].output.parse(
        valueOf(await desktop.run('invoke', 'app:info', {})),
      );
      const { join: page } = listening.status;
      await desktop.run('closeWindow').catch(() => undefined);
      expect(await ending(desktop)).toMatchObject({ exit: 0, errorBoxes: [] });
      if (page.state === 'listening') await expect(fetch(page.origin)).rejects.toThrow();
      expect(page.state).toBe('listening');
    } finally {
      await desktop.dispose();
    }
  });

  it('gives way to the one that runs, before it is ready', async () => {
    const desktop = await bootDesktop({ environment: { STAND_IN_LOCK: 'refused' } });
    try {
      const { exit, order } = await ending(desktop);
      expect(exit).toBe(0);
      expect(order).toEqual([
        'enableSandbox',
        'registerSchemesAsPrivileged',
        'requestSingleInstanceLock',
        'exit 0',
      ]);
    } finally {
      await desktop.dispose();
    }
  });

  it('takes its data folder before the lock, which lies in it', async () => {
    const desktop = await bootDesktop({
      flags: (folder) => ['--data-dir', join(folder, 'own')],
    });
    try {
      const { order } = await report(desktop);
      expect(order.indexOf('setPath userData')).toBeGreaterThan(-1);
      expect(order.indexOf('setPath userData')).toBeLessThan(order.indexOf('requestSingleInstanceLock'));
      await desktop.run('invoke', 'visits:list', {});
      expect(existsSync(join(desktop.folder, 'own', 'secrets.json'))).toBe(true);
    } finally {
      await desktop.dispose();
    }
  });

  it('has no developer tools once it is packaged, and no development page', async () => {
    const environment = { STAND_IN_PACKAGED: 'yes', ELECTRON_RENDERER_URL: 'http://localhost:5173' };
    const desktop = await bootDesktop({ environment });
    try {
      const { windows } = await report(desktop);
      expect(windows[0]?.options).toMatchObject({ webPreferences: { devTools: false } });
      expect(windows[0]?.loaded).toEqual(['app://desk/']);
    } finally {
      await desktop.dispose();
    }
  });

  it('says which variable of the environment is wrong, and ends', async () => {
    const desktop = await bootDesktop({ environment: { VISIT_DESK_SERVER: 'http://video.example' } });
    try {
      const { exit, errorBoxes } = await ending(desktop);
      expect(exit).toBe(1);
      const sentence = messages.ru.launch['address-insecure'].replace('{{variable}}', 'VISIT_DESK_SERVER');
      expect(errorBoxes).toEqual([`Visit Desk: ${sentence}`]);
    } finally {
      await desktop.dispose();
    }
  });

  it('says so when its folder cannot be used, and ends', async () => {
    const desktop = await bootDesktop({
      flags(folder) {
        writeFileSync(join(folder, 'file'), '');
        return ['--data-dir', join(folder, 'file', 'inside')];
      },
    });
    try {
      const { exit, errorBoxes } = await ending(desktop);
      expect(exit).toBe(1);
      expect(errorBoxes).toEqual([`Visit Desk: ${messages.ru.errors.internal}`]);
    } finally {
      await desktop.dispose();
    }
  });
});
