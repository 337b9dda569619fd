import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRecord, settingsOf } from '../../../../src/main/settings/fieldValues.ts';
import { documentOf } from '../../../../src/main/settings/loading.ts';
import { migrate } from '../../../../src/main/settings/migrations.ts';
import { readDocument } from '../../../../src/main/settings/storedDocument.ts';
import { settingsVersion } from '../../../../src/shared/settings.ts';

const folder = join(import.meta.dirname, '../../../fixtures/settings');

function fixture(name: string): Readonly<Record<string, unknown>> {
  const document: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  if (!isRecord(document)) throw new Error(`${name} is no document`);
  return document;
}

function valuesOf(document: unknown) {
  const found = readDocument(document);
  if (found.state !== 'sound') throw new Error(found.state);
  return found.values;
}

test('there is a document of every version', () => {
  const wanted = Array.from({ length: settingsVersion }, (_, index) => `v${index + 1}.json`);
  expect(readdirSync(folder).sort()).toEqual(wanted);
});

test.each(readdirSync(folder))('%s is read whole, and stored in today’s form', (name) => {
  const document = fixture(name);
  const before = structuredClone(document);
  const values = valuesOf(document);
  expect(document).toEqual(before);
  const stored = documentOf(values);
  expect(stored['version']).toBe(settingsVersion);
  expect(settingsOf(valuesOf(stored))).toEqual(settingsOf(values));
  // Of all that a person chose, something must still be there.
  expect(settingsOf(values)).toMatchObject({
    server: { address: 'https://video.clinic.example', clientId: '8f3b0c51d2a94e7', trust: 'certificate' },
    doctors: { list: [{ id: 'petrova' }, { id: 'ivanov' }], entry: 'named-guest' },
    join: { interface: 'eth0', entry: 'embed', trustedProxies: ['10.0.4.2', 'fd00::/8'] },
    visits: { places: 6, admission: 'waiting' },
    messages: { sms: false, messengers: ['telegram', 'max'] },
    present: { doctorId: 'ivanov' },
  });
});

describe('from version 1', () => {
  const pin = { host: 'a.example' };
  test.each([
    ['a pin means that this certificate is trusted', { server: { pin } }, { pin, trust: 'certificate' }],
    [
      'no pin means the certificates of the system',
      { server: { pin: null, clientId: 'a' } },
      { clientId: 'a' },
    ],
    ['a damaged section stays for the salvage to find', { server: 'damaged' }, 'damaged'],
    ['a damaged pin is none', { server: { pin: 5 } }, { pin: 5 }],
  ])('%s', (_, document, server) => {
    expect(migrate(document)).toEqual({ state: 'ready', document: { version: 2, server } });
  });

  test('what stood at its default leaves room for the defaults of a policy', () => {
    const document = {
      version: 1,
      server: { address: '', clientId: '', pin: null },
      doctors: { list: [], entry: 'own-account' },
      join: { interface: null, port: 8765, trustedProxies: [], certificateFile: '', entry: 'navigate' },
      visits: { topic: 'Video visit {{time}}', places: 4, admission: 'straight', guestSeats: null },
      messages: { en: '', ru: '', email: true, sms: true, messengers: [] },
      clinic: { name: '', phone: '', showDoctor: true },
      ...{ privacy: { keepDays: 30 }, app: { language: 'system' }, present: { doctorId: '', entered: [] } },
    };
    expect(valuesOf(document).size).toBe(0);
    expect([...valuesOf({ ...document, privacy: { keepDays: 31 } })]).toEqual([['privacy.keepDays', 31]]);
  });
});

test.each([
  [settingsVersion + 1, 'newer'],
  [99, 'newer'],
  [0, 'damaged'],
  [1.5, 'damaged'],
  ['2', 'damaged'],
  [null, 'damaged'],
])('a document of version %j is %s', (version, state) => {
  expect(readDocument({ version, clinic: { name: 'Five' } }).state).toBe(state);
});

test('no document makes a migration fail', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (document) => {
      expect(['ready', 'newer']).toContain(migrate(document).state);
    }),
    { numRuns: 50 },
  );
});
