/** What stands behind the desktop's own life: files of the user, the system's permissions, newer versions. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAutostart } from '../../../src/main/desktop/autostart.ts';
import { createOsMedia } from '../../../src/main/desktop/osMedia.ts';
import { createUpdates, type Updater } from '../../../src/main/desktop/updates.ts';
import { createPlaceKeeper } from '../../../src/main/desktop/windowPlace.ts';
import { readUpdates } from '../../../src/main/clinic/place.ts';
import type { SystemStatus } from '../../../src/main/security/osMedia.ts';
import type { InUse } from '../../../src/shared/ipc/life.ts';
import { screen } from '../../fixtures/desktop/electronStandIn.ts';
import { FakeClock } from '../../fixtures/fakeClock.ts';
import { recordingLog } from '../../fixtures/recordingLog.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'life-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('starting with the computer', () => {
  const told: unknown[] = [];
  const app = {
    setLoginItemSettings: (given: unknown) => void told.push(given),
    getLoginItemSettings: (given: unknown) => {
      told.push(given);
      return { openAtLogin: true, wasOpenedAtLogin: false };
    },
  };
  const facts = { packaged: true, execPath: '/opt/Visit Desk/visit-desk', environment: {} } as const;
  beforeEach(() => void told.splice(0));

  it('on Linux is a file, which is written whole and removed', () => {
    const linux = createAutostart({ app }, { ...facts, platform: 'linux', home: folder });
    expect(linux.state()).toBe('off');
    linux.set(false);
    linux.set(true);
    expect(linux.state()).toBe('on');
    const file = join(folder, '.config/autostart/visit-desk.desktop');
    expect(readFileSync(file, 'utf8')).toBe(
      '[Desktop Entry]\nType=Application\nName=Visit Desk\nExec="/opt/Visit Desk/visit-desk" --hidden\n' +
        'Terminal=false\nX-GNOME-Autostart-enabled=true\n',
    );
    expect(statSync(file).mode & 0o022).toBe(0);
    writeFileSync(file, '[Desktop Entry]\nHidden=true\n');
    expect(linux.state()).toBe('off');
    linux.set(true);
    expect(linux.state()).toBe('on');
    linux.set(false);
    expect(linux.state()).toBe('off');
    expect(told).toEqual([]);
  });

  it('on Windows is an entry with the flag, found again by the same, and on macOS a plain one', () => {
    const item = { path: '/opt/Visit Desk/visit-desk', args: ['--hidden'] };
    const windows = createAutostart({ app }, { ...facts, platform: 'win32', home: folder });
    windows.set(true);
    expect(windows.state()).toBe('on');
    const mac = createAutostart({ app }, { ...facts, platform: 'darwin', home: folder });
    mac.set(false);
    expect(told).toEqual([{ openAtLogin: true, ...item }, item, { openAtLogin: false }]);
  });

  it('of what is started from its sources is none', () => {
    const none = createAutostart({ app }, { ...facts, packaged: false, platform: 'linux', home: folder });
    none.set(true);
    expect(none.state()).toBe('none');
  });
});

describe('the place of the window', () => {
  const place = { bounds: { x: 10, y: 20, width: 900, height: 700 }, maximized: false };
  it('is kept from run to run, and a damaged file is no place', () => {
    const log = recordingLog();
    const keeper = () => createPlaceKeeper({ screen }, { folder, log });
    expect(keeper().opening()).toBeNull();
    keeper().keep(place);
    expect(keeper().opening()).toEqual(place);
    writeFileSync(join(folder, 'window.json'), '{"bounds":{"x":');
    expect(keeper().opening()).toBeNull();
    createPlaceKeeper({ screen }, { folder: join(folder, 'gone'), log }).keep(place);
    expect(log.lines.map(({ event }) => event)).toEqual(['desktop.window-place-not-kept']);
  });
});

describe('camera and microphone', () => {
  function media(platform: NodeJS.Platform, statuses: Record<string, SystemStatus>) {
    const happened: string[] = [];
    const systemPreferences = {
      getMediaAccessStatus: (kind: string) => statuses[kind] ?? 'unknown',
      async askForMediaAccess(kind: string) {
        happened.push(`ask ${kind}`);
        statuses[kind] = kind === 'camera' ? 'granted' : 'denied';
        if (kind === 'microphone') throw new Error('no usage string');
        return true;
      },
    };
    const shell = { openExternal: async (address: string) => void happened.push(address) };
    return { happened, media: createOsMedia({ systemPreferences, shell }, platform) };
  }

  it('are asked for once on macOS, before the call, and a refusal is told', async () => {
    const { happened, media: mac } = media('darwin', {
      camera: 'not-determined',
      microphone: 'not-determined',
    });
    await mac.ask();
    await mac.ask();
    expect(happened).toEqual(['ask camera', 'ask microphone']);
    expect(mac.state()).toEqual({ camera: 'allowed', microphone: 'denied' });
  });

  it('are told on Windows, with the way to its settings; elsewhere nothing is known', async () => {
    const { happened, media: windows } = media('win32', { camera: 'denied', microphone: 'granted' });
    await windows.ask();
    windows.openSettings('camera');
    expect(happened).toEqual(['ms-settings:privacy-webcam']);
    expect(windows.state()).toEqual({ camera: 'denied', microphone: 'allowed' });
    const { happened: nothing, media: linux } = media('linux', { camera: 'denied' });
    linux.openSettings('camera');
    expect(nothing).toEqual([]);
    expect(linux.state()).toEqual({ camera: 'allowed', microphone: 'allowed' });
  });
});

describe('newer versions', () => {
  function scene() {
    const clock = new FakeClock();
    const log = recordingLog();
    const happened: string[] = [];
    const told: string[] = [];
    const world = {
      settings: { check: true, address: '' },
      inUse: { links: 0, waiting: 0, inCall: false } satisfies InUse as InUse,
      newest: '1.2.0' as string | null | Error,
      fetch: async (): Promise<void> => undefined,
      packaged: true,
    };
    const updater: Updater = {
      async look() {
        happened.push('look');
        if (world.newest instanceof Error) throw world.newest;
        return world.newest;
      },
      fetch() {
        happened.push('fetch');
        return world.fetch();
      },
      install: () => void happened.push('install'),
    };
    const updates = createUpdates({
      facts: () => world,
      load: async (address) => {
        happened.push(`load ${address}`);
        return updater;
      },
      onChange: ({ phase, version }) => told.push(`${phase} ${version}`.trim()),
      clock,
      log,
    });
    return { clock, log, happened, told, world, updates };
  }
  const hour = 3_600_000;

  it('are looked for after the start, fetched, and installed at the end once somebody has said so', async () => {
    const { clock, happened, told, updates } = scene();
    updates.start();
    await clock.advance(4 * 60_000);
    expect(happened).toEqual([]);
    await clock.advance(60_000);
    expect(happened).toEqual(['load ', 'look', 'fetch']);
    expect(told).toEqual(['fetching 1.2.0', 'ready 1.2.0']);
    await clock.advance(24 * hour);
    expect(happened).toHaveLength(3);
    expect(updates.ending()).toBeNull();
    updates.consent(true);
    updates.consent(false);
    expect(updates.ending()).toBeNull();
    updates.consent(true);
    await updates.ending()?.();
    expect(happened.at(-1)).toBe('install');
    expect(clock.pending).toBe(0);
  });

  it('wait while somebody is here, and come soon after; nothing is installed in a visit', async () => {
    const { clock, happened, told, world, updates } = scene();
    world.inUse = { links: 1, waiting: 0, inCall: false };
    updates.start();
    await clock.advance(hour);
    expect([happened, told]).toEqual([[], ['later']]);
    world.inUse = { links: 0, waiting: 0, inCall: false };
    await clock.advance(15 * 60_000);
    expect(updates.state()).toEqual({ phase: 'ready', version: '1.2.0' });
    updates.consent(true);
    world.inUse = { links: 1, waiting: 0, inCall: true };
    expect(updates.ending()).toBeNull();
  });

  it('that cannot be had are not known, and are asked for again', async () => {
    const { clock, log, world, updates } = scene();
    world.newest = new Error('ENOTFOUND updates.example');
    await updates.look();
    expect(updates.state().phase).toBe('unknown');
    expect(log.lines.map(({ event }) => event)).toEqual(['updates.failed']);
    world.newest = null;
    updates.start();
    await clock.advance(hour);
    expect(updates.state().phase).toBe('none');
    world.newest = '1.3.0';
    world.fetch = () => Promise.reject(new Error('half of it'));
    await clock.advance(6 * hour);
    expect(updates.state().phase).toBe('unknown');
  });

  it('are off where nobody may look, and come from where IT says', async () => {
    const { happened, world, updates } = scene();
    world.settings = { check: false, address: '' };
    await updates.look();
    expect([happened, updates.state().phase]).toEqual([[], 'off']);
    world.settings = { check: true, address: 'https://files.example/' };
    await updates.look();
    expect(happened).toEqual(['load https://files.example/', 'look', 'fetch']);
  });

  it('follow the document of a desktop with a service', () => {
    const read = (document: unknown) => readUpdates({ read: () => document });
    const given = { updates: { check: false, address: 'https://files.example/' } };
    expect(read(given)).toEqual(given.updates);
    expect(read({ service: { address: 'https://desk.example' } })).toEqual({ check: true, address: '' });
  });
});
