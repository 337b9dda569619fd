/** What links open: a page of ours, the server's own, or nothing. */
import { describe, expect, test } from 'vitest';
import { ScriptedVault } from '../../fixtures/scriptedVault.ts';
import { clientSecret, emulator, settingsFor, startCore } from './core.ts';

async function desk(links: 'own-page' | 'server-page' | 'off') {
  const server = await emulator();
  const vault = new ScriptedVault();
  vault.kept.set('client-secret', clientSecret);
  const core = await startCore({ settings: { ...settingsFor(server), join: { links } }, vault });
  return { server, core };
}

describe('links', () => {
  test('open the server’s own page, of a conference that runs, and nothing listens here', async () => {
    const { server, core } = await desk('server-page');
    expect(core.app.status().join).toEqual({ state: 'server-page', origin: server.origin });
    const visit = await core.ask('visits:create', {});
    const [conference] = server.conferences();
    expect(visit.link?.url).toBe(`${server.origin}/c/${conference?.id ?? ''}`);
    await expect.poll(() => server.conferences()[0]?.running).toBe(true);
    const { visit: more } = await core.ask('visits:addLink', { visitId: visit.id, label: 'Interpreter' });
    expect(more.extraLinks[0]?.url).toBe(visit.link?.url);
    expect((await core.refused('reach:start', {})).code).toBe('page-not-open');
  });

  test('of a planned visit are there once it is made', async () => {
    const { core } = await desk('server-page');
    const planned = await core.ask('visits:create', { startsAt: Date.now() + 3 * 60 * 60_000 });
    expect(planned.link).toBeNull();
    await core.ask('visits:start', { visitId: planned.id });
    await expect
      .poll(async () => (await core.ask('visits:list', {})).visits[0]?.link?.url)
      .toMatch(/\/c\/\d+$/);
  });

  test('can be switched off, and on again at the same address', async () => {
    const { core } = await desk('own-page');
    const { link } = await core.ask('visits:create', {});
    const { values } = await core.ask('settings:get', {});
    const save = (links: 'own-page' | 'off', linksMayDie: boolean) =>
      core.ask('settings:save', { sections: { join: { ...values.join, links } }, linksMayDie });
    expect(await save('off', false)).toMatchObject({ state: 'links-would-die' });
    await save('off', true);
    expect(core.app.status().join).toEqual({ state: 'off' });
    expect((await core.ask('visits:list', {})).visits[0]?.link).toBeNull();
    await save('own-page', true);
    await expect.poll(async () => (await core.ask('visits:list', {})).visits[0]?.link?.url).toBe(link?.url);
  });
});
