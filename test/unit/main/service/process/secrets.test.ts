/** Secrets: where they come from, what is refused, and how one is exchanged for the next. */
import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appError, type AppError } from '../../../../../src/shared/errors.ts';
import { err, ok, type Result } from '../../../../../src/shared/result.ts';
import { createClientSecret } from '../../../../../src/main/service/clientSecret.ts';
import { areSameKeys } from '../../../../../src/main/service/keyCheck.ts';
import { createServiceSecretBox } from '../../../../../src/main/service/secretBox.ts';
import { openSecrets, type Secrets } from '../../../../../src/main/service/secrets.ts';
import { systemRandom } from '../../../../../src/main/system.ts';
import { FakeClock } from '../../../../fixtures/fakeClock.ts';
import { recordingLog } from '../../../../fixtures/recordingLog.ts';
import { temporaryFolder } from '../../../../fixtures/temporaryFolder.ts';

const key = (sign: string): string => Buffer.alloc(32, sign).toString('base64url');

function folder(files: Readonly<Record<string, string>> = {}): string {
  const path = temporaryFolder();
  for (const [name, value] of Object.entries(files)) writeFileSync(join(path, name), value, { mode: 0o600 });
  return path;
}

function opened(secretsDir: string, environment: Record<string, string | undefined> = {}): Secrets {
  const secrets = openSecrets({ environment, secretsDir });
  if (!secrets.ok) throw new Error(secrets.error.problem);
  return secrets.value;
}

function refused(secretsDir: string, environment: Record<string, string | undefined> = {}) {
  const secrets = openSecrets({ environment, secretsDir });
  return secrets.ok ? undefined : secrets.error;
}

describe('where a secret comes from', () => {
  test('a systemd credential, then a file, then the environment, which is emptied', () => {
    const credentials = folder({ 'client-secret': 'of-credential\n' });
    chmodSync(join(credentials, 'client-secret'), 0o440);
    const environment: Record<string, string | undefined> = {
      CREDENTIALS_DIRECTORY: credentials,
      VISIT_DESK_CLIENT_SECRET: 'of-environment',
      VISIT_DESK_DATABASE: 'of-environment',
      VISIT_DESK_OIDC_CLIENT_SECRET: 'of-environment',
      PATH: '/bin',
    };
    const secrets = opened(folder({ 'client-secret': 'of-file', database: 'of-file\r\n' }), environment);
    const of = (name: Parameters<Secrets['get']>[0]) => [secrets.source(name), secrets.get(name)];
    expect(of('client-secret')).toEqual(['credential', 'of-credential']);
    expect(of('database')).toEqual(['file', 'of-file']);
    expect(of('oidc-client-secret')).toEqual(['environment', 'of-environment']);
    expect(of('client-secret-next')).toEqual([undefined, undefined]);
    expect(environment).toEqual({ CREDENTIALS_DIRECTORY: credentials, PATH: '/bin' });
  });

  test.runIf(process.platform !== 'win32')(
    'files and folders that others can read or write are refused',
    () => {
      const open = folder({ 'link-key': key('a') });
      chmodSync(join(open, 'link-key'), 0o604);
      expect(refused(open)).toEqual({ problem: 'secret-open', values: { path: join(open, 'link-key') } });
      const writable = folder();
      chmodSync(writable, 0o770);
      expect(refused(writable)?.problem).toBe('secrets-dir-open');
      const notFolder = join(folder({ file: '' }), 'file');
      expect(refused(notFolder)?.problem).toBe('secrets-dir-unusable');
      const notFile = folder();
      mkdirSync(join(notFile, 'database'));
      chmodSync(join(notFile, 'database'), 0o700);
      expect(refused(notFile)?.problem).toBe('secret-unreadable');
    },
  );

  test.each([
    ['link-key', 'too short', 'wanted-key'],
    ['field-key', `${key('a')}${key('a')}`, 'wanted-key'],
    ['client-secret', '', 'wanted-text'],
    ['client-secret', 'two\nlines', 'wanted-text'],
    ['database', 'x'.repeat(2_001), 'wanted-text'],
  ])('%s of the wrong form is named without its value', (name, value, wanted) => {
    const problem = refused(folder({ [name]: value }));
    expect(problem).toMatchObject({ problem: 'secret-invalid', values: { name, source: 'file', wanted } });
    if (value !== '') expect(JSON.stringify(problem)).not.toContain(value.slice(0, 9));
  });
});

describe('keys that nobody gave', () => {
  test('are made once, for the service alone', () => {
    const dir = folder();
    const secrets = opened(dir);
    expect(secrets.makeKeys(systemRandom)).toEqual(ok(undefined));
    expect(secrets.key('link-key')).toHaveLength(32);
    expect(secrets.key('link-key')).not.toEqual(secrets.key('field-key'));
    expect(readdirSync(dir).sort()).toEqual(['field-key', 'link-key']);
    expect(statSync(join(dir, 'link-key')).mode & 0o077).toBe(0);
    const again = opened(dir);
    expect(again.makeKeys(systemRandom)).toEqual(ok(undefined));
    expect(again.key('field-key')).toEqual(secrets.key('field-key'));
  });

  test('two nodes that make them at once have the same', () => {
    const dir = folder();
    const [one, other] = [opened(dir), opened(dir)];
    one.makeKeys(systemRandom);
    other.makeKeys(systemRandom);
    expect(other.key('link-key')).toEqual(one.key('link-key'));
  });

  test('need a place', () => {
    expect(opened('').makeKeys(systemRandom)).toMatchObject({ error: { problem: 'secrets-dir-missing' } });
    const given = opened('', { VISIT_DESK_LINK_KEY: key('a'), VISIT_DESK_FIELD_KEY: key('b') });
    expect(given.makeKeys(systemRandom)).toEqual(ok(undefined));
  });

  test('are compared with those of the store', async () => {
    const kept = new Map<string, unknown>();
    const documents = {
      read: async (name: string) => kept.get(name),
      write: async (name: string, body: unknown) => void kept.set(name, body),
      readOrWrite: async (name: string, body: unknown) => {
        if (!kept.has(name)) kept.set(name, body);
        return kept.get(name);
      },
    };
    const keys = (link: string, field: string) =>
      opened(folder({ 'link-key': key(link), 'field-key': key(field) }));
    expect(await areSameKeys(keys('a', 'b'), documents)).toBe(true);
    expect(await areSameKeys(keys('a', 'b'), documents)).toBe(true);
    expect(await areSameKeys(keys('a', 'c'), documents)).toBe(false);
    expect(await areSameKeys(keys('b', 'a'), documents)).toBe(false);
    expect(JSON.stringify([...kept])).not.toContain(key('a'));
  });
});

test('changed files are taken, unusable ones change nothing', () => {
  const dir = folder({ 'client-secret': 'one', 'link-key': key('a') });
  const secrets = opened(dir);
  writeFileSync(join(dir, 'client-secret'), 'two');
  writeFileSync(join(dir, 'client-secret-next'), 'three', { mode: 0o600 });
  expect(secrets.reload()).toEqual(ok(['client-secret', 'client-secret-next']));
  expect(secrets.reload()).toEqual(ok([]));
  chmodSync(join(dir, 'client-secret'), 0o644);
  writeFileSync(join(dir, 'client-secret'), 'four');
  expect(secrets.reload()).toMatchObject({ error: { problem: 'secret-open' } });
  expect(secrets.get('client-secret')).toBe('two');
});

describe('current and next', () => {
  interface Given {
    readonly current?: string;
    readonly next?: string;
    readonly leads?: boolean;
    readonly accepts?: readonly string[];
    readonly prove?: (secret: string) => Promise<Result<void, AppError>>;
  }

  function exchange({ current, next, leads = true, accepts = [], prove }: Given) {
    const values = new Map<string, string | undefined>([
      ['client-secret', current],
      ['client-secret-next', next],
    ]);
    const kept: { promoted: string | undefined } = { promoted: undefined };
    const accepted = new Set(accepts);
    const proved: string[] = [];
    const log = recordingLog();
    const clock = new FakeClock();
    const open = () =>
      createClientSecret({
        secrets: { get: (name) => values.get(name) },
        fieldKey: Buffer.alloc(32, 'f'),
        store: {
          read: async () => kept.promoted,
          write: async (promoted) => void (kept.promoted = promoted),
        },
        prove: async (secret) => {
          proved.push(secret);
          if (prove) return prove(secret);
          return accepted.has(secret) ? ok(undefined) : err(appError('credentials-rejected'));
        },
        leads: () => leads,
        clock,
        log,
      });
    return { values, kept, accepted, proved, log, clock, open, secret: open() };
  }

  test('next is proved, promoted, and used after a restart and on other nodes', async () => {
    const { secret, open, proved, kept, log } = exchange({ current: 'old', next: 'new', accepts: ['new'] });
    expect(secret.active()).toBe('old');
    await secret.look();
    expect([secret.active(), proved]).toEqual(['new', ['new']]);
    const other = open();
    expect(other.active()).toBe('old');
    await other.load();
    expect(other.active()).toBe('new');
    await other.look();
    expect(proved).toEqual(['new']);
    expect(`${kept.promoted} ${log.text()}`).not.toMatch(/old|new(?!-)/);
  });

  test('a promoted one that IT then makes the current one stays', async () => {
    const { secret, values, proved } = exchange({ current: 'old', next: 'new', accepts: ['new'] });
    await secret.look();
    values.set('client-secret', 'new');
    values.set('client-secret-next', undefined);
    await secret.look();
    expect([secret.active(), proved]).toEqual(['new', ['new']]);
    // The next exchange begins anew.
    values.set('client-secret-next', 'newest');
    await secret.look();
    expect([secret.active(), proved]).toEqual(['new', ['new', 'newest']]);
  });

  test('one that an administrator types is used instead of a promoted one, also after a restart', async () => {
    const { secret, open, values } = exchange({ current: 'old', next: 'new', accepts: ['new'] });
    await secret.look();
    values.set('client-secret', 'typed');
    await secret.use('typed');
    const restarted = open();
    await restarted.load();
    expect([secret.active(), restarted.active()]).toEqual(['typed', 'typed']);
  });

  test('one that is not proved is not used, and is tried again after ten minutes', async () => {
    const { secret, proved, clock, accepted } = exchange({ current: 'old', next: 'new' });
    await secret.look();
    await secret.look();
    expect([secret.active(), proved]).toEqual(['old', ['new']]);
    accepted.add('new');
    await clock.advance(600_000);
    await secret.look();
    expect([secret.active(), proved]).toEqual(['new', ['new', 'new']]);
  });

  test('a next one that stands in for a rejected one is promoted as well', async () => {
    const { secret, open, log } = exchange({ current: 'old', next: 'new', accepts: ['new'] });
    secret.other('old');
    await secret.look();
    expect(log.lines.map(({ event }) => event)).toEqual(['secret.rejected-other-tried', 'secret.promoted']);
    const restarted = open();
    await restarted.load();
    expect(restarted.active()).toBe('new');
  });

  test('without a server or a doctor nothing is proved, and it is tried at the next look', async () => {
    const answers = [err(appError('not-configured')), ok(undefined)];
    const { secret } = exchange({
      current: 'old',
      next: 'new',
      prove: async () => answers.shift() ?? ok(undefined),
    });
    await secret.look();
    expect(secret.active()).toBe('old');
    await secret.look();
    expect(secret.active()).toBe('new');
  });

  test('a node that does not lead proves nothing', async () => {
    const { secret, proved } = exchange({ current: 'old', next: 'new', leads: false, accepts: ['new'] });
    await secret.look();
    expect([secret.active(), proved]).toEqual(['old', []]);
  });

  test('when the one in use is rejected the other is tried and used; without another nothing is', async () => {
    const { secret, values, kept } = exchange({ current: 'old', next: 'new', leads: false });
    expect(secret.other('old')).toBe('new');
    expect(secret.active()).toBe('new');
    expect(secret.other('new')).toBe('old');
    values.set('client-secret-next', undefined);
    expect(secret.other('old')).toBeUndefined();
    expect(kept.promoted).toBeUndefined();
  });

  test('an administrator writes it on one node only where a file may be written', async () => {
    const dir = folder();
    const secrets = opened(dir, { VISIT_DESK_OIDC_CLIENT_SECRET: 'x' });
    const used: string[] = [];
    const clientSecret = {
      active: () => secrets.get('client-secret'),
      other: () => undefined,
      use: async (secret: string) => void used.push(secret),
    };
    const box = createServiceSecretBox({ secrets, clientSecret, singleNode: true });
    await box.set('client-secret', 'typed');
    expect(readFileSync(join(dir, 'client-secret'), 'utf8')).toBe('typed\n');
    expect([await box.get('client-secret'), used]).toEqual(['typed', ['typed']]);
    await expect(box.delete('client-secret')).rejects.toThrow();
    const nodes = createServiceSecretBox({ secrets, clientSecret, singleNode: false });
    await expect(nodes.set('client-secret', 'typed')).rejects.toThrow();
    const given = opened('', { VISIT_DESK_CLIENT_SECRET: 'given' });
    const locked = createServiceSecretBox({ secrets: given, clientSecret, singleNode: true });
    await expect(locked.set('client-secret', 'typed')).rejects.toThrow();
  });
});
