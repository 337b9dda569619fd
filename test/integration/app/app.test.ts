/** The composition: what a change of settings, credentials or network does to everything else. */
import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startDemoServer } from '../../../src/main/demoServer.ts';
import { combine } from '../../../src/main/settings/policy.ts';
import { readPolicy } from '../../../src/main/settings/policyDocument.ts';
import { emptyEnvironment } from '../../../src/main/settings/environment.ts';
import { FakeClock } from '../../fixtures/fakeClock.ts';
import { freePort } from '../../fixtures/freePort.ts';
import { ScriptedVault } from '../../fixtures/scriptedVault.ts';
import { clientId, clientSecret, doctor, emulator, settingsFor, startCore } from './core.ts';
import { onlyDoctor } from '../../../src/main/ipc/caller.ts';

async function listener(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
}

async function takenPort(): Promise<number> {
  const { server, port } = await listener();
  onTestFinished(() => void server.close());
  return port;
}

/** A core that is set up, with the secret in the vault. */
async function readyCore(config: Parameters<typeof startCore>[0] = {}) {
  const server = await emulator();
  const vault = new ScriptedVault();
  vault.kept.set('client-secret', clientSecret);
  const core = await startCore({ settings: settingsFor(server), vault, ...config });
  return { server, core };
}

describe('setting up', () => {
  test('a blank desk names what is missing, and loses it step by step', async () => {
    const server = await emulator();
    const core = await startCore();
    const info = await core.ask('app:info', {});
    expect(info).toMatchObject({ version: '0.1.0', shell: 'web', language: 'en' });
    expect(info.status.missing).toEqual([
      'server.address',
      'server.clientId',
      'credentials.secret',
      'doctors.id',
    ]);
    await core.ask('credentials:save', { secret: clientSecret, consent: false });
    const { values } = await core.ask('settings:get', {});
    await core.ask('settings:save', {
      sections: {
        server: { ...values.server, address: server.origin, clientId },
        doctors: { list: [{ id: doctor.id, name: '' }], entry: 'own-account' },
      },
      linksMayDie: false,
    });
    expect(core.app.status()).toMatchObject({ missing: [], doctorName: doctor.id, server: null });
    const visit = await core.ask('visits:create', {});
    expect(visit).toMatchObject({ phase: 'live', call: { kind: 'tab' } });
    expect(server.conferences()).toHaveLength(1);
    const told = core.events.map(({ channel }) => channel);
    expect(new Set(told)).toEqual(new Set(['status:changed', 'settings:changed', 'visits:changed']));
  });

  test('the secret is never told, only how it is kept', async () => {
    const { core } = await readyCore();
    const view = await core.ask('settings:get', {});
    expect(view.secret).toEqual({ stored: 'lasting', vault: { strength: 'strong', lasting: true } });
    await core.ask('visits:create', {});
    expect(JSON.stringify([view, core.events, core.app.status()]) + core.log.text()).not.toContain(
      clientSecret,
    );
    const after = await core.ask('credentials:forget', {});
    expect(after.secret.stored).toBe('no');
    expect(core.app.status().missing).toEqual(['credentials.secret']);
  });

  test('a weak vault asks for consent', async () => {
    const vault = new ScriptedVault();
    vault.vault = { strength: 'weak', lasting: true };
    const core = await startCore({ vault });
    expect(await core.refused('credentials:save', { secret: 'x', consent: false })).toMatchObject({
      code: 'consent-needed',
    });
    const view = await core.ask('credentials:save', { secret: 'x', consent: true });
    expect(view.secret.stored).toBe('lasting');
  });

  test('a computer that has a policy and the secret is set up, and its locks say where they come from', async () => {
    const server = await emulator();
    const forced = { server: { address: server.origin, clientId }, doctors: { list: [{ id: doctor.id }] } };
    const policy = combine([
      readPolicy({ forced, defaults: { clinic: { name: 'Clinic' } } }, { source: 'registry', place: 'HKLM' }),
      readPolicy({ forced: { clientSecret } }, { source: 'policy-file', place: '/etc/policy.json' }),
    ]);
    const core = await startCore({ config: { policy, environment: { ...emptyEnvironment, clientSecret } } });
    expect(core.app.status()).toMatchObject({
      missing: [],
      settingsNotice: null,
      sending: { clinicName: 'Clinic' },
    });
    const view = await core.ask('settings:get', {});
    expect(view.locked).toContainEqual({ key: 'server.address', source: 'registry' });
    expect(view.policyProblems).toMatchObject([{ key: 'forced.clientSecret', problem: 'secret' }]);
    expect(view.defaults.clinic.name).toBe('Clinic');
    expect(JSON.stringify(view) + core.log.text()).not.toContain(clientSecret);
    const sections = { server: { ...view.values.server, clientId: 'another' } };
    expect(await core.refused('settings:save', { sections, linksMayDie: true })).toMatchObject({
      code: 'locked',
      details: { field: 'server.clientId', source: 'registry' },
    });
    expect((await core.ask('visits:create', {})).phase).toBe('live');
  });

  test('what the environment gives is shown locked and cannot be changed', async () => {
    const server = await emulator();
    const environment = {
      ...emptyEnvironment,
      server: server.origin,
      clientId,
      clientSecret,
      owner: doctor.id,
    };
    const core = await startCore({ config: { environment } });
    const view = await core.ask('settings:get', {});
    expect(view.locked.map(({ key }) => key)).toEqual([
      'server.address',
      'server.clientId',
      'credentials.secret',
      'doctors.id',
    ]);
    expect(view.secret.stored).toBe('environment');
    const sections = { server: { ...view.values.server, address: 'https://other.example' } };
    expect(await core.refused('settings:save', { sections, linksMayDie: false })).toMatchObject({
      code: 'locked',
      details: { field: 'server.address' },
    });
    expect(await core.refused('credentials:save', { secret: 'x', consent: true })).toMatchObject({
      code: 'locked',
    });
    expect((await core.ask('visits:create', {})).phase).toBe('live');
    expect(core.vault.kept.has('client-secret')).toBe(false);
  });

  test('a locked vault is told as such when the secret is needed', async () => {
    const { core } = await readyCore();
    await core.ask('credentials:forget', {});
    core.vault.locked = true;
    const visit = await core.app.router.dispatch('visits:create', {}, onlyDoctor);
    expect(JSON.stringify(visit)).toContain('secret-unavailable');
  });
});

describe('another server', () => {
  test('is used at once, and the former one no more', async () => {
    const { core, server } = await readyCore();
    const other = await emulator();
    await core.ask('visits:create', {});
    const { values } = await core.ask('settings:get', {});
    await core.ask('settings:save', {
      sections: { server: { ...values.server, address: other.origin } },
      linksMayDie: false,
    });
    const before = server.conferences().length;
    await core.ask('visits:create', {});
    expect(server.conferences()).toHaveLength(before);
    expect(other.conferences()).toHaveLength(1);
  });
});

describe('testing the connection', () => {
  test('passes with what is stored', async () => {
    const { core, server } = await readyCore();
    const { stages } = await core.ask('connection:test', {
      server: { address: server.origin, clientId, pin: null },
      ownerId: doctor.id,
      secret: null,
    });
    expect(stages.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(server.conferences()).toEqual([]);
  });

  test('shows the stored secret to no other server', async () => {
    const { core } = await readyCore();
    const other = await emulator();
    const { stages } = await core.ask('connection:test', {
      server: { address: other.origin, clientId, pin: null },
      ownerId: doctor.id,
      secret: null,
    });
    expect(stages.find(({ stage }) => stage === 'settings')).toMatchObject({ outcome: 'failed' });
    expect(other.requests(/oauth2/)).toBe(0);
    const typed = await core.ask('connection:test', {
      server: { address: other.origin, clientId, pin: null },
      ownerId: doctor.id,
      secret: clientSecret,
    });
    expect(typed.stages.find(({ stage }) => stage === 'credentials')).toMatchObject({ outcome: 'passed' });
  });

  test('a certificate can be looked at only where there is one', async () => {
    const { core, server } = await readyCore();
    expect(await core.refused('certificate:look', { address: 'two words' })).toMatchObject({
      code: 'invalid-input',
    });
    expect(await core.refused('certificate:look', { address: server.origin })).toMatchObject({
      code: 'tls-failed',
    });
  });
});

describe('the patient’s page', () => {
  test('moving it names the visits whose links die, and moves only when told to', async () => {
    const { core } = await readyCore();
    const visit = await core.ask('visits:create', {});
    await core.ask('visits:setLabel', { visitId: visit.id, label: 'Anna' });
    const join = { interface: 'eth0', port: 8765 };
    core.interfaces = [{ name: 'eth0', address: '127.0.0.2', kind: 'other' }];
    const asked = await core.ask('settings:save', { sections: { join }, linksMayDie: false });
    expect(asked).toEqual({
      state: 'links-would-die',
      visits: [{ id: visit.id, label: 'Anna', createdAt: visit.createdAt }],
    });
    expect(core.app.settings().join.interface).toBeNull();
    const saved = await core.ask('settings:save', { sections: { join }, linksMayDie: true });
    expect(saved.state).toBe('saved');
    const state = core.app.status().join;
    expect(state).toMatchObject({ state: 'listening', reach: 'clinic-network' });
    const { visits } = await core.ask('visits:list', {});
    expect(visits[0]?.link?.url).toContain('//127.0.0.2:');
    expect((await fetch(visits[0]?.link?.url ?? '')).status).toBe(200);
  });

  test('an interface that is not there is named, and followed when it is back', async () => {
    const clock = new FakeClock();
    const core = await startCore({ clock, settings: { join: { interface: 'wlan0' } } });
    expect(core.app.status().join).toMatchObject({
      state: 'failed',
      error: { code: 'interface-gone', details: { name: 'wlan0' } },
    });
    core.interfaces = [{ name: 'wlan0', address: '127.0.0.3', kind: 'other' }];
    await clock.advance(10_000);
    await expect.poll(() => core.app.status().join.state).toBe('listening');
    core.interfaces = [{ name: 'wlan0', address: '127.0.0.4', kind: 'other' }];
    await clock.advance(10_000);
    await expect.poll(() => JSON.stringify(core.app.status().join)).toContain('//127.0.0.4:');
    core.interfaces = [];
    await clock.advance(10_000);
    await expect.poll(() => core.app.status().join.state).toBe('failed');
    expect((await core.ask('app:info', {})).status.join.state).toBe('failed');
  });

  test('a taken port is named, the desk works on, another port can be chosen', async () => {
    const port = await takenPort();
    const server = await emulator();
    const vault = new ScriptedVault();
    vault.kept.set('client-secret', clientSecret);
    const settings = { ...settingsFor(server), join: { port } };
    const core = await startCore({ settings, vault, portOfSettings: true });
    expect(core.app.status().join).toMatchObject({ error: { code: 'port-taken', details: { port } } });
    const visit = await core.ask('visits:create', {});
    expect(visit).toMatchObject({ phase: 'live', link: null });
    const free = await freePort();
    const join = { interface: null, port: free };
    await core.ask('settings:save', { sections: { join }, linksMayDie: false });
    expect(core.app.status().join).toMatchObject({
      origin: `http://127.0.0.1:${free}`,
      reach: 'this-computer',
    });
    const { visits } = await core.ask('visits:list', {});
    expect((await fetch(visits[0]?.link?.url ?? '')).status).toBe(200);
  });
});

describe('without a server', () => {
  test('the demo runs in memory beside what is stored', async () => {
    const core = await startCore({ config: { startDemoServer } });
    await core.ask('demo:start', {});
    expect(core.app.status()).toMatchObject({ demo: true, missing: [], doctorName: 'Dr. Petrova' });
    const visit = await core.ask('visits:create', {});
    expect(visit).toMatchObject({ phase: 'live', call: { kind: 'embedded', entry: 'named-guest' } });
    const call = await core.ask('call:enter', { visitId: visit.id });
    expect(call.url).toContain('/webrtc/');
    await core.ask('call:leave', { visitId: visit.id });
    await core.ask('demo:start', {});
    expect(core.store.document).toEqual({});
    expect(core.vault.kept.has('client-secret')).toBe(false);
  });

  test('a desk that is set up is not turned into a demo', async () => {
    const { core } = await readyCore({ config: { startDemoServer } });
    expect(await core.refused('demo:start', {})).toMatchObject({ code: 'bad-request' });
  });

  test('where no demo can be had it is refused', async () => {
    const core = await startCore();
    expect(await core.refused('demo:start', {})).toMatchObject({ code: 'bad-request' });
  });
});

describe('the doctor’s requests', () => {
  test('reach the visits', async () => {
    const { core, server } = await readyCore();
    const visit = await core.ask('visits:create', {});
    const waiting = await core.ask('visits:setAdmission', { visitId: visit.id, admission: 'waiting' });
    expect(waiting.admission).toBe('waiting');
    const renewed = await core.ask('visits:newLink', { visitId: visit.id });
    expect(renewed.link?.url).not.toBe(visit.link?.url);
    expect(await core.refused('persons:letIn', { visitId: visit.id, personIds: ['nobody'] })).toHaveProperty(
      'code',
    );
    expect((await core.ask('visits:retry', { visitId: visit.id })).phase).toBe('live');
    const ended = await core.ask('visits:end', { visitId: visit.id });
    expect(['closing', 'closed']).toContain(ended.phase);
    await expect.poll(() => server.conferences().length).toBe(0);
  });
});

test('stopping twice is safe, and nothing listens then', async () => {
  const { core } = await readyCore();
  const { join } = core.app.status();
  await Promise.all([core.app.stop(), core.app.stop()]);
  await expect(fetch(join.state === 'listening' ? join.origin : '')).rejects.toThrow();
});

test('another server is not shown the former Client Secret, where a new one comes with its address', async () => {
  const [former, next] = [await emulator(), await emulator({ clientSecret: 'f'.repeat(40) })];
  const vault = new ScriptedVault();
  vault.kept.set('client-secret', clientSecret);
  const core = await startCore({ settings: settingsFor(former), vault });
  const { values } = await core.ask('settings:get', {});
  const save = (secretFollows: boolean, address: string) =>
    core.ask('settings:save', {
      sections: { server: { ...values.server, address } },
      linksMayDie: true,
      secretFollows,
    });
  await save(true, next.origin);
  expect(core.app.status().missing).toEqual(['credentials.secret']);
  expect(next.log.filter((line) => line.includes('token'))).toEqual([]);
  await core.ask('credentials:save', { secret: 'f'.repeat(40), consent: false });
  expect(await core.ask('visits:create', {})).toMatchObject({ phase: 'live' });
  // The same server under another name keeps its own.
  await save(false, next.origin.replace('127.0.0.1', 'localhost'));
  expect(core.app.status().missing).toEqual([]);
});
