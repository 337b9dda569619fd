import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyEnvironment } from '../../../../src/main/settings/environment.ts';
import { combine, policyFilePath, readPolicyFile } from '../../../../src/main/settings/policy.ts';
import { readPolicy } from '../../../../src/main/settings/policyDocument.ts';
import { createSettingsService } from '../../../../src/main/settings/settingsService.ts';
import { fill, messages } from '../../../../src/shared/i18n/messages.ts';
import { policySchema } from '../../../../src/shared/policy.ts';
import { policyProblemSchema, policySentence } from '../../../../src/shared/policyProblem.ts';
import { defaultSettings, languages, policyKeys } from '../../../../src/shared/settings.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';
import { SettingsInMemory } from '../../../fixtures/settingsDocument.ts';
import { temporaryFolder } from '../../../fixtures/temporaryFolder.ts';

const file = { source: 'policy-file', place: '/etc/visit-desk/policy.json' } as const;
const registry = { source: 'registry', place: 'HKLM' } as const;
const allLocked = policyKeys.length;

/** A policy that gives `secret` away by its sentence. */
const canary = 'c4n4ry';

function open(policies: readonly unknown[], stored: unknown = {}, environment = emptyEnvironment) {
  const sources = [file, registry];
  const policy = combine(policies.map((document, index) => readPolicy(document, sources[index] ?? file)));
  const log = recordingLog();
  const store = new SettingsInMemory(stored);
  return { store, log, policy, service: createSettingsService({ store, environment, policy, log }) };
}

describe('layers', () => {
  test('default < policy default < user < environment < policy forced; the registry beats the file', () => {
    const { service } = open(
      [
        {
          defaults: { visits: { places: 5, linkLifeHours: 48, topic: 'File' }, privacy: { keepDays: 7 } },
          forced: { server: { address: 'video.clinic.example' }, clinic: { name: 'File', phone: '03' } },
        },
        { defaults: { privacy: { keepDays: 9 } }, forced: { clinic: { name: 'Registry' } } },
      ],
      {
        visits: { places: 6, topic: 'User' },
        server: { address: 'https://user.example' },
        clinic: { phone: '02' },
      },
      { ...emptyEnvironment, server: 'https://given.example', topic: 'Environment' },
    );
    const { visits, privacy, server, clinic } = service.current();
    expect(visits).toEqual({
      ...defaultSettings.visits,
      places: 6,
      linkLifeHours: 48,
      topic: 'Environment',
    });
    expect([privacy.keepDays, server.address, clinic.name, clinic.phone]).toEqual([
      9,
      'https://video.clinic.example',
      'Registry',
      '03',
    ]);
    expect(service.locked()).toEqual([
      { key: 'visits.topic', source: 'environment' },
      { key: 'server.address', source: 'policy-file' },
      { key: 'clinic.name', source: 'registry' },
      { key: 'clinic.phone', source: 'policy-file' },
    ]);
    expect(service.defaults()).toMatchObject({ visits: { places: 5 }, privacy: { keepDays: 9 } });
  });

  test('a computer with a policy and nothing else is set up', () => {
    const { service } = open([
      {
        defaults: { doctors: { list: [{ id: 'petrova', name: 'Dr. Petrova' }] } },
        forced: {
          server: { address: 'video.clinic.example', clientId: 'one' },
          join: { interface: 'eth0' },
          service: { address: 'desk.clinic.example' },
        },
      },
    ]);
    expect(service.current()).toMatchObject({
      server: { address: 'https://video.clinic.example', clientId: 'one', trust: 'system' },
      doctors: { list: [{ id: 'petrova' }], entry: 'own-account' },
      join: { interface: 'eth0', port: 8765 },
      service: { address: 'https://desk.clinic.example' },
    });
  });

  test('a forced list of doctors says who is first; the environment’s owner changes nothing of it', () => {
    const { service } = open(
      [{ forced: { doctors: { list: [{ id: 'petrova' }] } } }],
      {},
      {
        ...emptyEnvironment,
        owner: 'ivanov',
      },
    );
    expect(service.current().doctors.list.map(({ id }) => id)).toEqual(['petrova']);
    expect(service.locked()).toEqual([
      { key: 'doctors.list', source: 'policy-file' },
      { key: 'doctors.id', source: 'policy-file' },
    ]);
  });

  test('what is forced cannot be saved over, what is a default can; the stored value under a lock stays', async () => {
    const policy = { defaults: { visits: { places: 5 } }, forced: { visits: { admission: 'waiting' } } };
    const { service, store } = open([policy], {
      version: 2,
      visits: { admission: 'straight', linkLifeHours: 1 },
    });
    const { visits } = service.current();
    expect(await service.save({ visits: { ...visits, admission: 'straight' } })).toMatchObject({
      error: { code: 'locked', details: { field: 'visits.admission', source: 'policy-file' } },
    });
    expect((await service.save({ visits: { ...visits, places: 6 } })).ok).toBe(true);
    expect(store.document).toEqual({
      version: 2,
      visits: { admission: 'straight', linkLifeHours: 1, places: 6 },
    });
    expect(service.current().visits).toMatchObject({ admission: 'waiting', places: 6 });
    expect((await service.save({ visits: { ...service.current().visits, places: 5 } })).ok).toBe(true);
    expect(store.document).toEqual({ version: 2, visits: { admission: 'straight', linkLifeHours: 1 } });
  });
});

const mistakes: readonly (readonly [string, unknown, { key: string; problem: string }, number])[] = [
  [
    'a key that is none',
    { forced: { visits: { place: 5 } } },
    { key: 'forced.visits.place', problem: 'unknown-key' },
    0,
  ],
  [
    'a section that is none',
    { defaults: { visit: {} } },
    { key: 'defaults.visit', problem: 'unknown-key' },
    0,
  ],
  ['who works here now', { forced: { present: {} } }, { key: 'forced.present', problem: 'unknown-key' }, 0],
  ['a third layer', { froced: {} }, { key: 'froced', problem: 'unknown-key' }, 0],
  [
    'a wrong type',
    { forced: { visits: { places: '5' } } },
    { key: 'forced.visits.places', problem: 'wrong-value' },
    1,
  ],
  [
    'a wrong default',
    { defaults: { app: { language: 'de' } } },
    { key: 'defaults.app.language', problem: 'wrong-value' },
    0,
  ],
  [
    'a number out of bounds',
    { forced: { join: { port: 80 } } },
    { key: 'forced.join.port', problem: 'wrong-value' },
    1,
  ],
  [
    'a section that is a list',
    { forced: { privacy: [] } },
    { key: 'forced.privacy', problem: 'wrong-value' },
    1,
  ],
  [
    'one wrong doctor of two',
    { forced: { doctors: { list: [{ id: 'a' }, { id: 'b c' }] } } },
    { key: 'forced.doctors.list.1.id', problem: 'wrong-value' },
    1,
  ],
  [
    'a proxy’s address with its password in it',
    { forced: { server: { proxy: { mode: 'explicit', address: `http://me:${canary}@proxy.example` } } } },
    { key: 'forced.server.proxy.address', problem: 'wrong-value' },
    1,
  ],
  [
    'the Client Secret',
    { forced: { server: { clientSecret: canary } } },
    { key: 'forced.server.clientSecret', problem: 'secret' },
    0,
  ],
  [
    'credentials',
    { forced: { credentials: { secret: canary } } },
    { key: 'forced.credentials', problem: 'secret' },
    0,
  ],
  ['a secret at the top', { CLIENT_SECRET: canary }, { key: 'CLIENT_SECRET', problem: 'secret' }, 0],
  [
    'the proxy’s password',
    { forced: { server: { proxy: { password: canary } } } },
    { key: 'forced.server.proxy.password', problem: 'secret' },
    1,
  ],
  ['no object', [], { key: '', problem: 'not-an-object' }, allLocked],
  ['a layer that is none', { forced: 'all' }, { key: 'forced', problem: 'not-an-object' }, allLocked],
  ['another version', { version: 2 }, { key: 'version', problem: 'version-unknown' }, allLocked],
];

test.each(mistakes)('%s is named; what cannot be told stays locked', (_, document, wanted, locks) => {
  const { log, policy, service } = open([document]);
  expect(policy.problems).toHaveLength(1);
  expect(policy.problems[0]).toMatchObject({ ...file, ...wanted });
  expect(policy.locks.length).toBeGreaterThanOrEqual(locks);
  expect(service.current()).toEqual(defaultSettings);
  const said = JSON.stringify([policy.problems, log.text(), ...sentences(policy.problems)]);
  expect(said).not.toContain(canary);
});

const sentences = (problems: readonly unknown[]) =>
  problems.flatMap((problem) =>
    languages.map((language) =>
      policySentence(policyProblemSchema.parse(problem), (key, values) =>
        fill(messages[language].policy[key], values),
      ),
    ),
  );

test('a sentence names place, key and what is wanted, in both languages', () => {
  const { problems } = readPolicy(
    { forced: { join: { port: 80, entry: 'x' }, visits: { guestSeats: 0 } } },
    file,
  );
  const said = sentences(problems).join('\n');
  for (const part of [
    '/etc/visit-desk/policy.json',
    'forced.join.port',
    'from 1024 to 65535',
    'от 1024 до 65535',
  ])
    expect(said).toContain(part);
  expect(said).toContain('one of: navigate, embed');
  expect(said).toContain('from 1 to 10000, or null');
  expect(said).not.toContain('{{');
});

test('sound keys beside a mistake count', () => {
  const { service } = open([{ forced: { visits: { places: 5, admission: 'waitng' } } }], {
    visits: { admission: 'waiting' },
  });
  expect(service.current().visits).toMatchObject({ places: 5, admission: 'waiting' });
  expect(service.locked().map(({ key }) => key)).toEqual(['visits.places', 'visits.admission']);
});

test('the schema of the whole file says the same as the reading field by field', () => {
  const documents = [
    {},
    { version: 1, defaults: { visits: { places: 5 } } },
    ...mistakes.map(([, document]) => document),
  ];
  for (const document of documents) {
    const { problems } = readPolicy(document, file);
    expect([document, policySchema.safeParse(document).success]).toEqual([document, problems.length === 0]);
  }
});

test('no document makes the reading fail', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (forced, whole) => {
      const { service } = open([{ forced }, whole]);
      expect(service.current().version).toBe(2);
    }),
    { numRuns: 50 },
  );
});

describe('the file', () => {
  const path = () => join(temporaryFolder(), 'policy.json');

  test.each([
    ['linux', '/etc/visit-desk/policy.json'],
    ['darwin', '/Library/Application Support/Visit Desk/policy.json'],
    ['win32', 'D:\\ProgramData\\Visit Desk\\policy.json'],
  ] as const)('of %s lies where only administrators write', (platform, expected) => {
    expect(policyFilePath(platform, 'D:\\ProgramData')).toBe(expected);
  });

  test('that is not there says nothing', () => {
    expect(readPolicyFile(path())).toMatchObject({ problems: [], locks: [] });
    expect(readPolicyFile(join(path(), 'deeper'))).toMatchObject({ problems: [], locks: [] });
  });

  test('of an editor that writes a byte order mark is read', () => {
    const at = path();
    writeFileSync(at, '\uFEFF{"forced":{"visits":{"places":5}}}');
    expect(readPolicyFile(at).forced).toEqual(new Map([['visits.places', 5]]));
  });

  test.each([
    ['half-written', (at: string) => writeFileSync(at, '{"forced":{"visits":{"pla'), 'not-json'],
    ['empty', (at: string) => writeFileSync(at, ''), 'not-json'],
    ['a folder', (at: string) => mkdirSync(at), 'unreadable'],
  ])('that is %s counts in nothing, and nobody gets round it', async (_, make, problem) => {
    const at = path();
    make(at);
    const policy = combine([readPolicyFile(at)]);
    expect(policy.problems).toMatchObject([{ place: at, problem }]);
    const service = createSettingsService({
      ...{ store: new SettingsInMemory({ visits: { places: 6 } }), environment: emptyEnvironment },
      ...{ policy, log: recordingLog() },
    });
    expect(service.current().visits.places).toBe(6);
    const saved = await service.save({ visits: { ...service.current().visits, places: 7 } });
    expect(saved).toMatchObject({ error: { code: 'locked', details: { field: 'visits.places' } } });
    // Who works here now is no setting of IT's.
    expect((await service.save({ present: { doctorId: 'petrova', entered: [] } })).ok).toBe(true);
  });
});
