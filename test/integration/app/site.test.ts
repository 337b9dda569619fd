/** The core as a clinic's service hosts it: its own doctors and people, its own place of the page, more than one node. */
import { describe, expect, test } from 'vitest';
import type { Emulator } from '../../../src/emulator/index.ts';
import type { ClinicDoctor, People, Site, VisitRepository } from '../../../src/main/app.ts';
import { onlyDoctor, type Caller } from '../../../src/main/ipc/caller.ts';
import type { RequestChannel } from '../../../src/shared/ipc/channels.ts';
import { requests, type RequestInput, type VisitView } from '../../../src/shared/ipc/contract.ts';
import { err, ok } from '../../../src/shared/result.ts';
import { appError } from '../../../src/shared/errors.ts';
import { SecretUnavailable } from '../../../src/main/ports.ts';
import { systemClock } from '../../../src/main/system.ts';
import { openSqliteRepository } from '../../../src/main/visits/visitRepository.ts';
import { recordingLog } from '../../fixtures/recordingLog.ts';
import { ScriptedVault } from '../../fixtures/scriptedVault.ts';
import { clientSecret, doctor, emulator, settingsFor, startCore, type RunningCore } from './core.ts';

const wilson = { id: 'wilson', displayName: 'Dr. Wilson', password: 'own-account' };
const doctors: readonly ClinicDoctor[] = [
  { id: doctor.id, name: doctor.displayName, siteIds: ['north'] },
  { id: wilson.id, name: wilson.displayName, siteIds: ['south'] },
];

const account = {
  id: 'account1',
  name: 'Nurse Jackie',
  role: 'reception' as const,
  siteIds: ['north'],
  trueconfId: null,
  login: 'jackie',
  disabled: false,
};
const people: People = {
  'people:list': async () => ok({ accounts: [account], sites: [] }),
  'people:create': async (input, caller) => ok({ ...account, name: `${input.name} by ${caller.accountId}` }),
  'people:change': async () => err(appError('bad-request')),
  'people:setPassword': async () => ok(account),
  'sites:put': async () => ok({}),
  'sites:remove': async () => ok({}),
};

const site = (more: Partial<Site> = {}): Site => ({
  joinPlace: {
    host: '127.0.0.1',
    port: 0,
    publicAddress: 'https://visits.clinic.example',
    basePath: '/video',
    trustedProxies: [],
    certificateFile: '',
    keyFile: '',
  },
  doctors: () => doctors,
  people,
  ...more,
});

const reception: Caller = {
  you: { name: 'Nurse Jackie', role: 'reception' },
  accountId: 'account1',
  ownerId: null,
  ownerIds: [doctor.id],
  commandKey: null,
};

async function service(more: Partial<Site> = {}): Promise<{ server: Emulator; core: RunningCore }> {
  const server = await emulator({ users: [doctor, wilson] });
  const vault = new ScriptedVault();
  vault.kept.set('client-secret', clientSecret);
  const { server: serverSettings } = Object(settingsFor(server));
  const core = await startCore({
    settings: { server: serverSettings },
    vault,
    config: { shell: 'service', site: site(more) },
  });
  return { server, core };
}

async function asked<C extends RequestChannel>(
  { app }: RunningCore,
  channel: C,
  input: RequestInput<C>,
  caller: Caller,
): Promise<unknown> {
  const answer = await app.router.dispatch(channel, input, caller);
  return answer.ok ? answer.value : answer.error.code;
}

const made = async (
  core: RunningCore,
  input: RequestInput<'visits:create'>,
  caller: Caller,
): Promise<VisitView> =>
  requests['visits:create'].output.parse(await asked(core, 'visits:create', input, caller));

describe('for whom a channel is called', () => {
  test('who is signed in, whose doctors and whose visits are told', async () => {
    const { core } = await service();
    expect(await asked(core, 'app:info', {}, reception)).toMatchObject({
      shell: 'service',
      you: { name: 'Nurse Jackie', role: 'reception' },
      status: { missing: [], doctorName: '' },
    });
    expect(await asked(core, 'doctors:list', {}, reception)).toEqual({
      doctors: [{ id: doctor.id, name: doctor.displayName }],
    });
    const own = await made(core, { ownerId: doctor.id, label: 'Room 5' }, reception);
    const other = await made(core, {}, { ...reception, ownerId: wilson.id, ownerIds: [wilson.id] });
    expect([own.ownerId, own.label, other.ownerId]).toEqual([doctor.id, 'Room 5', wilson.id]);
    expect(await asked(core, 'visits:list', {}, reception)).toMatchObject({ visits: [{ id: own.id }] });
    expect(await asked(core, 'visits:list', {}, { ...reception, ownerIds: [] })).toMatchObject({
      visits: [],
    });
    expect(await asked(core, 'visits:list', {}, onlyDoctor)).toMatchObject({
      visits: [{ id: other.id }, { id: own.id }],
    });
    expect(await core.app.visitFacts(own.id, [])).toEqual({ ownerId: doctor.id, furtherBrowsers: false });
    expect(await core.app.visitFacts('none', [])).toBeUndefined();
  });

  test('reception must name a doctor, and one who is there', async () => {
    const { core } = await service();
    expect(await asked(core, 'visits:create', {}, reception)).toBe('bad-request');
    expect(await asked(core, 'visits:create', { ownerId: 'house' }, reception)).toBe('owner-unknown');
  });

  test('a command that comes twice is done once, and only for the same account', async () => {
    const { core, server } = await service();
    const caller = { ...reception, ownerId: doctor.id, commandKey: 'abcdefghijklmnopqrstuv' };
    const first = await made(core, {}, caller);
    expect((await made(core, {}, caller)).id).toBe(first.id);
    expect((await made(core, {}, { ...caller, accountId: 'account2' })).id).not.toBe(first.id);
    expect(server.conferences()).toHaveLength(2);
    const { id: visitId } = first;
    const renew = { ...caller, commandKey: 'vutsrqponmlkjihgfedcba' };
    const renewed = await asked(core, 'visits:newLink', { visitId }, renew);
    expect(await asked(core, 'visits:newLink', { visitId }, renew)).toEqual(renewed);
  });

  test('people are what the service brings, and unknown on a single PC', async () => {
    const { core } = await service();
    expect(await asked(core, 'people:list', {}, reception)).toEqual({ accounts: [account], sites: [] });
    const { id: _id, disabled: _disabled, login, ...rest } = account;
    const input = { ...rest, login, password: 'correct horse battery' };
    expect(await asked(core, 'people:create', input, reception)).toMatchObject({
      name: 'Nurse Jackie by account1',
    });
    expect(await asked(core, 'people:change', { accountId: 'a', changes: {} }, reception)).toBe(
      'bad-request',
    );
    const single = await startCore();
    expect((await single.refused('people:list', {})).code).toBe('unknown-channel');
    expect(await single.ask('app:info', {})).toMatchObject({ you: null });
  });
});

describe('a planned visit', () => {
  test('is planned, moved, started and cancelled over the channels', async () => {
    const { core, server } = await service();
    const startsAt = Date.now() + 3 * 3_600_000;
    const planned = await made(core, { ownerId: doctor.id, startsAt }, reception);
    expect(planned).toMatchObject({ phase: 'planned', startsAt });
    const { id: visitId } = planned;
    const later = startsAt + 60_000;
    expect(await asked(core, 'visits:move', { visitId, startsAt: later }, reception)).toMatchObject({
      startsAt: later,
      link: planned.link,
    });
    expect(await asked(core, 'visits:list', { plannedBefore: startsAt }, reception)).toMatchObject({
      visits: [],
    });
    expect(server.conferences()).toEqual([]);
    expect(await asked(core, 'visits:start', { visitId }, reception)).toMatchObject({ phase: 'live' });
    expect(await asked(core, 'visits:move', { visitId, startsAt }, reception)).toBe('visit-not-planned');
    const other = await made(core, { ownerId: doctor.id, startsAt }, reception);
    expect(await asked(core, 'visits:end', { visitId: other.id }, reception)).toMatchObject({
      stage: { word: 'cancelled' },
    });
  });
});

describe('a planned visit whose doctor the server does not know', () => {
  test('is red right after it was planned, and tells nobody else’s patients that this doctor is late', async () => {
    const nobody = { id: 'nobody', name: 'Dr. Nobody', siteIds: ['north'] };
    const { core } = await service({ doctors: () => [...doctors, nobody] });
    const caller = { ...reception, ownerIds: [doctor.id, nobody.id] };
    const startsAt = Date.now() + 2 * 3_600_000;
    const { id } = await made(core, { ownerId: nobody.id, startsAt }, caller);
    const { id: known } = await made(core, { ownerId: doctor.id, startsAt }, caller);
    const board = async () => {
      const answer = await asked(core, 'visits:list', {}, caller);
      const { visits } = requests['visits:list'].output.parse(answer);
      return new Map(visits.map((visit) => [visit.id, visit]));
    };
    await expect
      .poll(async () => (await board()).get(id)?.failure, { timeout: 10_000 })
      .toMatchObject({ code: 'owner-unknown', details: { owner: 'nobody' } });
    expect((await board()).get(known)?.failure).toBeNull();
    expect(await asked(core, 'visits:late', { minutes: 40, ownerId: doctor.id }, caller)).toEqual({
      waiting: 0,
      planned: 1,
    });
    const late = await board();
    expect([late.get(known)?.lateMinutes, late.get(id)?.lateMinutes]).toEqual([40, null]);
    expect(await asked(core, 'visits:late', { minutes: 40 }, caller)).toBe('bad-request');
  });
});

describe('the place of the page', () => {
  test('is that of the flags, whatever the settings say; links bear its address and base path', async () => {
    const { core } = await service();
    const { link } = await made(core, { ownerId: doctor.id }, reception);
    expect(link?.url).toMatch(/^https:\/\/visits\.clinic\.example\/video\/v\/[\w-]{22}$/);
    const { values } = await core.ask('settings:get', {});
    const join = { ...values.join, interface: 'eth7', port: 4_321, publicAddress: 'https://other.example' };
    expect(await core.ask('settings:save', { sections: { join }, linksMayDie: false })).toMatchObject({
      state: 'saved',
    });
    expect(core.app.status().join).toEqual({
      state: 'listening',
      origin: 'https://visits.clinic.example',
      reach: 'public-address',
    });
  });
});

describe('what another node does', () => {
  test('to the settings is taken, told and used', async () => {
    const { core } = await service();
    const before = core.events.length;
    core.store.document = { ...Object(core.store.document), clinic: { name: 'Five', phone: '112' } };
    await core.app.settingsChangedElsewhere();
    expect(core.app.settings().clinic).toMatchObject({ name: 'Five', phone: '112' });
    expect(core.events.slice(before).map(({ channel }) => channel)).toContain('settings:changed');
    core.store.document = { clinic: { name: 7 } };
    await core.app.settingsChangedElsewhere();
    expect(core.app.settings().clinic.name).toBe('Five');
  });

  test('to a visit is told, and its links open here: two nodes over one store with the same keys', async () => {
    const server = await emulator({ users: [doctor, wilson] });
    const vault = new ScriptedVault();
    vault.kept.set('client-secret', clientSecret);
    let store: VisitRepository | undefined;
    const openRepository: Site['openRepository'] = async (sealer) => {
      store ??= openSqliteRepository({ path: ':memory:', sealer, clock: systemClock, log: recordingLog() });
      return { ...store, close: async () => undefined };
    };
    const nodeOf = (leads: boolean): Promise<RunningCore> =>
      startCore({
        settings: { server: Object(settingsFor(server)).server },
        vault,
        config: {
          shell: 'service',
          site: site({
            openRepository,
            installationTag: 'visit-desk-0123456789abcdef',
            leadership: { leads: () => leads, onChange: () => () => undefined },
            joinPlace: { ...site().joinPlace, publicAddress: '', basePath: '' },
          }),
        },
      });
    const leader = await nodeOf(true);
    const other = await nodeOf(false);
    const visit = await made(other, { ownerId: doctor.id, label: 'Room 5' }, reception);
    await leader.app.savedElsewhere(visit.id, 99);
    const told = leader.events.filter((event) => event.channel === 'visits:changed').at(-1);
    expect(told?.payload).toMatchObject({ visit: { id: visit.id, label: 'Room 5' } });
    const [token] = (visit.link?.url ?? '').split('/').slice(-1);
    const { join } = leader.app.status();
    const page = await fetch(`${join.state === 'listening' ? join.origin : ''}/v/${token}`);
    expect(page.status).toBe(200);
    expect(server.conferences()[0]?.tags).toContain('visit-desk-0123456789abcdef');
    await asked(other, 'visits:end', { visitId: visit.id }, reception);
    expect(server.conferences()).toHaveLength(1);
    await leader.app.reload();
    await expect.poll(() => server.conferences(), { timeout: 5_000, interval: 20 }).toEqual([]);
  });
});

/** As the service's box over files: what IT put there is IT's to take away. */
class FilesOfIt extends ScriptedVault {
  override async delete(): Promise<void> {
    throw new SecretUnavailable();
  }
}

test('another server and another proxy are saved, although what IT keeps in files cannot be forgotten here', async () => {
  const [former, next] = [await emulator(), await emulator({ clientSecret: 'f'.repeat(40) })];
  const vault = new FilesOfIt();
  vault.kept.set('client-secret', clientSecret);
  vault.kept.set('proxy-password', 'of the former');
  const settings = settingsFor(former);
  const core = await startCore({ settings, vault, config: { site: site(), shell: 'service' } });
  const { values } = await core.ask('settings:get', {});
  const proxy = { mode: 'explicit' as const, address: 'http://one.clinic.example:3128', user: '' };
  const save = (server: typeof values.server) =>
    core.ask('settings:save', { sections: { server }, linksMayDie: true, secretFollows: true });
  await save({ ...values.server, proxy });
  const other = { ...proxy, address: 'http://two.clinic.example:3128' };
  expect(await save({ ...values.server, address: next.origin, proxy: other })).toMatchObject({
    state: 'saved',
  });
  await core.ask('credentials:save', { secret: 'f'.repeat(40), consent: false });
  expect(core.app.status().missing).toEqual([]);
});
