import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyEnvironment, type Environment } from '../../../../src/main/settings/environment.ts';
import type { Sections } from '../../../../src/main/settings/layers.ts';
import { createSettingsService } from '../../../../src/main/settings/settingsService.ts';
import { requests, type RequestInput } from '../../../../src/shared/ipc/contract.ts';
import { defaultSettings, settingsSchema, type Settings } from '../../../../src/shared/settings.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';
import { SettingsInMemory } from '../../../fixtures/settingsDocument.ts';

const given: Environment = {
  server: 'https://given.example',
  clientId: 'given-id',
  owner: 'petrova',
  topic: 'Given {{time}}',
  language: 'ru',
  service: undefined,
  clientSecret: undefined,
};

function open(document: unknown = {}, environment: Environment = emptyEnvironment) {
  const store = new SettingsInMemory(document);
  const log = recordingLog();
  return { store, log, service: createSettingsService({ store, environment, log }) };
}

describe('layers', () => {
  test('without anything stored or given the defaults hold', () => {
    expect(open().service.current()).toEqual(defaultSettings);
    expect(open(undefined).service.current()).toEqual(defaultSettings);
  });

  test('what is stored wins over defaults, what the environment gives over both', () => {
    const stored = {
      server: { address: 'https://stored.example', clientId: 'stored' },
      clinic: { name: 'Five' },
    };
    const { service } = open(stored, { ...emptyEnvironment, server: 'https://given.example' });
    expect(service.current().server).toEqual({
      ...defaultSettings.server,
      address: 'https://given.example',
      clientId: 'stored',
    });
    expect(service.current().clinic.name).toBe('Five');
    expect(service.locked()).toEqual([{ key: 'server.address', source: 'environment' }]);
  });

  test('a TrueConf ID from the environment takes its own name, never that of another doctor', () => {
    const stored = {
      doctors: {
        list: [
          { id: 'ivanov', name: 'Dr. Ivanov' },
          { id: 'petrova', name: 'Dr. Petrova' },
        ],
      },
    };
    const { service } = open(stored, { ...emptyEnvironment, owner: 'petrova' });
    expect(service.current().doctors.list.map(({ name }) => name)).toEqual(['Dr. Petrova', 'Dr. Ivanov']);
    const unknown = open(stored, { ...emptyEnvironment, owner: 'sidorov' }).service;
    expect(unknown.current().doctors.list[0]).toEqual({ id: 'sidorov', name: '' });
  });
});

describe('saving', () => {
  test('a section is stored as a whole and listeners hear of before and after', async () => {
    const { service, store } = open({ clinic: { name: 'Four' } });
    const heard: [string, string][] = [];
    service.onChange((now, before) => heard.push([before.clinic.name, now.clinic.name]));
    const saved = await service.save({ clinic: { name: 'Five', phone: '', showDoctor: true } });
    expect(saved.ok).toBe(true);
    expect(heard).toEqual([['Four', 'Five']]);
    expect(settingsSchema.parse(store.document).clinic.name).toBe('Five');
  });

  test('every section that a screen can save is kept', async () => {
    const changed = {
      server: { ...defaultSettings.server, address: 'https://clinic.example' },
      doctors: { ...defaultSettings.doctors, list: [{ id: 'petrova', name: 'Dr. Petrova' }] },
      join: { ...defaultSettings.join, port: 9_000 },
      visits: { ...defaultSettings.visits, places: 6 },
      clinic: { ...defaultSettings.clinic, name: 'Five' },
      messages: { ...defaultSettings.messages, sms: !defaultSettings.messages.sms },
      privacy: { keepDays: 7 },
      diagnostics: { rehearsal: 'off' },
      updates: { check: false, address: '' },
      app: { language: 'ru' },
    } as const satisfies RequestInput<'settings:save'>['sections'];
    const { sections } = requests['settings:save'].input.shape;
    expect(Object.keys(changed).sort()).toEqual(Object.keys(sections.shape).sort());
    const { service, store, log } = open();
    expect((await service.save(sections.parse(changed))).ok).toBe(true);
    expect(service.current()).toMatchObject(changed);
    const next = createSettingsService({ store, environment: emptyEnvironment, log });
    expect(next.current()).toMatchObject(changed);
    const present = { doctorId: 'petrova', entered: ['one'] };
    const own = { present, service: { address: 'https://desk.example' } };
    expect((await service.save(own)).ok).toBe(true);
    expect(service.current()).toMatchObject({ ...changed, ...own });
  });

  test('what the layers below say as well is not stored, and follows them', async () => {
    const { service, store } = open({ visits: { places: 6 }, clinic: { name: 'Five' } });
    await service.save({ visits: { ...service.current().visits, places: defaultSettings.visits.places } });
    expect(store.document).toEqual({ version: 2, clinic: { name: 'Five' } });
  });

  test('a disk that refuses changes nothing', async () => {
    const { service, store } = open({ clinic: { name: 'Four' } });
    store.writeFails = true;
    const saved = await service.save({ clinic: { name: 'Five', phone: '', showDoctor: true } });
    expect(saved).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
    expect(service.current().clinic.name).toBe('Four');
  });

  const changes: readonly [string, (now: Settings) => Sections][] = [
    ['server.address', (now) => ({ server: { ...now.server, address: 'https://other.example' } })],
    ['server.clientId', (now) => ({ server: { ...now.server, clientId: 'other' } })],
    ['doctors.id', (now) => ({ doctors: { ...now.doctors, list: [] } })],
    ['visits.topic', (now) => ({ visits: { ...now.visits, topic: 'Other' } })],
    ['app.language', () => ({ app: { language: 'en' } })],
  ];
  test.each(changes)('%s from the environment cannot be changed', async (field, change) => {
    const { service, store } = open({}, given);
    const saved = await service.save(change(service.current()));
    const details = { field, source: 'environment' };
    expect(saved).toMatchObject({ ok: false, error: { code: 'locked', details } });
    expect(store.document).toEqual({});
  });

  test('saving around locked values keeps the stored ones under them', async () => {
    const stored = { server: { address: 'https://stored.example', clientId: 'stored' } };
    const { service, store } = open(stored, given);
    const { server, visits, app, doctors } = service.current();
    expect((await service.save({ server, visits: { ...visits, places: 6 }, app, doctors })).ok).toBe(true);
    const document = settingsSchema.parse(store.document);
    expect(document.server.address).toBe('https://stored.example');
    expect(document.visits).toMatchObject({ places: 6, topic: defaultSettings.visits.topic });
    expect(document.app.language).toBe('system');
    expect(service.current().server.address).toBe('https://given.example');
  });

  test('a preview stores nothing', () => {
    const { service, store } = open();
    const preview = service.preview({ join: { ...defaultSettings.join, port: 9000 } });
    expect(preview.ok && preview.value.join.port).toBe(9000);
    expect(service.current().join.port).toBe(8765);
    expect(store.document).toEqual({});
  });

  test('an overlay lies over all layers and is never stored', async () => {
    const { service, store } = open({}, given);
    service.overlay((settings) => ({
      ...settings,
      server: { ...settings.server, address: 'http://127.0.0.1:1' },
    }));
    expect(service.current().server.address).toBe('http://127.0.0.1:1');
    await service.save({ clinic: { name: 'Five', phone: '', showDoctor: true } });
    expect(JSON.stringify(store.document)).not.toContain('127.0.0.1');
  });

  test('of a section that an overlay fills, only what a person changed is stored', async () => {
    const { service, store } = open({ server: { clientId: 'own' }, clinic: { phone: '1' } });
    service.overlay((settings) => ({
      ...settings,
      server: { ...settings.server, address: 'http://127.0.0.1:1', clientId: 'demo' },
      clinic: { ...settings.clinic, name: 'Demo clinic' },
    }));
    const { server, clinic } = service.current();
    const sections = { server: { ...server, clientId: 'typed' }, clinic: { ...clinic, phone: '2' } };
    expect((await service.save(sections)).ok).toBe(true);
    expect(store.document).toEqual({ version: 2, server: { clientId: 'typed' }, clinic: { phone: '2' } });
  });
});

describe('the last good settings', () => {
  const good = { version: 2, clinic: { name: 'Five' }, visits: { places: 6 } };
  const unreadable = (document: unknown) => {
    const store = new SettingsInMemory('half a document');
    store.lastGood = document;
    store.readFails = true;
    return store;
  };

  test('are kept after each start and each save, and only when they differ', async () => {
    const { service, store, log } = open({ clinic: { name: 'Four' } });
    expect(store.lastGood).toEqual({ version: 2, clinic: { name: 'Four' } });
    await service.save({ clinic: { name: 'Five', phone: '', showDoctor: true } });
    expect(store.lastGood).toEqual({ version: 2, clinic: { name: 'Five' } });
    store.writeLastGood = () => {
      throw new Error('written for nothing');
    };
    createSettingsService({ store, environment: emptyEnvironment, log });
    expect(log.lines).toEqual([]);
  });

  test('count when the document cannot be read; its name is told until somebody saves', async () => {
    const store = unreadable(good);
    const service = createSettingsService({ store, environment: emptyEnvironment, log: recordingLog() });
    expect(service.current()).toMatchObject({ clinic: { name: 'Five' }, visits: { places: 6 } });
    expect(service.notice()).toEqual({ file: 'config.json.damaged-1', reason: 'damaged', used: 'last-good' });
    expect([store.aside, store.document]).toEqual([['half a document'], good]);
    await service.save({ visits: { ...service.current().visits, places: 7 } });
    expect(service.notice()).toBeNull();
  });

  test('stand in for the damaged sections only', () => {
    const store = new SettingsInMemory({ version: 2, clinic: { name: 'Six' }, visits: { places: 'many' } });
    store.lastGood = good;
    const service = createSettingsService({ store, environment: emptyEnvironment, log: recordingLog() });
    expect(service.current()).toMatchObject({ clinic: { name: 'Six' }, visits: { places: 6 } });
    expect(service.notice()).toMatchObject({ used: 'last-good' });
  });

  test.each([
    ['of a newer version', { version: 99, clinic: { name: 'Nine' } }],
    ['damaged themselves', { clinic: 9 }],
    ['not there', undefined],
  ])('%s are not used', (_, document) => {
    const store = unreadable(document);
    const service = createSettingsService({ store, environment: emptyEnvironment, log: recordingLog() });
    expect(service.current()).toEqual(defaultSettings);
    expect(service.notice()).toMatchObject({ used: 'defaults' });
  });

  test('a copy that cannot be kept is a matter of the log', async () => {
    const { service, store, log } = open();
    store.writeLastGood = () => Promise.reject(new Error('no space'));
    expect((await service.save({ privacy: { keepDays: 7 } })).ok).toBe(true);
    await Promise.resolve();
    expect(log.text()).toContain('settings.copy-not-kept');
  });
});

test('a document of a newer version is set aside whole, said, and not overwritten', () => {
  const newer = { version: 99, clinic: { name: 'Nine' } };
  const { service, store } = open(newer);
  expect(service.current()).toEqual(defaultSettings);
  expect(service.notice()).toEqual({ file: 'config.json.newer-1', reason: 'newer', used: 'defaults' });
  expect([store.aside, store.document]).toEqual([[newer], { version: 2 }]);
});

describe('a damaged document', () => {
  test('what is not JSON is kept aside, the defaults hold, its text is not logged', () => {
    const store = new SettingsInMemory();
    store.readFails = true;
    const log = recordingLog();
    const service = createSettingsService({ store, environment: emptyEnvironment, log });
    expect(service.current()).toEqual(defaultSettings);
    expect(store.aside).toHaveLength(1);
    expect(log.text()).toContain('settings.unreadable');
    expect(log.text()).not.toContain('Ivanova');
  });

  test('sound sections are saved out of it', () => {
    const damaged = { clinic: { name: 'Five' }, join: { port: 'many' }, strange: 1 };
    const { service, store } = open(damaged);
    expect(service.current().clinic.name).toBe('Five');
    expect(service.current().join).toEqual(defaultSettings.join);
    expect(store.aside).toEqual([damaged]);
    expect(settingsSchema.parse(store.document).clinic.name).toBe('Five');
  });

  test('no document makes the start fail', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        const { service } = open(document);
        expect(settingsSchema.safeParse(service.current()).success).toBe(true);
      }),
    );
  });

  test('a section of any kind never takes the others with it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('server', 'doctors', 'join', 'visits', 'app'),
        fc.jsonValue(),
        (name, value) => {
          const { service } = open({ clinic: { name: 'Five' }, [name]: value });
          expect(service.current().clinic.name).toBe('Five');
        },
      ),
    );
  });

  test('a disk that refuses to keep it aside leaves it alone', () => {
    const store = new SettingsInMemory({ join: 1 });
    store.setAside = () => {
      throw new Error('read only');
    };
    const service = createSettingsService({ store, environment: emptyEnvironment, log: recordingLog() });
    expect(service.current()).toEqual(defaultSettings);
    expect(service.notice()).toEqual({ file: null, reason: 'damaged', used: 'salvaged' });
    expect(store.document).toEqual({ join: 1 });
  });
});

test('saves that come at once are laid over each other', async () => {
  const { service, store } = open();
  store.write = async (document) => {
    await new Promise((resolve) => setImmediate(resolve));
    store.document = document;
  };
  const { server, visits } = service.current();
  const both = Promise.all([
    service.save({ clinic: { name: 'Five', phone: '', showDoctor: true } }),
    service.save({ server, visits: { ...visits, places: 6 } }),
  ]);
  expect((await both).every(({ ok }) => ok)).toBe(true);
  expect(store.document).toMatchObject({ clinic: { name: 'Five' }, visits: { places: 6 } });
});

test('a listener that throws keeps no later save out', async () => {
  const { service, store } = open();
  const end = service.onChange(() => {
    throw new Error('a listener failed');
  });
  const clinic = { name: 'Five', phone: '', showDoctor: true };
  await expect(service.save({ clinic })).rejects.toThrow('a listener failed');
  end();
  expect((await service.save({ clinic: { ...clinic, name: 'Six' } })).ok).toBe(true);
  expect(store.document).toMatchObject({ clinic: { name: 'Six' } });
});

test('a store that refuses later, too, changes nothing', async () => {
  const { service, store } = open();
  store.write = () => Promise.reject(new Error('gone'));
  const saved = await service.save({ clinic: { name: 'Five', phone: '', showDoctor: true } });
  expect(saved).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
  expect(service.current().clinic.name).toBe('');
});

test('a save that meets another’s changes nothing of it, and the other’s counts from then on', async () => {
  const { service, store, log } = open({ clinic: { name: 'Four' } });
  const heard: string[] = [];
  service.onChange((now) => heard.push(now.clinic.name));
  const document = { clinic: { name: 'Theirs', phone: '', showDoctor: true } };
  store.write = async () => {
    store.document = document;
    throw Object.assign(new Error('Theirs'), { code: 'settings-changed' });
  };
  const saved = await service.save({ clinic: { name: 'Mine', phone: '', showDoctor: true } });
  expect(saved).toMatchObject({ ok: false, error: { code: 'settings-changed' } });
  expect([service.current().clinic.name, heard, store.document]).toEqual(['Theirs', ['Theirs'], document]);
  expect(log.lines).toEqual([]);
});

test('what another process stored is taken and told once; what cannot be used changes nothing', () => {
  const { service, store } = open();
  const heard: string[] = [];
  service.onChange((now) => heard.push(now.clinic.name));
  store.document = { clinic: { name: 'Five', phone: '', showDoctor: true } };
  service.reload();
  service.reload();
  expect(heard).toEqual(['Five']);
  store.document = { clinic: { name: 5 } };
  service.reload();
  store.readFails = true;
  service.reload();
  expect([service.current().clinic.name, heard, store.aside]).toEqual(['Five', ['Five'], []]);
});
