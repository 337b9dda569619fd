/** The rehearsal as desks see it: one for all, told stage by stage, kept, ended, played by schedule; its report; the page's stages. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Emulator } from '../../../src/emulator/index.ts';
import {
  rehearsalStages,
  type RehearsalStageName,
  type RehearsalState,
} from '../../../src/shared/ipc/rehearsal.ts';
import { FakeClock } from '../../fixtures/fakeClock.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { authority, pinOf, selfSigned, type TestCertificate } from '../../fixtures/trueconf/certificates.ts';
import { ScriptedVault } from '../../fixtures/scriptedVault.ts';
import {
  clientSecret,
  emulator,
  settingsFor,
  startCore,
  type CoreOptions,
  type RunningCore,
} from './core.ts';

const vault = (): ScriptedVault => {
  const made = new ScriptedVault();
  made.kept.set('client-secret', clientSecret);
  return made;
};

const statesOf = ({ events }: RunningCore): readonly RehearsalState[] =>
  events.flatMap((event) => (event.channel === 'rehearsal:changed' ? [event.payload] : []));

async function ended(core: RunningCore): Promise<RehearsalState> {
  await expect.poll(() => statesOf(core).at(-1)?.run?.result ?? null, { timeout: 8_000 }).not.toBeNull();
  return core.ask('rehearsal:state', {});
}

async function playOn(core: RunningCore): Promise<RehearsalState> {
  await core.ask('rehearsal:start', {});
  return ended(core);
}

const stageOf = ({ run }: RehearsalState, name: RehearsalStageName) =>
  run?.stages.find(({ stage }) => stage === name);

const start = (server: Emulator, options: CoreOptions = {}) =>
  startCore({ settings: { ...settingsFor(server), diagnostics: {} }, vault: vault(), ...options });

describe('by hand', () => {
  test('two presses are one rehearsal, told stage by stage; the result is there after a restart', async () => {
    const server = await emulator();
    const dataDir = temporaryFolder();
    const core = await start(server, { dataDir });
    expect(await core.ask('rehearsal:state', {})).toMatchObject({ run: null, alarm: null });
    const [first, second] = await Promise.all([
      core.ask('rehearsal:start', {}),
      core.ask('rehearsal:start', {}),
    ]);
    expect(second.run?.id).toBe(first.run?.id);
    const done = await ended(core);
    expect(done.run).toMatchObject({ id: first.run?.id, by: 'hand', result: 'passed', ending: false });
    expect(done.run?.stages.map(({ stage }) => stage)).toEqual(rehearsalStages);
    const told = new Set(statesOf(core).map(({ run }) => run?.stages.length));
    expect(told.size).toBe(rehearsalStages.length + 1);
    expect(server.conferences()).toEqual([]);
    await core.app.stop();
    const again = await start(server, { dataDir });
    expect((await again.ask('rehearsal:state', {})).run).toEqual(done.run);
  });

  test('ended by somebody, and by the end of the program: nothing is left', async () => {
    const server = await emulator();
    const dataDir = temporaryFolder();
    const core = await start(server, { dataDir });
    server.faults.answer = 'silent';
    server.faults.only = { path: /\/run/ };
    const atRun = () => expect.poll(() => statesOf(core).at(-1)?.run?.current).toBe('run');
    await core.ask('rehearsal:start', {});
    await atRun();
    expect((await core.ask('rehearsal:cancel', {})).run?.ending).toBe(true);
    expect((await ended(core)).run?.result).toBe('cancelled');
    expect(server.conferences()).toEqual([]);
    await core.ask('rehearsal:start', {});
    await atRun();
    await core.app.stop();
    expect(server.conferences()).toEqual([]);
  });

  test('a process that died: shown as interrupted, and what it left is swept when no test can be under way any more', async () => {
    const server = await emulator();
    const dataDir = temporaryFolder();
    const clock = new FakeClock(Date.now());
    const core = await start(server, { dataDir, clock });
    server.faults.answer = 'json500';
    server.faults.only = { path: /^DELETE / };
    const failed = await playOn(core);
    expect(stageOf(failed, 'delete')).toMatchObject({ outcome: 'failed', error: { code: 'server-error' } });
    await core.app.stop();
    server.faults.answer = null;
    // As it was while it was being played.
    const run = { ...failed.run, result: null, endedAt: null, current: 'guest' };
    const kept = { run, alarm: null, beatAt: clock.now(), cancelId: null, scheduledAt: null };
    writeFileSync(join(dataDir, 'rehearsal.json'), JSON.stringify(kept));
    const next = await start(server, { dataDir, clock });
    expect((await next.ask('rehearsal:state', {})).run).toMatchObject({
      result: 'interrupted',
      current: null,
    });
    expect(server.conferences()).toHaveLength(1);
    await expect
      .poll(async () => {
        await clock.advance(60_000);
        return server.conferences().length;
      })
      .toBe(0);
    expect((await playOn(next)).run?.result).toBe('passed');
  });

  test('the report: every stage with its code, and neither secrets nor patients', async () => {
    const server = await emulator();
    const core = await start(server);
    const visit = await core.ask('visits:create', { label: 'Canary Patient' });
    server.faults.noWebClient = true;
    expect((await core.refused('rehearsal:report', { language: 'en' })).code).toBe('bad-request');
    await playOn(core);
    for (const language of ['en', 'ru'] as const) {
      const { text } = await core.ask('rehearsal:report', { language });
      expect(text).toContain('no-web-client');
      expect(text).toContain(`server.address: ${server.origin}`);
      expect(text).toMatch(/Node v24/);
      expect(text).not.toMatch(/\{\{|undefined|NaN/);
      for (const secret of [clientSecret, 'Canary', 'Dr. Petrova', 'c'.repeat(40), visit.link?.url ?? '/v/'])
        expect(text).not.toContain(secret);
    }
    const { text } = await core.ask('rehearsal:report', { language: 'en' });
    for (const stage of [
      'Name of the server found: Passed',
      'Place for a guest offered: Failed',
      'Conference deleted: Passed',
    ])
      expect(text).toContain(stage);
  });
});

describe('the page', () => {
  const clinic = [{ name: 'eth0', address: '127.0.0.2', kind: 'ethernet' as const }];
  /** Stands for an address of the clinic's network. */
  const hosts = ['127.0.0.2'];
  const files = (pair: TestCertificate): object => {
    const folder = temporaryFolder();
    const [certificateFile, keyFile] = [join(folder, 'page.pem'), join(folder, 'page.key')];
    writeFileSync(certificateFile, pair.cert);
    writeFileSync(keyFile, pair.key);
    return { interface: 'eth0', certificateFile, keyFile };
  };
  const pageOf = async (server: Emulator, page: object, roots: readonly string[] = []) => {
    const settings = { ...settingsFor(server), join: page };
    const core = await start(server, { settings, interfaces: clinic, config: { phoneRoots: () => roots } });
    const state = await playOn(core);
    return { core, page: stageOf(state, 'page'), phones: stageOf(state, 'phones') };
  };

  test('answers in the clinic’s network; http there is for phones, too', async () => {
    const { page, phones } = await pageOf(await emulator(), { interface: 'eth0' });
    expect(page).toMatchObject({ outcome: 'passed', note: 'answers-network' });
    expect(phones).toMatchObject({ outcome: 'passed', note: 'http-private' });
  });

  test('a certificate that phones trust, of nobody’s authority, for another name, out of date', async () => {
    const server = await emulator();
    const root = await authority();
    const good = await pageOf(server, files(await root.issue({ hosts, to: 90 })), [root.cert]);
    expect(good.phones).toMatchObject({ outcome: 'passed', note: null });
    const soon = await pageOf(server, files(await root.issue({ hosts, to: 10 })), [root.cert]);
    expect(soon.phones).toMatchObject({ outcome: 'passed', note: 'ends-soon' });
    const unknown = await pageOf(server, files(await selfSigned({ hosts })));
    expect(unknown.page?.outcome).toBe('passed');
    expect(unknown.phones).toMatchObject({ outcome: 'failed', error: { code: 'page-untrusted' } });
    const other = await pageOf(server, files(await root.issue({ hosts: ['other.example'] })), [root.cert]);
    expect(other.phones).toMatchObject({ error: { code: 'page-certificate-other-host' } });
    const old = await pageOf(server, files(await root.issue({ hosts, from: -9, to: -1 })), [root.cert]);
    expect(old.phones).toMatchObject({ error: { code: 'page-certificate-expired' } });
  });

  test('the call inside the page: allowed, forbidden by the server, of an http page', async () => {
    const server = await emulator({ tls: true });
    const { pem = '' } = server.certificate ?? {};
    const pin = pinOf({ cert: pem, key: '' }, '127.0.0.1', server.port);
    const frameOf = async (page: object) => {
      const settings = {
        ...settingsFor(server),
        server: { address: server.origin, clientId: 'c'.repeat(40), trust: 'certificate', pin },
        join: { ...page, entry: 'embed' },
      };
      return stageOf(await playOn(await start(server, { settings, interfaces: clinic })), 'frame');
    };
    const secure = files(await selfSigned({ hosts }));
    expect(await frameOf(secure)).toMatchObject({ outcome: 'passed', error: null });
    expect(await frameOf({ interface: 'eth0' })).toMatchObject({ error: { code: 'frame-not-https' } });
    server.faults.frameHeaders = true;
    expect(await frameOf(secure)).toMatchObject({ outcome: 'failed', error: { code: 'frame-forbidden' } });
    server.faults.noWebClient = true;
    expect(await frameOf(secure)).toMatchObject({ outcome: 'not-tried', note: 'after-failed' });
  });

  test('a public address: somebody else’s page, no answer, no such name', async () => {
    const server = await emulator();
    const foreign = createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1');
    await new Promise((resolve) => foreign.once('listening', resolve));
    onTestFinished(() => void foreign.close());
    const { port } = Object.assign({ port: 0 }, foreign.address());
    // It does not speak TLS, so nobody answers at this https address.
    const silent = await pageOf(server, { publicAddress: `https://127.0.0.1:${port}` });
    expect(silent.page).toMatchObject({ outcome: 'unknown', error: { code: 'page-no-answer' } });
    const nowhere = await pageOf(server, { publicAddress: 'https://no-such-name.invalid' });
    expect(nowhere.page).toMatchObject({ outcome: 'failed', error: { code: 'page-name-not-found' } });
    expect(nowhere.phones).toMatchObject({ outcome: 'not-tried', note: 'after-failed' });
    const own = await startCore({ interfaces: clinic, settings: { join: { ...files(await selfSigned()) } } });
    const status = own.app.status().join;
    const another = await pageOf(server, {
      publicAddress: status.state === 'listening' ? status.origin : '',
    });
    expect(another.page).toMatchObject({
      outcome: 'failed',
      error: { code: 'page-not-ours', details: { status: 200 } },
    });
  });
});

describe('by schedule', () => {
  const morning = (hour: number): FakeClock => new FakeClock(new Date(2026, 10, 25, hour).getTime());
  const minuteMs = 60_000;
  /** Until it has been played: the server answers in its own time. */
  const until = async (
    core: RunningCore,
    clock: FakeClock,
    hours: number,
  ): Promise<RehearsalState | undefined> => {
    for (let minute = 0; minute < hours * 60; minute += 1) {
      await clock.advance(minuteMs);
      if ((await core.ask('rehearsal:state', {})).run) return ended(core);
    }
    return undefined;
  };

  test('once a day about six; a failure is an alarm until one passes; off is off', async () => {
    const server = await emulator();
    const clock = morning(5);
    const core = await start(server, { clock });
    server.faults.rejectCredentials = true;
    const { minuteOfDay } = await core.ask('rehearsal:state', {});
    const first = await until(core, clock, 2);
    expect(first?.run).toMatchObject({ by: 'schedule', result: 'failed' });
    const at = new Date(first?.run?.startedAt ?? 0);
    expect(at.getHours() * 60 + at.getMinutes()).toBe(minuteOfDay);
    expect(first?.alarm).toMatchObject({ stage: 'credentials', error: { code: 'credentials-rejected' } });
    await clock.advance(20 * 60 * minuteMs);
    expect((await core.ask('rehearsal:state', {})).run?.id).toBe(first?.run?.id);
    server.faults.rejectCredentials = false;
    expect((await playOn(core)).alarm).toBeNull();
    const off = morning(5);
    const quiet = await start(server, { clock: off, settings: settingsFor(server) });
    await off.advance(30 * 60 * minuteMs);
    expect((await quiet.ask('rehearsal:state', {})).run).toBeNull();
  });

  test('not while somebody waits, then without asking for the last guest place', async () => {
    const server = await emulator();
    const clock = morning(5);
    const settings = {
      ...settingsFor(server),
      diagnostics: {},
      visits: { guestSeats: 1, admission: 'waiting' },
    };
    const core = await start(server, {
      clock,
      settings: { ...settings, doctors: { list: [{ id: 'petrova', name: '' }] } },
    });
    const { minuteOfDay } = await core.ask('rehearsal:state', {});
    await clock.advance((minuteOfDay - 5 * 60 - 1) * minuteMs);
    const visit = await core.ask('visits:create', {});
    await expect.poll(() => server.conferences().length).toBe(1);
    const url = new URL(visit.link?.url ?? '');
    const body = new URLSearchParams({ name: 'Anna' });
    const headers = { origin: url.origin, 'content-type': 'application/x-www-form-urlencoded' };
    const pressed = await fetch(`${url.href}/join`, { method: 'POST', headers, body, redirect: 'manual' });
    expect(pressed.status).toBeLessThan(400);
    const { visits } = await core.ask('visits:list', {});
    expect(visits[0]?.persons.map(({ state }) => state)).toEqual(['waiting']);
    // A page that is silent is taken for one that is gone after ten minutes.
    expect(await until(core, clock, 8 / 60)).toBeUndefined();
    await core.ask('visits:end', { visitId: visit.id });
    const done = await until(core, clock, 2);
    expect(done?.run).toMatchObject({ by: 'schedule', result: 'doubtful' });
    expect(stageOf(done ?? { run: null, alarm: null, minuteOfDay: 0 }, 'guest')).toMatchObject({
      outcome: 'unknown',
      note: 'few-seats',
    });
    expect(done?.alarm).toBeNull();
    expect(server.requests(/software\/clients/)).toBe(0);
  });
});
