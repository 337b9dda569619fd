/** With which service the desktop works, and how that is changed. */
import { describe, expect, it, test } from 'vitest';
import { clinicPlace, readPlace, withService } from '../../../../src/main/clinic/place.ts';
import { clinicRoutes, isClinicChannel, type ClinicDoor } from '../../../../src/main/clinic/routes.ts';
import { onlyDoctor } from '../../../../src/main/ipc/caller.ts';
import { createRouter } from '../../../../src/main/ipc/router.ts';
import { appError } from '../../../../src/shared/errors.ts';
import { err, ok } from '../../../../src/shared/result.ts';
import { fakeRandom } from '../../../fixtures/fakeRandom.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';
import { SettingsInMemory } from '../../../fixtures/settingsDocument.ts';

const address = 'https://desk.clinic.example';
const none = { service: undefined };

describe('the place', () => {
  it.each([
    [{ service: { address } }, none, { address, locked: false }],
    [{ service: { address: 'desk.clinic.example/desk/' } }, none, { address, locked: false }],
    [{}, none, { address: '', locked: false }],
    [undefined, none, { address: '', locked: false }],
    [{ service: { address: 'http://desk.clinic.example' } }, none, { address: '', locked: false }],
    // What else is wrong with the document does not take a desk away from its clinic.
    [{ service: { address }, join: 'damaged' }, none, { address, locked: false }],
    [{ service: { address: 'https://other.example' } }, { service: address }, { address, locked: true }],
  ])('of %j with %j is %j', (document, environment, place) => {
    expect(clinicPlace(document, environment)).toEqual(place);
  });

  it('of a document that cannot be read is that of the environment, or none', () => {
    const store = new SettingsInMemory({ service: { address } });
    store.readFails = true;
    expect(readPlace(store, none)).toEqual({ address: '', locked: false });
    expect(readPlace(store, { service: address })).toEqual({ address, locked: true });
  });

  it('is written into the document, and nothing else in it is touched', () => {
    expect(withService({ app: { language: 'ru' }, newer: 1 }, address)).toEqual({
      app: { language: 'ru' },
      newer: 1,
      service: { address },
    });
    expect(withService('damaged', '')).toEqual({ service: { address: '' } });
  });
});

function scene({ locked = false, door }: { locked?: boolean; door?: ClinicDoor } = {}) {
  const store = new SettingsInMemory({ app: { language: 'ru' } });
  const happened: string[] = [];
  const log = recordingLog();
  const routes = clinicRoutes({
    place: { address: '', locked },
    settingsStore: store,
    async check(typed) {
      happened.push(`check ${typed}`);
      return typed === address ? ok(address) : err(appError('not-the-service', { host: 'x' }));
    },
    restart: () => happened.push('restart'),
    ...(door && { door }),
    log,
  });
  const router = createRouter({ routes, random: fakeRandom('clinic'), log });
  return {
    store,
    happened,
    ask: (channel: string, input: object) => router.dispatch(channel, input, onlyDoctor),
  };
}
const refused = (code: string) => ({ ok: false, error: { code } });

test('a service is taken only when it answers as one; then the app starts anew', async () => {
  const { store, happened, ask } = scene();
  expect(await ask('clinic:state', {})).toEqual({
    ok: true,
    value: { address: '', locked: false, connection: 'up' },
  });
  expect(await ask('clinic:use', { address: 'https://wrong.example' })).toMatchObject(
    refused('not-the-service'),
  );
  expect(store.document).toEqual({ app: { language: 'ru' } });
  expect(await ask('clinic:use', { address })).toEqual({ ok: true, value: {} });
  expect(store.document).toEqual({ app: { language: 'ru' }, service: { address } });
  expect(happened).toEqual(['check https://wrong.example', `check ${address}`, 'restart']);
});

test('none needs no check; what the environment gives, or a disk refuses, stays', async () => {
  const free = scene();
  expect((await free.ask('clinic:use', { address: ' ' })).ok).toBe(true);
  expect(free.happened).toEqual(['restart']);
  const locked = scene({ locked: true });
  expect(await locked.ask('clinic:use', { address })).toMatchObject(refused('locked'));
  const full = scene();
  full.store.writeFails = true;
  expect(await full.ask('clinic:use', { address })).toMatchObject(refused('storage-failed'));
  expect([...locked.happened, ...full.happened]).toEqual([`check ${address}`]);
});

test('signing in is there with a service only', async () => {
  const alone = scene();
  expect(await alone.ask('clinic:open', { page: 'sign-in', language: 'en' })).toMatchObject(
    refused('unknown-channel'),
  );
  expect(await alone.ask('clinic:signOut', {})).toMatchObject(refused('unknown-channel'));
  const happened: string[] = [];
  const { ask } = scene({
    door: {
      connection: () => 'signed-out',
      open: (page, language) => happened.push(`open ${page} ${language}`),
      signOut: async () => void happened.push('out'),
    },
  });
  expect(await ask('clinic:state', {})).toMatchObject({ value: { connection: 'signed-out' } });
  await ask('clinic:open', { page: 'account', language: 'ru' });
  await ask('clinic:signOut', {});
  expect(await ask('clinic:open', { page: 'https://evil.example', language: 'en' })).toMatchObject(
    refused('bad-request'),
  );
  expect(await ask('visits:list', {})).toMatchObject(refused('unknown-channel'));
  expect(happened).toEqual(['open account ru', 'out']);
  expect(isClinicChannel('clinic:use')).toBe(true);
  expect(isClinicChannel('visits:list')).toBe(false);
});
