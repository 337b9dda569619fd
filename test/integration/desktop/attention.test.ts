/** Notices, the badge and a screen that stays on, in the app as built on the stand-in for Electron: the wiring, not Electron itself. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureBuilt } from '../../../src/main/launch/build.ts';
import { createBadge } from '../../../src/main/desktop/badge.ts';
import { app, Menu, nativeImage, Tray } from '../../fixtures/desktop/electronStandIn.ts';
import { WindowStandIn } from '../../fixtures/desktop/parts.ts';
import { bootDesktop, type Desktop } from '../../fixtures/desktop/bootDesktop.ts';
import { report, valueOf } from '../../fixtures/desktop/report.ts';

const root = join(import.meta.dirname, '../../..');
const mark = 'data:image/png;base64,AAAA';
const notice = { name: 'visit-1', title: 'Somebody is waiting', text: 'A. S.', visitId: 'visit1' };

let desktop: Desktop;
beforeAll(async () => {
  expect(ensureBuilt(root, () => undefined)).not.toBe('failed');
  desktop = await bootDesktop();
}, 120_000);
afterAll(() => desktop.dispose());

const ask = async (channel: string, input: unknown) => valueOf(await desktop.run('invoke', channel, input));

it('shows a notice without a sound of the system’s, and a click on it brings its card', async () => {
  expect(await ask('shell:notify', notice)).toEqual({ shown: true });
  expect((await report(desktop)).notices).toEqual([
    { options: { title: 'Somebody is waiting', body: 'A. S.', silent: true }, calls: ['show'] },
  ]);
  const sent = await desktop.run('clickNotice');
  expect(sent).toEqual({ channel: 'shell:opened', payload: { visitId: 'visit1' } });
  expect((await report(desktop)).windows[0]?.calls.slice(-2)).toEqual(['restore', 'focus']);
});

it('puts a newer notice of the same name in the former’s place, and takes it away', async () => {
  await ask('shell:notify', notice);
  await ask('shell:notify', { ...notice, text: 'B. C.' });
  await ask('shell:dismiss', { name: 'visit-1' });
  await ask('shell:dismiss', { name: 'visit-2' });
  const calls = (await report(desktop)).notices.map((one) => one.calls);
  expect(calls.slice(-2)).toEqual([
    ['show', 'close'],
    ['show', 'close'],
  ]);
});

it('takes nothing that is not what it asks for', async () => {
  for (const wrong of [
    { ...notice, icon: 'file:///etc/passwd' },
    { ...notice, name: '../x' },
    { ...notice, title: '' },
  ])
    expect(await desktop.run('invoke', 'shell:notify', wrong)).toMatchObject({
      ok: false,
      error: { code: 'bad-request' },
    });
  const badge = { count: 1, text: '1 waiting', icon: 'https://evil.example/x.png', mark: null };
  expect(await desktop.run('invoke', 'shell:badge', badge)).toMatchObject({ ok: false });
});

it('shows how many wait and keeps the screen on, and nothing of it outlives the page', async () => {
  await ask('shell:badge', { count: 2, text: '2 waiting', icon: mark, mark });
  await ask('shell:awake', { awake: true });
  await ask('shell:notify', notice);
  await desktop.run('crashPage');
  const { signs, notices, trays } = await report(desktop);
  expect(signs).toEqual([
    ...(process.platform === 'linux'
      ? ['count 2', 'prevent-display-sleep 1', 'count 0']
      : signs.slice(0, -1)),
    'sleep again 1',
  ]);
  expect(notices.at(-1)?.calls).toEqual(['show', 'close']);
  if (process.platform === 'linux') expect(trays).toEqual([['icon icon.png', '2 waiting', mark, 'destroy']]);
});

it('leaves no mark on the task bar of Windows', () => {
  const window = new WindowStandIn({});
  const badge = createBadge(
    { app, Menu, nativeImage, Tray },
    {
      ...{ platform: 'win32', icon: 'icon.ico', window: () => window, onOpen: () => undefined },
      ...{ menu: () => [], stays: false },
    },
  );
  badge.show({ count: 2, text: '2 waiting', icon: mark, mark });
  badge.clear();
  expect(window.calls).toEqual(['overlay picture 2 waiting', 'overlay none']);
});

it('says so where the system has no notices', async () => {
  const without = await bootDesktop({ environment: { STAND_IN_NOTICES: 'none' } });
  try {
    expect(valueOf(await without.run('invoke', 'shell:notify', notice))).toEqual({ shown: false });
  } finally {
    await without.dispose();
  }
});
