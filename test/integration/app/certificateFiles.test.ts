/** A pair of files that is watched: what becomes of it while it cannot be read, and when it can be again. */
import { mkdirSync, renameSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readPair, watchPair, type CertificatePair } from '../../../src/main/certificateFiles.ts';
import { FakeClock } from '../../fixtures/fakeClock.ts';
import { recordingLog } from '../../fixtures/recordingLog.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { selfSigned } from '../../fixtures/trueconf/certificates.ts';

test('a folder that cannot be entered keeps the former pair; the next one is taken when it is back', async () => {
  const folder = join(temporaryFolder(), 'live');
  const files = { certificateFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  const write = async (name: string): Promise<void> => {
    const { cert, key } = await selfSigned({ name: `CN=${name}` });
    writeFileSync(files.certificateFile, cert);
    writeFileSync(files.keyFile, key);
  };
  mkdirSync(folder);
  await write('before');
  const clock = new FakeClock();
  const log = recordingLog();
  const taken: CertificatePair[] = [];
  const read = readPair(files);
  if (!read.ok) throw new Error(read.error.file);
  const onChange = (pair: CertificatePair): void => void taken.push(pair);
  onTestFinished(watchPair({ files, used: read.value, listener: 'staff', clock, log, onChange }).stop);

  // A link to itself cannot be followed by anybody, root included.
  renameSync(folder, `${folder}-away`);
  symlinkSync(folder, folder);
  await clock.advance(90_000);
  expect(taken).toEqual([]);
  expect(log.lines.map(({ event }) => event)).toEqual(['tls.certificate-unusable']);

  unlinkSync(folder);
  renameSync(`${folder}-away`, folder);
  await clock.advance(30_000);
  expect(taken).toEqual([]);
  await write('after');
  await clock.advance(30_000);
  expect(taken).toHaveLength(1);
});

test('a device or a file of many megabytes is not read: the program would stand still meanwhile', async () => {
  const folder = temporaryFolder();
  const huge = join(folder, 'huge.pem');
  writeFileSync(huge, '');
  truncateSync(huge, 50_000_000);
  for (const file of [devNull, huge, folder]) {
    const read = readPair({ certificateFile: '', keyFile: '', pfxFile: file });
    expect(read).toEqual({ ok: false, error: { fault: 'unreadable', file } });
  }
});
