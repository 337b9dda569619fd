/** The page of a call behind an explicit proxy, in the app as built on the stand-in for Electron. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../../../src/emulator/index.ts';
import { ensureBuilt } from '../../../src/main/launch/build.ts';
import { requests, type RequestInput } from '../../../src/shared/ipc/contract.ts';
import type { RequestChannel } from '../../../src/shared/ipc/channels.ts';
import { serverSettings } from '../../fixtures/serverSettings.ts';
import { bootDesktop, type Desktop } from '../../fixtures/desktop/bootDesktop.ts';
import { report, valueOf } from '../../fixtures/desktop/report.ts';

const clientId = 'c'.repeat(40);
const clientSecret = '5ec4e7'.repeat(6);
const password = 'canary-of-the-proxy';

let server: Emulator;
let desktop: Desktop;
beforeAll(async () => {
  expect(ensureBuilt(join(import.meta.dirname, '../../..'), () => undefined)).not.toBe('failed');
  const users = [{ id: 'petrova', displayName: 'Dr. Petrova', password: 'x' }];
  const environment = { STAND_IN_PROXY: 'PROXY 127.0.0.1:1; SOCKS5 127.0.0.1:2' };
  [server, desktop] = await Promise.all([
    startEmulator({ clientId, clientSecret, users }),
    bootDesktop({ environment }),
  ]);
}, 120_000);
afterAll(() => Promise.all([server.close(), desktop.dispose()]));

const ask = async <C extends RequestChannel>(channel: C, input: RequestInput<C>): Promise<unknown> =>
  valueOf(await desktop.run('invoke', channel, input));

const behind = (mode: 'explicit' | 'none' | 'system') =>
  ask('settings:save', {
    sections: {
      server: {
        ...serverSettings(server.origin, clientId),
        proxy: { mode, address: 'http://proxy.clinic.test:3128', user: 'desk' },
      },
      doctors: { list: [{ id: 'petrova', name: 'Dr. Petrova' }], entry: 'named-guest' },
    },
    linksMayDie: true,
  });

it('goes the way of the settings, and answers no question but the proxy’s own', async () => {
  await behind('explicit');
  await ask('credentials:save', { secret: clientSecret, consent: true });
  await ask('credentials:saveProxyPassword', { password, consent: true });
  const { id: visitId } = requests['visits:create'].output.parse(await ask('visits:create', {}));
  const enter = async () => requests['call:enter'].output.parse(await ask('call:enter', { visitId }));
  const { url, partition } = await enter();
  const calls = async () => (await report(desktop)).sessions[partition];
  const explicit = [
    'spellcheck false',
    'proxy fixed_servers http://proxy.clinic.test:3128',
    'connections closed',
  ];
  expect(await calls()).toEqual(explicit);
  await desktop.run('attach', { src: url ?? '', partition });

  const proxy = { isProxy: true, host: 'proxy.clinic.test', port: 3128 };
  expect(await desktop.run('login', 'guest', proxy)).toEqual(['desk', password]);
  expect(await desktop.run('login', 'guest', proxy, false)).toBeNull();
  expect(await desktop.run('login', 'guest', { ...proxy, isProxy: false })).toBeNull();
  expect(await desktop.run('login', 'guest', { ...proxy, host: 'proxy.evil.test' })).toBeNull();
  expect(await desktop.run('login', 'window', proxy)).toBeNull();
  expect(await desktop.run('login', 'null', proxy)).toBeNull();

  await desktop.run('detach');
  for (const mode of ['explicit', 'none', 'none', 'system'] as const) {
    await behind(mode);
    await enter();
  }
  const later = ['proxy direct', 'connections closed', 'proxy system', 'connections closed'];
  expect(await calls()).toEqual([...explicit, ...later]);
  expect(await desktop.run('login', 'guest', proxy)).toBeNull();
});

it('asks Chromium for the system’s proxies', async () => {
  const proxy = { mode: 'system' as const, address: '', user: '' };
  const answer = await desktop.run('invoke', 'certificate:look', { address: 'video.clinic.test', proxy });
  expect(answer).toMatchObject({
    ok: false,
    error: { code: 'proxy-unreachable', details: { proxy: '127.0.0.1:1' } },
  });
});
