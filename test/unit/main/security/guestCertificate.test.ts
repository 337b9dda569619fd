import { beforeAll, describe, expect, it } from 'vitest';
import {
  mayGuestTrust,
  type GuestCertificateQuestion,
  type GuestTrust,
} from '../../../../src/main/security/guestCertificate.ts';
import type { Pin } from '../../../../src/shared/settings.ts';
import { pinOf, selfSigned, type TestCertificate } from '../../../fixtures/trueconf/certificates.ts';

const system: GuestTrust = { pin: null, authorities: [] };
const pinned = (pin: Pin): GuestTrust => ({ pin, authorities: [] });

const dayMs = 86_400_000;
let shown: TestCertificate;
let other: TestCertificate;
let question: GuestCertificateQuestion;

beforeAll(async () => {
  shown = await selfSigned();
  other = await selfSigned();
  question = {
    host: 'video.example',
    pem: shown.cert,
    systemTrusts: false,
    callUrl: 'https://video.example/webrtc/1#token=t',
    trust: pinned(pinOf(shown, 'video.example', 443)),
    now: Date.now(),
  };
});

describe('mayGuestTrust', () => {
  it('accepts the certificate that was trusted for this host and port', () => {
    expect(mayGuestTrust(question)).toBe(true);
    const callUrl = 'https://video.example:8443/webrtc/1';
    expect(mayGuestTrust({ ...question, callUrl, trust: pinned(pinOf(shown, 'video.example', 8443)) })).toBe(
      true,
    );
  });

  it('accepts what Chromium accepts where nothing was trusted by hand', () => {
    expect(mayGuestTrust({ ...question, trust: system, systemTrusts: true })).toBe(true);
    expect(mayGuestTrust({ ...question, host: 'fonts.example', systemTrusts: true })).toBe(true);
    expect(mayGuestTrust({ ...question, callUrl: null, systemTrusts: true })).toBe(true);
  });

  it.each<[string, () => Partial<GuestCertificateQuestion>]>([
    ['another certificate', () => ({ pem: other.cert })],
    ['another certificate that the system trusts', () => ({ pem: other.cert, systemTrusts: true })],
    ['no trusted certificate', () => ({ trust: system })],
    [
      'a certificate trusted for another port',
      () => ({ trust: pinned(pinOf(shown, 'video.example', 8443)) }),
    ],
    ['a certificate trusted for another host', () => ({ trust: pinned(pinOf(shown, 'other.example', 443)) })],
    [
      'another host than the call’s',
      () => ({ host: 'other.example', trust: pinned(pinOf(shown, 'other.example', 443)) }),
    ],
    ['no call', () => ({ callUrl: null })],
    ['a call that is not secure', () => ({ callUrl: 'http://video.example/' })],
    ['a trusted certificate whose time is over', () => ({ now: Date.now() + 60 * dayMs })],
    ['a trusted certificate whose time has not come', () => ({ now: Date.now() - 60 * dayMs })],
    ['what is not a certificate', () => ({ pem: 'nonsense', systemTrusts: true })],
  ])('refuses %s', (_name, changes) => {
    expect(mayGuestTrust({ ...question, ...changes() })).toBe(false);
  });
});
