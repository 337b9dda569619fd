/** The doctor enters by the TrueConf app: the server rings it, and only in this way is anybody invited. */
import { expect, test } from 'vitest';
import type { EntryWay } from '../../../src/shared/settings.ts';
import { doctor, emulator, settingsFor, startCore } from './core.ts';

async function scene(entry: EntryWay) {
  const server = await emulator({ users: [doctor, { ...doctor, id: 'wilson' }] });
  const doctors = { list: [{ id: doctor.id, name: doctor.displayName }], entry };
  const core = await startCore({ settings: { ...settingsFor(server), doctors } });
  await core.ask('credentials:save', { secret: '5ec4e7'.repeat(6), consent: false });
  const visit = await core.ask('visits:create', {});
  const conference = () => server.conferences()[0];
  await expect.poll(() => conference()?.id).toBeDefined();
  return { server, core, visit, conference };
}

test.each(['own-account', 'named-guest'] as const)('%s: nobody is invited and nobody rung', async (entry) => {
  const { server, core, visit, conference } = await scene(entry);
  await core.ask('call:enter', { visitId: visit.id });
  expect(conference()).toMatchObject({ invited: [], autoInvite: 0, running: true, rings: [] });
  expect(server.requests(/\/invite /)).toBe(0);
});

test('trueconf-app: the owner is invited, and rung at each press of the button', async () => {
  const { server, core, visit, conference } = await scene('trueconf-app');
  const { call } = await core.ask('visits:setLabel', { visitId: visit.id, label: 'Anna' });
  // The page, by which the doctor can enter where nothing rings.
  expect(call).toEqual({
    kind: 'app',
    entry: 'trueconf-app',
    url: `${server.origin}/webrtc/${conference()?.id}`,
  });
  expect(conference()).toMatchObject({ invited: [doctor.id], autoInvite: 1, running: false, rings: [] });
  expect(await core.ask('call:enter', { visitId: visit.id })).toEqual({ url: null, partition: '' });
  // By being run and, a moment later, by the call of its own.
  const rung = () => conference()?.rings;
  await expect.poll(rung).toEqual([doctor.id, doctor.id]);
  expect(conference()?.running).toBe(true);
  await core.ask('call:enter', { visitId: visit.id });
  await expect.poll(rung).toEqual([doctor.id, doctor.id, doctor.id]);
});

test('trueconf-app: a server that knows no ringing of its own does not keep the doctor out', async () => {
  const { server, core, visit, conference } = await scene('trueconf-app');
  server.faults.inviteMissing = true;
  expect(await core.ask('call:enter', { visitId: visit.id })).toEqual({ url: null, partition: '' });
  expect(conference()?.running).toBe(true);
  await expect.poll(() => core.log.text()).toContain('visit.ring');
});

test('trueconf-app: a server that never answers the ring does not hold the button', async () => {
  const { server, core, visit } = await scene('trueconf-app');
  server.faults.only = { path: /\/invite$/ };
  server.faults.answer = 'silent';
  expect(await core.ask('call:enter', { visitId: visit.id })).toEqual({ url: null, partition: '' });
  await expect.poll(() => server.requests(/\/invite /)).toBe(1);
  expect(core.log.text()).not.toContain('visit.ring');
});
