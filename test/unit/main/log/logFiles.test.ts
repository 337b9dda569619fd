import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../../../src/main/log/log.ts';
import { parseLine, readLogFiles } from '../../../../src/main/log/logFiles.ts';
import { logLineSchema } from '../../../../src/shared/ipc/diagnostics.ts';
import { keepRecentLines } from '../../../../src/main/log/recentLines.ts';
import { temporaryFolder } from '../../../fixtures/temporaryFolder.ts';

describe('a line of the log', () => {
  it('is read as it is written', async () => {
    const folder = temporaryFolder();
    const log = createLog({ folder, stderr: null });
    const before = Date.now();
    log.warn('ipc.refused', { channel: 'visits:create', code: 'timeout', correlationId: '0a1b2c3d4e' });
    log.info('visits.swept');
    const lines = await readLogFiles(folder);
    expect(lines).toMatchObject([
      { level: 'warn', text: 'ipc.refused channel=visits:create code=timeout correlationId=0a1b2c3d4e' },
      { level: 'info', text: 'visits.swept' },
    ]);
    expect(lines[0]?.at).toBeGreaterThanOrEqual(before - 1);
    expect(lines[0]?.at).toBeLessThanOrEqual(Date.now() + 1);
  });

  it.each(['', 'half a li', '2026-13-45T99:00:00.000+00:00 info x', '2026-11-24T10:02:03.456+03:00 loud x'])(
    'is left out when it is none: %j',
    (line) => {
      expect(parseLine(line)).toBeUndefined();
    },
  );
});

describe('the files of the log', () => {
  const line = (hour: number, text: string) => `2026-11-24T0${hour}:00:00.000+00:00 info ${text}\n`;

  it('are read in order, the former one first', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'visit-desk.log'), line(2, 'second') + line(3, 'third'));
    writeFileSync(join(folder, 'visit-desk.old.log'), line(1, 'first'));
    expect((await readLogFiles(folder)).map(({ text }) => text)).toEqual(['first', 'second', 'third']);
  });

  it('are read with the line ends of Windows, and whatever was written by hand between', async () => {
    const folder = temporaryFolder();
    const long = line(2, 'x'.repeat(30_000)).trim();
    writeFileSync(join(folder, 'visit-desk.log'), `${line(1, 'first').trim()}\r\n${long}\r\n`);
    const lines = await readLogFiles(folder);
    expect(lines.map(({ text }) => text)).toEqual(['first', 'x'.repeat(20_000)]);
    expect(logLineSchema.array().safeParse(lines).success).toBe(true);
  });

  it('are two, also where the former one was cut off', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'visit-desk.log'), line(2, 'second'));
    writeFileSync(join(folder, 'visit-desk.old.log'), line(1, 'cut').trim());
    expect((await readLogFiles(folder)).map(({ text }) => text)).toEqual(['cut', 'second']);
  });

  it('may not be there yet', async () => {
    expect(await readLogFiles(temporaryFolder())).toEqual([]);
  });
});

describe('lines that are kept in memory', () => {
  it('are the latest, without what is for developers', () => {
    const kept = keepRecentLines(() => 7);
    kept.add('noise', {}, 'debug');
    for (let count = 0; count < 10_001; count += 1) kept.add('event', { count }, 'info');
    const lines = kept.read();
    expect(lines).toHaveLength(5_000);
    expect(lines.at(-1)).toEqual({ at: 7, level: 'info', text: 'event count=10000' });
  });

  it('pass the same guard as all others', () => {
    const kept = keepRecentLines(() => 7);
    kept.add('event', { label: 'Anna' }, 'warn');
    expect(kept.read()[0]?.text).toBe('event label=[left out]');
  });
});
