import { beforeAll, describe, expect, test } from 'vitest';
import {
  decideTrust,
  describeCertificate,
  isCurrent,
  pinApplies,
  systemVerdicts,
  verdictOfTlsError,
  type TrustQuestion,
} from '../../../../src/main/security/certificates.ts';
import type { Pin } from '../../../../src/shared/settings.ts';
import { pinOf, selfSigned, type TestCertificate } from '../../../fixtures/trueconf/certificates.ts';

const dayMs = 86_400_000;
const now = Date.parse('2026-11-23T12:00:00Z');
const pin: Pin = {
  host: 'tc.clinic.test',
  port: 443,
  sha256: 'a'.repeat(64),
  pem: '',
  subject: 'CN=tc',
  issuer: 'CN=tc',
  validTo: now + dayMs,
  acceptedAt: now,
};
const question: TrustQuestion = {
  host: 'tc.clinic.test',
  port: 443,
  certificate: { sha256: pin.sha256, validFrom: now - dayMs, validTo: now + dayMs },
  systemVerdict: 'self-signed',
  pin,
  now,
};
const other = { ...question.certificate, sha256: 'b'.repeat(64) };
const expired = { ...question.certificate, validTo: now - 1 };
const early = { ...question.certificate, validFrom: now + 1 };
const byPin = { accept: true, by: 'pin' };
const refuse = (code: string) => ({ accept: false, code });

describe('decideTrust', () => {
  test.each<[string, Partial<TrustQuestion>, object]>([
    ['the trusted one', {}, byPin],
    ['the trusted one, made for another name', { systemVerdict: 'other-host' }, byPin],
    ['the trusted one, of an unknown authority', { systemVerdict: 'untrusted' }, byPin],
    ['the trusted one, which the system trusts too', { systemVerdict: 'trusted' }, byPin],
    ['host in capitals, with a final dot', { host: 'TC.clinic.test.' }, byPin],
    ['the last millisecond', { now: question.certificate.validTo }, byPin],
    ['the trusted one, out of date', { certificate: expired }, refuse('certificate-expired')],
    ['the trusted one, not yet valid', { certificate: early }, refuse('certificate-expired')],
    ['another one', { certificate: other }, refuse('certificate-changed')],
    [
      'another one that the system trusts',
      { certificate: other, systemVerdict: 'trusted' },
      refuse('certificate-changed'),
    ],
    ['another one, out of date', { certificate: { ...other, validTo: 0 } }, refuse('certificate-changed')],
    ['another port', { port: 8443 }, refuse('certificate-self-signed')],
    ['another host', { host: 'evil.test' }, refuse('certificate-self-signed')],
    ['a host below it', { host: 'a.tc.clinic.test' }, refuse('certificate-self-signed')],
    [
      'another host that the system trusts',
      { host: 'x.test', systemVerdict: 'trusted' },
      { accept: true, by: 'system' },
    ],
    [
      'nothing trusted, system says yes',
      { pin: null, systemVerdict: 'trusted' },
      { accept: true, by: 'system' },
    ],
    ['nothing trusted, self-signed', { pin: null }, refuse('certificate-self-signed')],
    [
      'nothing trusted, unknown authority',
      { pin: null, systemVerdict: 'untrusted' },
      refuse('certificate-untrusted'),
    ],
    ['nothing trusted, expired', { pin: null, systemVerdict: 'expired' }, refuse('certificate-expired')],
    [
      'nothing trusted, other host',
      { pin: null, systemVerdict: 'other-host' },
      refuse('certificate-other-host'),
    ],
  ])('%s', (_name, change, decision) => {
    expect(decideTrust({ ...question, ...change })).toEqual(decision);
  });

  test('without a trusted certificate only the system can accept', () => {
    const accepted = systemVerdicts.filter(
      (systemVerdict) => decideTrust({ ...question, pin: null, systemVerdict }).accept,
    );
    expect(accepted).toEqual(['trusted']);
  });
});

test('an address in brackets is the same host', () => {
  expect(pinApplies({ ...pin, host: '::1' }, '[::1]', 443)).toBe(true);
  expect(pinApplies(null, '::1', 443)).toBe(false);
});

describe('describeCertificate', () => {
  let certificate: TestCertificate;
  beforeAll(async () => {
    certificate = await selfSigned({ hosts: ['tc.clinic.test', '10.0.0.7', '::1'], from: -2, to: 3 });
  });

  test('names, dates, hosts and fingerprint, the same from PEM and DER', () => {
    const seen = describeCertificate(certificate.cert);
    expect(seen.subject).toBe('CN=test server');
    expect(seen.issuer).toBe('CN=test server');
    expect(seen.hosts).toEqual(['tc.clinic.test', '10.0.0.7', '0:0:0:0:0:0:0:1']);
    expect(seen.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(isCurrent(seen, Date.now())).toBe(true);
    expect(isCurrent(seen, Date.now() + 4 * dayMs)).toBe(false);
    expect(isCurrent(seen, Date.now() - 3 * dayMs)).toBe(false);
    const der = Buffer.from(certificate.cert.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    expect(describeCertificate(der)).toEqual(seen);
    expect(describeCertificate(seen.pem)).toEqual(seen);
    expect(pinOf(certificate, 'h', 1)).toMatchObject({ sha256: seen.sha256, pem: seen.pem });
  });

  test('several attributes stand on one line; no hosts, none told', async () => {
    const bare = describeCertificate((await selfSigned({ hosts: [], name: 'CN=tc, O=Clinic, C=RU' })).cert);
    expect(bare.subject.split(', ').sort()).toEqual(['C=RU', 'CN=tc', 'O=Clinic']);
    expect(bare.hosts).toEqual([]);
  });

  test('what is no certificate throws', () => {
    expect(() => describeCertificate('hello')).toThrow();
  });
});

test.each([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'untrusted'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'untrusted'],
  ['CERT_REVOKED', 'untrusted'],
  ['CERT_HAS_EXPIRED', 'expired'],
  ['CERT_NOT_YET_VALID', 'expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'other-host'],
  ['ECONNRESET', undefined],
])('TLS code %s is %s', (code, verdict) => {
  expect(verdictOfTlsError(code)).toBe(verdict);
});
