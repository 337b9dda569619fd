import { FuseV1Options } from '@electron/fuses';
import { join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { flip, readFuses, wrongFuses } from '../../../../scripts/package/fuses.ts';
import { writeStub } from '../../../../scripts/package/stub.ts';
import { temporaryFolder } from '../../../fixtures/temporaryFolder.ts';

const stub = (): string => {
  const folder = temporaryFolder();
  writeStub(folder, '45.4.1');
  return join(folder, 'electron');
};

describe('the fuses of a binary', () => {
  it('are wrong as Electron ships them, and right once flipped', async () => {
    const binary = stub();
    expect(wrongFuses(await readFuses(binary))).toEqual([
      'the fuse RunAsNode is on, not off',
      'the fuse EnableCookieEncryption is off, not on',
      'the fuse EnableNodeOptionsEnvironmentVariable is on, not off',
      'the fuse EnableNodeCliInspectArguments is on, not off',
      'the fuse EnableEmbeddedAsarIntegrityValidation is off, not on',
      'the fuse OnlyLoadAppFromAsar is off, not on',
      'the fuse GrantFileProtocolExtraPrivileges is on, not off',
    ]);
    await flip(binary);
    const readings = await readFuses(binary);
    expect(wrongFuses(readings)).toEqual([]);
    expect(readings).toHaveLength(Object.keys(FuseV1Options).length / 2);
  });

  it('are not there in a file that has none', async () => {
    const file = join(temporaryFolder(), 'other');
    writeFileSync(file, 'no program');
    await expect(flip(file)).rejects.toThrow(/sentinel/);
  });

  it('of a newer Electron with one more must be named first', async () => {
    const binary = stub();
    const bytes = readFileSync(binary);
    const at = bytes.indexOf('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX') + 33;
    bytes[at] = (bytes[at] ?? 0) + 1;
    bytes.write('1', at + 1 + 9, 'latin1');
    writeFileSync(binary, bytes);
    await expect(flip(binary)).rejects.toThrow(/strictlyRequireAllFuses/);
  });
});
