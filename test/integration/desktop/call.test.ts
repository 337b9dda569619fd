/** The guest of a call, in the app as built on the stand-in for Electron, with the built-in server. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../src/main/launch/build.ts';
import { requests } from '../../../src/shared/ipc/contract.ts';
import { bootDesktop, type Desktop } from '../../fixtures/desktop/bootDesktop.ts';
import type { PermissionWishes } from '../../fixtures/desktop/commands.ts';
import { report, valueOf } from '../../fixtures/desktop/report.ts';
import { selfSigned } from '../../fixtures/trueconf/certificates.ts';

const root = join(import.meta.dirname, '../../..');

beforeAll(() => {
  expect(ensureBuilt(root, () => undefined)).not.toBe('failed');
}, 120_000);

/** With the built-in server: a real visit, a real address of a call. */
async function enterCall(desktop: Desktop) {
  await desktop.run('invoke', 'demo:start', {});
  const visit = requests['visits:create'].output.parse(
    valueOf(await desktop.run('invoke', 'visits:create', {})),
  );
  const entered = valueOf(await desktop.run('invoke', 'call:enter', { visitId: visit.id }));
  const { url, partition } = requests['call:enter'].output.parse(entered);
  if (url === null) throw new Error('the desktop embeds');
  return { url, partition, visitId: visit.id, origin: new URL(url).origin };
}

describe('a call', () => {
  let desktop: Desktop;
  let call: Awaited<ReturnType<typeof enterCall>>;
  beforeAll(async () => {
    desktop = await bootDesktop();
    call = await enterCall(desktop);
  });
  afterAll(() => desktop.dispose());

  it('tells the board what changes', async () => {
    expect((await report(desktop)).sent).toContain('visits:changed');
  });

  it('gets its guest with preferences made anew, whatever the page asked for', async () => {
    const { url, partition } = call;
    const hostile = {
      preload: 'file:///tmp/evil.js',
      nodeIntegration: true,
      contextIsolation: false,
      sandbox: false,
      webSecurity: false,
      enableBlinkFeatures: 'x',
      additionalArguments: ['--x'],
    };
    expect(await desktop.run('attach', { src: 'https://evil.example/', partition }, hostile)).toBeNull();
    expect(await desktop.run('attach', { src: url, partition: 'persist:other' }, hostile)).toBeNull();
    expect(await desktop.run('attach', { src: url, partition }, hostile)).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      disablePopups: true,
      partition,
    });
    expect(await desktop.run('attach', { src: url, partition })).toBeNull();
  });

  it('keeps the guest on the server of the call', async () => {
    const blocked = (event: string, url: string, isMain = true) =>
      desktop.run('navigate', 'guest', event, url, isMain);
    expect(await blocked('will-navigate', `${call.origin}/other`)).toBe(false);
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate'])
      expect(await blocked(event, 'https://evil.example/')).toBe(true);
    expect(await blocked('will-frame-navigate', 'app://desk/', false)).toBe(true);
    expect(await desktop.run('navigate', 'stranger', 'will-navigate', call.origin, true)).toBe(false);
    expect(await desktop.run('openWindow', 'guest', 'https://docs.example/')).toEqual({ action: 'deny' });
    expect((await report(desktop)).opened).toEqual([]);
  });

  it('gives the guest camera and microphone, by the handlers of its own session', async () => {
    const ask = (changes: Partial<PermissionWishes>) =>
      desktop.run('permission', call.partition, {
        who: 'guest',
        permission: 'media',
        origin: call.origin,
        isMainFrame: true,
        mediaTypes: ['video'],
        ...changes,
      });
    const no = { requested: false, checked: false };
    expect(await ask({})).toEqual({ requested: true, checked: true });
    expect(await ask({ mediaTypes: ['audio'] })).toEqual({ requested: true, checked: true });
    expect(await ask({ mediaTypes: [] })).toEqual(no);
    expect(await ask({ origin: 'https://evil.example' })).toEqual(no);
    expect(await ask({ isMainFrame: false })).toEqual(no);
    expect(await ask({ who: 'window' })).toEqual(no);
    expect(await ask({ who: 'stranger' })).toEqual(no);
    expect(await ask({ permission: 'geolocation' })).toEqual(no);
    // Which screen, and whether any, is another question (callWindow.test.ts).
    expect(await ask({ permission: 'display-capture' })).toEqual({ requested: true, checked: true });
    expect(await ask({ permission: 'display-capture', who: 'window' })).toEqual(no);
    expect(await desktop.run('device', call.partition)).toBe(false);
  });

  it('refuses downloads, spelling services and certificates that nobody trusts', async () => {
    expect(await desktop.run('download', call.partition)).toBe(true);
    expect((await report(desktop)).sessions[call.partition]).toEqual(['spellcheck false']);
    const { cert } = await selfSigned({ hosts: ['127.0.0.1'] });
    expect(await desktop.run('certificate', call.partition, '127.0.0.1', cert, -202)).toBe(-2);
    expect(await desktop.run('certificate', call.partition, '127.0.0.1', cert, 0)).toBe(0);
    expect(await desktop.run('certificate', call.partition, '127.0.0.1', 'nonsense', 0)).toBe(-2);
  });

  it('is over when the doctor leaves: what a named guest left is erased and nothing attaches', async () => {
    await desktop.run('detach');
    await desktop.run('invoke', 'call:leave', { visitId: call.visitId });
    expect((await report(desktop)).sessions[call.partition]).toEqual(['spellcheck false', 'cleared']);
    expect(await desktop.run('attach', { src: call.url, partition: call.partition })).toBeNull();
    expect(await desktop.run('navigate', 'stranger', 'will-navigate', call.origin, true)).toBe(true);
  });

  it('can sign the present doctor out: what this doctor’s own account left is erased, nobody else’s', async () => {
    const signOut = async () =>
      requests['doctors:signOut'].output.parse(valueOf(await desktop.run('invoke', 'doctors:signOut', {})));
    const { partition } = await signOut();
    expect(partition).toMatch(/^persist:doctor-/);
    await desktop.run('stickStorage', partition, true);
    expect(await desktop.run('invoke', 'doctors:signOut', {})).toMatchObject({
      ok: false,
      error: { code: 'storage-failed', correlationId: expect.stringMatching(/^[0-9a-f]{8}$/) },
    });
    await desktop.run('stickStorage', partition, false);
    await signOut();
    const { sessions } = await report(desktop);
    const cleared = Object.keys(sessions).filter((name) => sessions[name]?.includes('cleared'));
    expect(new Set(cleared)).toEqual(new Set([call.partition, partition]));
  });
});
