import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecretBox } from '../../../src/main/desktop/secretBox.ts';
import { SecretUnavailable, type Log } from '../../../src/main/ports.ts';

const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secret-box-'));
  file = join(folder, 'secrets.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A vault that seals by turning the bits; its key can change, it can be locked and it can be missing. */
function createVault() {
  const vault = {
    available: true,
    locked: false,
    key: 1,
    older: [] as number[],
    backend: 'gnome_libsecret' as const,
  };
  const turn = (bytes: Buffer, key: number) => Buffer.from(bytes.map((byte) => byte ^ key));
  const answer = () => {
    if (vault.locked) throw new Error('the keychain is locked');
  };
  return {
    vault,
    safeStorage: {
      isAsyncEncryptionAvailable: async () => vault.available,
      async encryptStringAsync(text: string) {
        answer();
        return Buffer.concat([Buffer.from([vault.key]), turn(Buffer.from(text), vault.key)]);
      },
      async decryptStringAsync(sealed: Buffer) {
        answer();
        const key = sealed[0] ?? 0;
        if (key !== vault.key && !vault.older.includes(key)) throw new Error('not mine');
        return { result: turn(sealed.subarray(1), key).toString(), shouldReEncrypt: key !== vault.key };
      },
      getSelectedStorageBackend: () => vault.backend,
    },
  };
}
type Backend = 'basic_text' | 'gnome_libsecret' | 'kwallet' | 'kwallet5' | 'kwallet6' | 'unknown';

const boxOf = ({ safeStorage }: ReturnType<typeof createVault>, platform: NodeJS.Platform = 'linux') =>
  createSecretBox({ safeStorage }, { file, platform, log });
const stored = (): unknown => JSON.parse(readFileSync(file, 'utf8'));

describe('status', () => {
  it.each<[NodeJS.Platform, Backend, string]>([
    ['linux', 'gnome_libsecret', 'strong'],
    ['linux', 'kwallet6', 'strong'],
    ['linux', 'basic_text', 'weak'],
    ['linux', 'unknown', 'weak'],
    ['win32', 'unknown', 'strong'],
    ['darwin', 'basic_text', 'strong'],
  ])('%s with %s is %s', async (platform, backend, strength) => {
    const vault = createVault();
    const safeStorage = { ...vault.safeStorage, getSelectedStorageBackend: () => backend };
    const box = createSecretBox({ safeStorage }, { file, platform, log });
    expect(await box.status()).toEqual({ strength, lasting: true });
  });

  it('is none where the vault is missing or cannot say', async () => {
    const vault = createVault();
    vault.vault.available = false;
    expect(await boxOf(vault).status()).toEqual({ strength: 'none', lasting: false });
    const broken = {
      ...vault.safeStorage,
      isAsyncEncryptionAvailable: () => Promise.reject(new Error('no')),
    };
    const box = createSecretBox({ safeStorage: broken }, { file, platform: 'win32', log });
    expect(await box.status()).toEqual({ strength: 'none', lasting: false });
  });
});

describe('keeping', () => {
  it('survives the run, sealed, in versioned records of a file that only its owner reads', async () => {
    const vault = createVault();
    await boxOf(vault).set('client-secret', 'тайна-1');
    await boxOf(vault).set('link-key', 'second');
    expect(await boxOf(vault).get('client-secret')).toBe('тайна-1');
    expect(stored()).toMatchObject({ 'client-secret': { v: 1, scheme: 'safe-storage-async' } });
    expect(readFileSync(file, 'utf8')).not.toContain('second');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['secrets.json']);
  });

  it('forgets one and keeps the others', async () => {
    const box = boxOf(createVault());
    await box.set('client-secret', 'a');
    await box.set('link-key', 'b');
    await box.delete('client-secret');
    await box.delete('field-key');
    expect(await box.get('client-secret')).toBeUndefined();
    expect(await box.get('link-key')).toBe('b');
  });

  it('knows nothing before anything was kept', async () => {
    expect(await boxOf(createVault()).get('client-secret')).toBeUndefined();
  });

  it('seals again what an older key sealed', async () => {
    const vault = createVault();
    await boxOf(vault).set('field-key', 'value');
    vault.vault.older = [1];
    vault.vault.key = 2;
    expect(await boxOf(vault).get('field-key')).toBe('value');
    vault.vault.older = [];
    expect(await boxOf(vault).get('field-key')).toBe('value');
  });

  it('sets a damaged file aside', async () => {
    writeFileSync(file, '{"client-secret":');
    const box = boxOf(createVault());
    expect(await box.get('client-secret')).toBeUndefined();
    await box.set('client-secret', 'new');
    expect(await box.get('client-secret')).toBe('new');
    expect(readdirSync(folder).filter((name) => name.includes('.damaged-'))).toHaveLength(1);
  });

  it('does not read records of another scheme as its own', async () => {
    writeFileSync(file, JSON.stringify({ 'client-secret': { v: 1, scheme: 'safe-storage', data: 'AAAA' } }));
    expect(await boxOf(createVault()).get('client-secret')).toBeUndefined();
  });

  it('leaves what another version keeps there as it is, and reads its own beside it', async () => {
    const vault = createVault();
    await boxOf(vault).set('link-key', 'own');
    const foreign = { 'client-secret': { v: 2, scheme: 'hardware', data: 'AAAA' }, 'new-name': [1] };
    writeFileSync(file, JSON.stringify({ ...Object(stored()), ...foreign }));
    expect(await boxOf(vault).get('link-key')).toBe('own');
    await boxOf(vault).set('field-key', 'beside');
    expect(stored()).toMatchObject(foreign);
    expect(readdirSync(folder)).toEqual(['secrets.json']);
  });
});

describe('a vault that does not answer', () => {
  it('says so and deletes nothing', async () => {
    const vault = createVault();
    await boxOf(vault).set('client-secret', 'kept');
    const before = readFileSync(file, 'utf8');
    vault.vault.locked = true;
    await expect(boxOf(vault).get('client-secret')).rejects.toBeInstanceOf(SecretUnavailable);
    expect(readFileSync(file, 'utf8')).toBe(before);
    vault.vault.locked = false;
    expect(await boxOf(vault).get('client-secret')).toBe('kept');
  });

  it('cannot keep either, and says so', async () => {
    const vault = createVault();
    vault.vault.locked = true;
    await expect(boxOf(vault).set('client-secret', 'x')).rejects.toBeInstanceOf(SecretUnavailable);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is told from a record that is not its own: that one counts as lost, and stays until something replaces it', async () => {
    const vault = createVault();
    await boxOf(vault).set('link-key', 'of another account');
    const before = readFileSync(file, 'utf8');
    vault.vault.key = 7;
    expect(await boxOf(vault).get('link-key')).toBeUndefined();
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('missing altogether, lets secrets live for this run and leaves the file alone', async () => {
    const vault = createVault();
    await boxOf(vault).set('client-secret', 'kept');
    const before = readFileSync(file, 'utf8');
    vault.vault.available = false;
    const box = boxOf(vault);
    await box.set('client-secret', 'this run');
    expect(await box.get('client-secret')).toBe('this run');
    expect(readFileSync(file, 'utf8')).toBe(before);
    await boxOf(createVault()).set('link-key', 'x');
    expect(await boxOf(createVault()).get('client-secret')).toBe('kept');
  });
});
