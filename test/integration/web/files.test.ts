/** What the web shell keeps on disk: keys, settings, lock, log, and the file that opens the desk. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { createLog } from '../../../src/main/log/log.ts';
import { takeLock } from '../../../src/main/exclusiveLock.ts';
import { openFile, removeDoorFile, writeDoorFile } from '../../../src/main/web/openFile.ts';
import { keyFilePath, openSecretBox } from '../../../src/main/web/secretBox.ts';
import { openSettingsStore } from '../../../src/main/web/settingsStore.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('the key file', () => {
  test('keeps secrets across runs, for its owner only', async () => {
    const path = join(temporaryFolder(), 'config', 'keys', 'one.json');
    const box = openSecretBox(path);
    expect(await box.status()).toEqual({ strength: 'weak', lasting: true });
    await box.set('link-key', 'a');
    await box.set('client-secret', 'b');
    await box.delete('client-secret');
    expect(modeOf(path)).toBe(0o600);
    expect(modeOf(join(path, '..'))).toBe(0o700);
    const again = openSecretBox(path);
    expect(await again.get('link-key')).toBe('a');
    expect(await again.get('client-secret')).toBeUndefined();
    expect(readdirSync(join(path, '..'))).toEqual(['one.json']);
  });

  test('one that others may read is closed to them', () => {
    const path = join(temporaryFolder(), 'one.json');
    writeFileSync(path, '{"version":1,"secrets":{}}', { mode: 0o644 });
    chmodSync(path, 0o644);
    openSecretBox(path);
    expect(modeOf(path)).toBe(0o600);
  });

  test('a damaged one is kept aside', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'one.json');
    writeFileSync(path, '{"version":1,"sec');
    const box = openSecretBox(path);
    expect(await box.get('link-key')).toBeUndefined();
    const aside = readdirSync(folder).find((name) => name.includes('damaged')) ?? '';
    expect(readFileSync(join(folder, aside), 'utf8')).toBe('{"version":1,"sec');
  });

  test('where it cannot lie, secrets last for this run and the status says so', async () => {
    const blocked = join(temporaryFolder(), 'file');
    writeFileSync(blocked, '');
    const box = openSecretBox(join(blocked, 'keys', 'one.json'));
    expect(await box.status()).toEqual({ strength: 'none', lasting: false });
    await box.set('link-key', 'a');
    expect(await box.get('link-key')).toBe('a');
    expect(await openSecretBox(undefined).status()).toMatchObject({ lasting: false });
  });

  test('each data folder has its own, under one name for all its paths, and never inside it', () => {
    const root = temporaryFolder();
    const [one, two, config] = ['one', 'two', 'config'].map((name) => join(root, name));
    for (const folder of [one, two, config]) mkdirSync(folder ?? '');
    symlinkSync(one ?? '', join(root, 'alias'));
    const path = keyFilePath(config ?? '', one ?? '');
    expect(path).toContain(config);
    expect(keyFilePath(config ?? '', two ?? '')).not.toBe(path);
    expect(keyFilePath(config ?? '', join(root, 'alias'))).toBe(path);
    expect(keyFilePath(join(one ?? '', 'deep', 'config'), one ?? '')).toBeUndefined();
    expect(keyFilePath(config ?? '', root)).toBeUndefined();
  });
});

describe('the settings document', () => {
  test('is one file in the data folder, and what is not JSON is kept aside', async () => {
    const folder = temporaryFolder();
    const store = openSettingsStore(folder);
    expect(store.read()).toEqual({});
    await store.write({ version: 1, clinic: { name: 'Five' } });
    expect(openSettingsStore(folder).read()).toEqual({ version: 1, clinic: { name: 'Five' } });
    expect(modeOf(join(folder, 'config.json'))).toBe(0o600);
    writeFileSync(join(folder, 'config.json'), '{"clinic":');
    const damaged = openSettingsStore(folder);
    expect(() => damaged.read()).toThrow();
    expect(damaged.setAside('damaged')).toMatch(/^config\.json\.damaged-\d+$/);
    await damaged.write({ version: 1 });
    expect(damaged.read()).toEqual({ version: 1 });
    const aside = readdirSync(folder).find((name) => name.includes('damaged')) ?? '';
    expect(readFileSync(join(folder, aside), 'utf8')).toBe('{"clinic":');
  });
});

describe('the lock', () => {
  test('is held once and can be taken again when it is let go', () => {
    const path = join(temporaryFolder(), 'lock');
    const lock = takeLock(path);
    expect(lock).toBeDefined();
    expect(takeLock(path)).toBeUndefined();
    lock?.release();
    const again = takeLock(path);
    expect(again).toBeDefined();
    again?.release();
  });

  test('is let go when its holder is killed', async () => {
    const path = join(temporaryFolder(), 'lock');
    const module = JSON.stringify(join(import.meta.dirname, '../../../src/main/exclusiveLock.ts'));
    const script = `const { takeLock } = await import(${module}); globalThis.lock = takeLock(${JSON.stringify(path)}); console.log('held'); setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    expect(takeLock(path)).toBeUndefined();
    const ended = once(holder, 'exit');
    holder.kill('SIGKILL');
    await ended;
    const lock = takeLock(path);
    expect(lock).toBeDefined();
    lock?.release();
  });

  test('a folder that does not exist is an error, not a lock held by another', () => {
    expect(() => takeLock('/nonexistent/folder/lock')).toThrow();
  });
});

describe('the file that opens the desk', () => {
  const url = 'http://127.0.0.1:4711/#token"&<';

  test('only its owner can read it, even where there was another', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'open-visit-desk.html'), 'old', { mode: 0o644 });
    const path = writeDoorFile(folder, url);
    expect(modeOf(path)).toBe(0o600);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('url=http://127.0.0.1:4711/#token&quot;&amp;<');
    removeDoorFile(folder);
    expect(existsSync(path)).toBe(false);
    removeDoorFile(folder);
  });

  test('a system without an opener is told', async () => {
    const path = process.env['PATH'];
    vi.stubEnv('PATH', '/nonexistent');
    expect(await openFile('/nonexistent.html', 'linux')).toBe(false);
    vi.unstubAllEnvs();
    expect(process.env['PATH']).toBe(path);
  });
});

describe('the log', () => {
  test('one line per event, for its owner only, without what must not be there', () => {
    const folder = join(temporaryFolder(), 'logs');
    const log = createLog({ folder, stderr: null });
    log.debug('too.fine', { code: 'x' });
    log.info('app.started', { port: 4711, version: '0.1.0' });
    log.error('app.failed', { cause: 'Anna Petrova', label: 'Anna', correlationId: '0a1b2c3d4e' });
    const path = join(folder, 'visit-desk.log');
    const lines = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT\S+ info app\.started port=4711 version=0\.1\.0$/);
    expect(lines[1]).toContain('cause=[left out] label=[left out] correlationId=0a1b2c3d4e');
    expect(modeOf(path)).toBe(0o600);
  });

  test('on stderr only from its level on, and never on stdout', () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const log = createLog({ folder: null, stderr: 'warn' });
    log.info('quiet.event');
    log.warn('loud.event', { code: 'timeout' });
    const said = stderr.mock.calls.map(([text]) => String(text));
    const leaked = stdout.mock.calls.length;
    vi.restoreAllMocks();
    expect(said).toEqual(['warn loud.event code=timeout\n']);
    expect(leaked).toBe(0);
  });
});
