/** The app as built, with a clinic's service in this process, on the stand-in for Electron: the wiring, not Electron itself. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { ensureBuilt } from '../../../src/main/launch/build.ts';
import { requestChannels } from '../../../src/shared/ipc/channels.ts';
import { requests } from '../../../src/shared/ipc/contract.ts';
import { systemClock } from '../../../src/main/system.ts';
import { bootDesktop, type Desktop, type DesktopOptions } from '../../fixtures/desktop/bootDesktop.ts';
import { report, valueOf } from '../../fixtures/desktop/report.ts';
import { scriptedCore, staffNode } from '../service/staff/support.ts';

const root = join(import.meta.dirname, '../../..');
const partition = 'persist:clinic';

beforeAll(() => {
  expect(ensureBuilt(root, () => undefined)).not.toBe('failed');
}, 120_000);

async function boot(options: DesktopOptions): Promise<Desktop> {
  const desktop = await bootDesktop(options);
  onTestFinished(() => desktop.dispose());
  return desktop;
}

async function service() {
  const core = scriptedCore();
  const node = await staffNode({ clock: systemClock, core });
  const doctor = await node.account({ role: 'doctor' });
  return { core, node, doctor, cookie: await node.signIn(doctor) };
}

const stateOf = async (desktop: Desktop) =>
  requests['clinic:state'].output.parse(valueOf(await desktop.run('invoke', 'clinic:state', {})));
const refused = (code: string) => ({ ok: false, error: { code } });

test('with a service the desktop keeps nothing, listens nowhere, and signs in in a window of its own', async () => {
  const { core, node, cookie } = await service();
  const { origin } = node;
  const desktop = await boot({ environment: { VISIT_DESK_SERVICE: origin } });
  expect(await stateOf(desktop)).toEqual({ address: origin, locked: true, connection: 'signed-out' });

  const { windows, servers, channels, sessions } = await report(desktop);
  expect(windows.map(({ loaded }) => loaded)).toEqual([
    ['app://desk/?clinic'],
    [`${origin}/sign-in?lang=ru`],
  ]);
  expect(windows[1]?.options['webPreferences']).toEqual({
    partition,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: false,
  });
  expect(servers).toBe(0);
  expect(readdirSync(desktop.folder).filter((name) => /sqlite|secret|key|\.json$/.test(name))).toEqual([]);
  expect(channels.toSorted()).toEqual([...requestChannels].toSorted());
  expect(sessions[partition]).toEqual(['spellcheck false']);

  // A page of the service, or of a provider, is no page of the app.
  const id = z.number().parse(await desktop.run('clinicId'));
  for (const channel of requestChannels)
    expect(await desktop.run('invoke', channel, {}, { id, url: `${origin}/sign-in` })).toMatchObject(
      refused('forbidden'),
    );

  await desktop.run('keepCookies', partition, [
    { name: 'sign-in', value: 'state' },
    { name: 'desk', value: cookie.slice('desk='.length) },
  ]);
  await desktop.run('arrive', `${origin}/sign-in?lang=ru`);
  expect((await report(desktop)).windows[1]?.calls).not.toContain('close');
  await desktop.run('arrive', `${origin}/desk/`);
  expect((await report(desktop)).windows[1]?.calls).toContain('close');
  expect(valueOf(await desktop.run('invoke', 'app:info', {}))).toEqual({ shell: 'desktop' });
  expect(core.dispatched.map(({ channel }) => channel)).toEqual(['app:info']);
  expect((await stateOf(desktop)).connection).toBe('up');
  expect((await report(desktop)).sent).toContain('connection:changed');

  expect(await desktop.run('invoke', 'clinic:use', { address: '' })).toMatchObject(refused('locked'));
  valueOf(await desktop.run('invoke', 'clinic:open', { page: 'account', language: 'en' }));
  expect((await report(desktop)).windows[2]?.loaded).toEqual([`${origin}/account?lang=en`]);
  valueOf(await desktop.run('invoke', 'clinic:signOut', {}));
  expect((await report(desktop)).sessions[partition]).toEqual(['spellcheck false', 'cleared']);
  expect(await node.sessions.find(cookie.slice('desk='.length), origin)).toBeUndefined();
  expect((await stateOf(desktop)).connection).toBe('signed-out');

  await desktop.run('closeWindow').catch(() => undefined);
  const { exit, errorBoxes, stderr } = await desktop.ended;
  expect({ exit, errorBoxes }).toEqual({ exit: 0, errorBoxes: [] });
  expect(stderr).not.toContain(cookie.slice('desk='.length));
});

test('the window of signing in goes where the service sends it, and has nothing of the app', async () => {
  const origin = 'https://desk.clinic.example';
  const provider = 'https://login.clinic.example/auth';
  const desktop = await boot({
    flags(folder) {
      writeFileSync(join(folder, 'config.json'), JSON.stringify({ service: { address: origin } }));
      return [];
    },
  });
  expect(await stateOf(desktop)).toMatchObject({ address: origin, locked: false });
  const isBlocked = (event: string, url: string, isMain = true) =>
    desktop.run('navigate', 'clinic', event, url, isMain);
  await desktop.run('arrive', `${origin}/sign-in`);
  expect(await isBlocked('will-navigate', `${origin}/oidc/start`)).toBe(false);
  expect(await isBlocked('will-navigate', provider)).toBe(true);
  expect(await isBlocked('will-frame-navigate', provider, false)).toBe(true);
  expect(await isBlocked('will-redirect', provider)).toBe(false);
  await desktop.run('arrive', provider);
  expect(await isBlocked('will-navigate', `${origin}/oidc/callback?code=x`)).toBe(false);
  for (const url of ['file:///etc/passwd', 'app://desk/', 'http://login.clinic.example/', 'smb://a/b'])
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate'])
      expect(await isBlocked(event, url), `${event} ${url}`).toBe(true);
  // The app's own window gains nothing by it.
  expect(await desktop.run('navigate', 'window', 'will-redirect', provider, true)).toBe(true);
  expect(await desktop.run('navigate', 'window', 'will-navigate', `${origin}/sign-in`, true)).toBe(true);

  expect(await desktop.run('openWindow', 'clinic', 'https://docs.example/')).toEqual({ action: 'deny' });
  expect((await report(desktop)).opened).toEqual([]);
  for (const permission of ['media', 'clipboard-sanitized-write', 'geolocation', 'notifications'])
    expect(
      await desktop.run('permission', partition, {
        who: 'clinic',
        permission,
        origin: provider,
        isMainFrame: true,
        mediaTypes: ['video'],
      }),
    ).toEqual({ requested: false, checked: false });
  expect(await desktop.run('device', partition)).toBe(false);
  expect(await desktop.run('download', partition)).toBe(true);

  // It came to the desk and left no cookie: whoever sits there is asked, and no window opens after another.
  await desktop.run('arrive', `${origin}/desk/`);
  expect((await stateOf(desktop)).connection).toBe('signed-out');
  expect((await report(desktop)).windows).toHaveLength(2);
});

test('the first start takes a service that answers as one, and starts anew; the next start works with it', async () => {
  const { node } = await service();
  const desktop = await boot({});
  expect(await stateOf(desktop)).toEqual({ address: '', locked: false, connection: 'up' });
  const config = join(desktop.folder, 'config.json');
  expect(await desktop.run('invoke', 'clinic:use', { address: 'http://127.0.0.1:1' })).toMatchObject(
    refused('refused'),
  );
  expect(await desktop.run('invoke', 'clinic:open', { page: 'sign-in', language: 'en' })).toMatchObject(
    refused('unknown-channel'),
  );
  expect(existsSync(config) && readFileSync(config, 'utf8').includes('127.0.0.1')).toBe(false);
  await desktop.run('invoke', 'clinic:use', { address: `${node.origin}/desk/` }).catch(() => undefined);
  const { exit, order } = await desktop.ended;
  expect({ exit, order: order.slice(-2) }).toEqual({ exit: 0, order: ['relaunch', 'exit 0'] });
  const kept = readFileSync(config, 'utf8');
  expect(JSON.parse(kept)).toMatchObject({ service: { address: node.origin } });

  const next = await boot({
    flags(folder) {
      writeFileSync(join(folder, 'config.json'), kept);
      return [];
    },
  });
  expect(await stateOf(next)).toMatchObject({ address: node.origin, connection: 'signed-out' });
});
