/** What IT looks at when something is wrong, through the core and against the emulator. */
import { describe, expect, test } from 'vitest';
import type { LogLine } from '../../../src/shared/ipc/diagnostics.ts';
import { FakeClock } from '../../fixtures/fakeClock.ts';
import { ScriptedVault } from '../../fixtures/scriptedVault.ts';
import { clientSecret, emulator, settingsFor, startCore, type CoreOptions } from './core.ts';

const weekMs = 7 * 24 * 60 * 60_000;

async function desk(server: Awaited<ReturnType<typeof emulator>>, options: CoreOptions = {}) {
  const vault = new ScriptedVault();
  vault.kept.set('client-secret', clientSecret);
  return startCore({ settings: settingsFor(server), vault, ...options });
}

describe('what another installation left on the server', () => {
  test('is listed once that has been silent for a week, and deleted by a click', async () => {
    const server = await emulator();
    const former = await desk(server);
    await former.ask('visits:create', {});
    // Of a PC that broke in the midst of a call, and whose patient has gone since.
    const { id: visitId } = await former.ask('visits:create', {});
    await former.ask('call:enter', { visitId });
    await expect.poll(() => server.conferences().map(({ running }) => running)).toEqual([false, true]);
    await former.app.stop();

    const soon = await desk(server, { clock: new FakeClock(Date.now() + weekMs - 60_000) });
    expect(await soon.ask('leftovers:list', {})).toEqual({ leftovers: [] });

    const later = await desk(server, { clock: new FakeClock(Date.now() + weekMs + 60_000) });
    await later.ask('visits:create', {});
    const { leftovers } = await later.ask('leftovers:list', {});
    expect(leftovers).toMatchObject([{ conferences: 2 }]);
    const installation = leftovers[0]?.installation ?? '';
    expect(await later.ask('leftovers:remove', { installation })).toEqual({ removed: 2, left: 0 });
    expect(server.conferences()).toHaveLength(1);
    expect((await later.refused('leftovers:remove', { installation })).code).toBe('bad-request');
  });

  test('is not asked for without a server', async () => {
    const core = await startCore();
    expect((await core.refused('leftovers:list', {})).code).toBe('not-configured');
  });
});

const lines: readonly LogLine[] = [
  { at: 1, level: 'info', text: 'app.started' },
  { at: 2, level: 'warn', text: 'ipc.refused code=timeout correlationId=0a1b' },
];

describe('the log and the bundle', () => {
  test('show what was logged; the code of an error on the screen is in it', async () => {
    const core = await startCore({ config: { readLog: async () => lines } });
    const found = await core.ask('log:read', { level: 'warn', search: '0A1B', skip: 0 });
    expect(found).toEqual({ lines: [lines[1]], more: false });
    const { correlationId } = await core.refused('visits:create', {});
    expect(core.log.text()).toContain(`"correlationId":"${correlationId}"`);
  });

  test('hold no secret and no name', async () => {
    const server = await emulator();
    const core = await desk(server, { config: { readLog: async () => lines } });
    await core.ask('visits:create', { label: 'Smirnova Anna' });
    const { text } = await core.ask('bundle:make', {});
    expect(text).toContain('ipc.refused code=timeout');
    expect(text).toContain(server.origin);
    for (const secret of [clientSecret, 'Smirnova', 'Petrova']) expect(text).not.toContain(secret);
  });
});
