import { expect, test } from 'vitest';
import {
  guestPartition,
  leftPartitions,
  ownerPartition,
} from '../../../../src/main/visits/ownerPartition.ts';
import { defaultSettings, type Pin } from '../../../../src/shared/settings.ts';

const pin: Pin = {
  ...{ host: 'video.example', port: 443, sha256: 'a'.repeat(64), pem: '', subject: '', issuer: '' },
  ...{ validTo: 0, acceptedAt: 0 },
};
const server = { ...defaultSettings.server, address: 'https://video.example' };
const byFile = { ...server, trust: 'ca-file' as const, caFile: '/etc/ca.pem' };
const byPin = { ...server, trust: 'certificate' as const, pin };
const changed = { ...byPin, pin: { ...pin, sha256: 'b'.repeat(64) } };

test('each doctor, server and trust has a partition of its own', () => {
  const all = [server, byFile, { ...byFile, caFile: '/etc/other.pem' }, byPin, changed];
  const names = [
    ...all.map((one) => ownerPartition(one, 'house')),
    ownerPartition(server, 'wilson'),
    ownerPartition({ ...server, address: 'https://other.example' }, 'house'),
  ];
  expect(new Set(names).size).toBe(names.length);
  expect(names.every((name) => /^persist:doctor-[0-9a-f]{16}$/.test(name))).toBe(true);
  expect(new Set(all.map((one) => guestPartition(one, 'v1'))).size).toBe(all.length);
});

test('what does not count changes nothing: a doctor stays signed in', () => {
  // As it was before there was any choice of trust.
  expect(ownerPartition(server, 'house')).toBe('persist:doctor-3b5df0eb580a5c5d');
  expect(ownerPartition({ ...server, pin, caFile: '/etc/ca.pem' }, 'house')).toBe(
    ownerPartition(server, 'house'),
  );
  expect(guestPartition(server, 'v1')).toBe('guest-v1');
});

test('what is left behind by other trust is named, once for each doctor', () => {
  const doctors = [{ id: 'house' }, { id: 'wilson' }];
  expect(leftPartitions(changed, byPin, doctors)).toEqual(doctors.map(({ id }) => ownerPartition(byPin, id)));
  expect(leftPartitions(byPin, byPin, doctors)).toEqual([]);
  // Another server's sign-in is kept for the way back.
  expect(leftPartitions({ ...byFile, address: 'https://other.example' }, server, doctors)).toEqual([]);
});
