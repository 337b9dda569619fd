/** Several doctors at one PC: whose visits are shown, told of and made, and what is kept of who works here. */
import { describe, expect, test } from 'vitest';
import type { AppEvent } from '../../../src/main/app.ts';
import { onlyDoctor } from '../../../src/main/ipc/caller.ts';
import { ScriptedVault } from '../../fixtures/scriptedVault.ts';
import { clientSecret, doctor, emulator, settingsFor, startCore, type RunningCore } from './core.ts';

const petrova = { id: doctor.id, name: doctor.displayName };
const orlov = { id: 'orlov', name: 'Dr. Orlov' };
const users = [doctor, { id: orlov.id, displayName: orlov.name, password: 'own-account' }];

async function clinic(config: NonNullable<Parameters<typeof startCore>[0]>['config'] = {}) {
  const server = await emulator({ users });
  const vault = new ScriptedVault();
  vault.kept.set('client-secret', clientSecret);
  const settings = settingsFor(server);
  const core = await startCore({ settings, vault, config });
  const list = async (): Promise<readonly string[]> =>
    (await core.ask('visits:list', {})).visits.map(({ label }) => label).sort();
  return { server, core, list };
}

const save = (core: RunningCore, list: readonly { id: string; name: string }[], doctorsMayGo?: boolean) =>
  core.ask('settings:save', {
    sections: { doctors: { list: [...list], entry: 'own-account' } },
    linksMayDie: false,
    ...(doctorsMayGo !== undefined && { doctorsMayGo }),
  });

/** What the doctor's UI hears of visits: label and revision. */
const heard = (events: readonly AppEvent[]) =>
  events.flatMap(({ channel, payload }) =>
    channel === 'visits:changed' ? [[payload.visit.label, payload.revision] as const] : [],
  );

describe('two doctors at one PC', () => {
  test('each has a board, a count without gaps and visits of their own, also after a restart', async () => {
    const { core, list, server } = await clinic();
    const anna = await core.ask('visits:create', { label: 'Anna' });
    expect(core.app.status().doctors).toMatchObject({ presentId: petrova.id, list: [] });
    await save(core, [petrova, orlov]);
    expect(core.app.status().doctors).toMatchObject({ presentId: petrova.id, list: [petrova, orlov] });
    expect(await list()).toEqual(['Anna']);

    await core.ask('doctors:switch', { ownerId: orlov.id });
    await expect.poll(() => core.app.status()).toMatchObject({ doctorName: orlov.name });
    expect(core.app.status().doctors.presentId).toBe(orlov.id);
    expect(await list()).toEqual([]);
    const boris = await core.ask('visits:create', { label: 'Boris' });
    expect(boris.ownerId).toBe(orlov.id);
    expect(
      server
        .conferences()
        .map(({ owner }) => owner)
        .sort(),
    ).toEqual([orlov.id, petrova.id]);

    // Of Anna nothing is heard, and what is heard follows the list without a gap.
    const { revision } = await core.ask('visits:list', {});
    const before = core.events.length;
    await core.ask('visits:setLabel', { visitId: anna.id, label: 'Anna Ivanova' });
    await core.ask('visits:setLabel', { visitId: boris.id, label: 'Boris Lee' });
    await core.ask('visits:setLabel', { visitId: anna.id, label: 'Anna' });
    await core.ask('visits:setLabel', { visitId: boris.id, label: 'Boris' });
    expect(heard(core.events.slice(before))).toEqual([
      ['Boris Lee', revision + 1],
      ['Boris', revision + 2],
    ]);
    expect(await list()).toEqual(['Boris']);

    // Whoever has a list from before the switch sees a gap at the next change.
    await core.ask('doctors:switch', { ownerId: petrova.id });
    const after = core.events.length;
    await core.ask('visits:setLabel', { visitId: anna.id, label: 'Anna I.' });
    expect(heard(core.events.slice(after))).toEqual([['Anna I.', revision + 4]]);

    const again = await startCore({ settings: core.store.document });
    expect(again.app.status()).toMatchObject({ doctorName: petrova.name });
  });

  test('who is switched to is on the list, and a switch is no part of what the settings screen saves', async () => {
    const { core } = await clinic();
    await save(core, [petrova, orlov]);
    expect(await core.refused('doctors:switch', { ownerId: 'nobody' })).toMatchObject({
      code: 'doctor-gone',
    });
    await core.ask('doctors:switch', { ownerId: orlov.id });
    await save(core, [petrova, { ...orlov, name: 'Dr. K. Orlov' }]);
    expect(core.app.status()).toMatchObject({ doctorName: 'Dr. K. Orlov', doctors: { presentId: orlov.id } });
    // The one who works here is taken off the list.
    await save(core, [petrova]);
    expect(core.app.status()).toMatchObject({ doctorName: petrova.name, doctors: { list: [] } });
  });

  test('a switch asks nothing of the server about what is planned', async () => {
    const { core, server } = await clinic();
    await save(core, [petrova, orlov]);
    await core.ask('visits:create', { label: 'Anna', startsAt: Date.now() + 3 * 3_600_000 });
    const asked = (): number => server.requests(/^GET .*\/users\/petrova/);
    await expect.poll(asked).toBe(1);
    await core.ask('doctors:switch', { ownerId: orlov.id });
    // Meanwhile the server would have been asked.
    const { id: visitId } = await core.ask('visits:create', { label: 'Boris' });
    await expect.poll(() => server.conferences().length).toBe(1);
    await core.ask('visits:end', { visitId });
    await expect.poll(() => server.conferences().length).toBe(0);
    expect(asked()).toBe(1);
    await save(core, [petrova, orlov]);
    await expect.poll(asked).toBe(2);
  });

  test('a doctor with open visits leaves the list only after it was said which; then they stand on every board', async () => {
    const { core, list } = await clinic();
    await save(core, [petrova, orlov, { id: 'zotov', name: '' }]);
    await core.ask('doctors:switch', { ownerId: orlov.id });
    const ended = await core.ask('visits:create', { label: 'Over' });
    await core.ask('visits:end', { visitId: ended.id });
    const boris = await core.ask('visits:create', { label: 'Boris' });
    expect(await save(core, [petrova, { id: 'zotov', name: '' }])).toEqual({
      state: 'doctors-have-visits',
      visits: [
        { id: boris.id, label: 'Boris', createdAt: boris.createdAt, ownerId: orlov.id, startsAt: null },
      ],
    });
    // The other doctor is told of it without the patient's name.
    await core.ask('doctors:switch', { ownerId: petrova.id });
    expect(await save(core, [petrova, { id: 'zotov', name: '' }])).toMatchObject({
      state: 'doctors-have-visits',
      visits: [{ id: boris.id, label: '' }],
    });
    expect(await list()).toEqual([]);
    expect(await save(core, [petrova, { id: 'zotov', name: '' }], true)).toMatchObject({ state: 'saved' });
    expect(await list()).toEqual(['Boris', 'Over']);
    const before = core.events.length;
    await core.ask('visits:end', { visitId: boris.id });
    expect(heard(core.events.slice(before))[0]?.[0]).toBe('Boris');

    // What has ended stays, with the doctors who are left and with nobody's but theirs.
    const own = await core.ask('visits:create', { label: 'Anna' });
    await core.ask('visits:end', { visitId: own.id });
    const history = async (wanted = {}): Promise<readonly string[]> => {
      const { entries } = await core.ask('history:list', { limit: 50, ...wanted });
      return entries.map(({ label }) => label).sort();
    };
    await expect.poll(() => history()).toEqual(['Anna', 'Boris', 'Over']);
    expect(await list()).toEqual(['Anna', 'Boris', 'Over']);
    await core.ask('doctors:switch', { ownerId: 'zotov' });
    expect(await history()).toEqual(['Boris', 'Over']);
    expect(await list()).toEqual(['Boris', 'Over']);
    expect(await history({ ownerId: orlov.id })).toEqual(['Boris', 'Over']);
    expect(await history({ ownerId: petrova.id })).toEqual([]);
  });
});

describe('the own account', () => {
  test('is kept apart for each doctor and server, and signed out for the present doctor', async () => {
    const { core } = await clinic({ shell: 'desktop' });
    await save(core, [petrova, orlov]);
    const partitionOf = async (): Promise<string> => {
      const visit = await core.ask('visits:create', {});
      return (await core.ask('call:enter', { visitId: visit.id })).partition;
    };
    const ofPetrova = await partitionOf();
    await core.ask('doctors:switch', { ownerId: orlov.id });
    const ofOrlov = await partitionOf();
    expect(new Set([ofPetrova, ofOrlov]).size).toBe(2);
    for (const partition of [ofPetrova, ofOrlov]) expect(partition).toMatch(/^persist:doctor-[0-9a-f]{16}$/);
    expect(await core.ask('doctors:signOut', {})).toEqual({ partition: ofOrlov });
    const other = await emulator({ users });
    const { values } = await core.ask('settings:get', {});
    await core.ask('settings:save', {
      sections: { server: { ...values.server, address: other.origin } },
      linksMayDie: true,
    });
    expect([ofPetrova, ofOrlov]).not.toContain((await core.ask('doctors:signOut', {})).partition);
  });

  test('has to be signed in once before the first patient, for each doctor, and again after it was signed out', async () => {
    const { core } = await clinic({ shell: 'desktop' });
    await save(core, [petrova, orlov]);
    const mustSignIn = (): boolean => core.app.status().doctors.mustSignIn;
    expect(mustSignIn()).toBe(true);
    const { id: visitId } = await core.ask('visits:create', {});
    expect(mustSignIn()).toBe(true);
    await core.ask('call:enter', { visitId });
    expect(mustSignIn()).toBe(false);
    await core.ask('doctors:switch', { ownerId: orlov.id });
    expect(mustSignIn()).toBe(true);
    await core.ask('doctors:switch', { ownerId: petrova.id });
    expect(mustSignIn()).toBe(false);
    const again = await startCore({ settings: core.store.document, config: { shell: 'desktop' } });
    expect(again.app.status().doctors.mustSignIn).toBe(false);
    const { partition } = await core.ask('doctors:signOut', {});
    // Nothing is erased yet, and it may fail.
    expect(mustSignIn()).toBe(false);
    await core.app.signedOut(partition);
    expect(mustSignIn()).toBe(true);
    const { values } = await core.ask('settings:get', {});
    await core.ask('settings:save', {
      sections: { doctors: { ...values.doctors, entry: 'named-guest' } },
      linksMayDie: false,
    });
    expect(mustSignIn()).toBe(false);
  });

  test('is no matter of the browser shell', async () => {
    const { core } = await clinic();
    await save(core, [petrova]);
    expect(core.app.status().doctors.mustSignIn).toBe(false);
    expect(await core.refused('doctors:signOut', {})).toMatchObject({ code: 'unknown-channel' });
    const switched = await core.app.router.dispatch('doctors:switch', { ownerId: 7 }, onlyDoctor);
    expect(switched).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });
});
