/** When people are warned of the end of a certificate. What a real server shows: `integration/trueconf/caFile.test.ts`. */
import { beforeEach, expect, test } from 'vitest';
import {
  createCertificateWatch,
  type CertificateWatch,
} from '../../../../src/main/composition/certificateWatch.ts';
import { appError } from '../../../../src/shared/errors.ts';
import { err, ok } from '../../../../src/shared/result.ts';
import { defaultSettings, type Pin, type Settings } from '../../../../src/shared/settings.ts';
import type { SeenEnds } from '../../../../src/main/trueconf/tlsProbe.ts';
import { FakeClock, settle } from '../../../fixtures/fakeClock.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';

const dayMs = 86_400_000;
const start = Date.parse('2026-11-25T08:00:00Z');
const pin: Pin = {
  ...{ host: 'video.clinic.example', port: 443, sha256: 'a'.repeat(64), pem: '', subject: '', issuer: '' },
  ...{ validTo: start + 5 * dayMs, acceptedAt: start },
};

let clock: FakeClock;
let log: ReturnType<typeof recordingLog>;
let server: Settings['server'];
let shown: SeenEnds | 'away';
let pageEnd: number | undefined;
let looks: string[];
let changes: number;
let watch: CertificateWatch;
beforeEach(() => {
  clock = new FakeClock(start);
  log = recordingLog();
  server = { ...defaultSettings.server, address: 'https://video.clinic.example' };
  shown = { server: start + 31 * dayMs, authority: undefined };
  pageEnd = undefined;
  looks = [];
  changes = 0;
  watch = createCertificateWatch({
    settings: () => ({ server }),
    look: async ({ address }) => {
      looks.push(address);
      return shown === 'away' ? err(appError('timeout')) : ok(shown);
    },
    pageEnd: () => pageEnd,
    clock,
    log,
    onChange: () => (changes += 1),
  });
});

test('at the start and every day: 30, 14 and 7 days before, and after the end', async () => {
  await watch.look();
  expect(watch.state()).toEqual([]);
  const seen: (string | undefined)[] = [];
  for (let day = 1; day <= 33; day += 1) {
    await clock.advance(dayMs);
    await settle();
    seen.push(watch.state()[0]?.level);
  }
  expect(looks).toHaveLength(34);
  expect(changes).toBe(34);
  const days = (level: string) => [seen.indexOf(level) + 1, seen.lastIndexOf(level) + 1];
  expect(days('days-30')).toEqual([1, 16]);
  expect(days('days-14')).toEqual([17, 23]);
  expect(days('days-7')).toEqual([24, 31]);
  expect(days('ended')).toEqual([32, 33]);
  // Once a day in the log, with the date and without a name.
  expect(log.lines.filter(({ event }) => event === 'certificate.ends')).toHaveLength(33);
  expect(JSON.stringify(log.lines)).not.toContain('clinic');
});

test('each certificate has its own word', async () => {
  shown = { server: start + 20 * dayMs, authority: start + 3 * dayMs };
  pageEnd = start - dayMs;
  await watch.look();
  expect(watch.state()).toEqual([
    { which: 'server', level: 'days-30', validTo: shown.server },
    { which: 'authority', level: 'days-7', validTo: shown.authority },
    { which: 'page', level: 'ended', validTo: pageEnd },
  ]);
  expect(watch.serverEnd()).toBe(shown.server);
});

test('the one that was trusted is told of without a server', async () => {
  server = { ...server, trust: 'certificate', pin };
  shown = 'away';
  await watch.look();
  expect(watch.state()).toEqual([{ which: 'trusted', level: 'days-7', validTo: pin.validTo }]);
  server = { ...server, trust: 'system' };
  expect(watch.state()).toEqual([]);
});

test('a server that is away is asked every hour, and has the certificate that it had', async () => {
  shown = { server: start + dayMs, authority: undefined };
  await watch.look();
  shown = 'away';
  await clock.advance(dayMs);
  await clock.advance(3_600_000);
  await settle();
  expect(looks).toHaveLength(3);
  expect(watch.state()).toMatchObject([{ which: 'server', level: 'ended' }]);
});

test('what was seen of another server counts no more; http and no server are not asked', async () => {
  shown = { server: start + dayMs, authority: undefined };
  await watch.look();
  for (const address of ['https://other.clinic.example', 'http://127.0.0.1:8080', '']) {
    server = { ...server, address };
    expect(watch.state()).toEqual([]);
  }
  await watch.look();
  expect(looks).toHaveLength(1);
});

test('after the end of the app nobody is asked', async () => {
  await watch.look();
  watch.close();
  await clock.advance(3 * dayMs);
  expect(looks).toHaveLength(1);
});
