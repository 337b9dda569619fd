/** The procedure by which Chromium asks about certificates, with the chain as Electron hands it over. */
import { expect, test } from 'vitest';
import { createGuests } from '../../../src/main/desktop/guests.ts';
import type { GuestTrust } from '../../../src/main/security/guestCertificate.ts';
import { SessionStandIn } from '../../fixtures/desktop/parts.ts';
import { authority, pinOf, type TestCertificate } from '../../fixtures/trueconf/certificates.ts';

const url = 'https://localhost/webrtc/1';

/** As Electron shows a chain: each certificate with the one above it. */
const shown = (...chain: readonly TestCertificate[]): object | undefined => {
  const [first, ...above] = chain;
  return first && { data: first.cert, issuerCert: shown(...above) };
};

test('one policy, asked anew for each certificate', async () => {
  const root = await authority();
  const middle = await root.under();
  const leaf = await middle.issue();
  const sessions = new Map<string, SessionStandIn>();
  const fromPartition = (name: string): SessionStandIn => {
    const session = sessions.get(name) ?? new SessionStandIn();
    sessions.set(name, session);
    return session;
  };
  let trust: GuestTrust = { pin: null, authorities: [] };
  const guests = createGuests(
    { session: { defaultSession: new SessionStandIn(), fromPartition } },
    {
      trust: () => trust,
      proxy: () => ({ mode: 'system' }),
      share: { install: () => undefined, answer: () => undefined, drop: () => undefined },
      now: Date.now,
    },
  );
  const ask = (partition: string, certificate: object | undefined, hostname = 'localhost') => {
    const { verify } = fromPartition(partition);
    const answers: unknown[] = [];
    const request = { hostname, certificate, errorCode: -202 };
    Reflect.apply(verify ?? (() => undefined), undefined, [request, (given: unknown) => answers.push(given)]);
    // Chromium takes a slow answer for a refusal: it is there at once, and once.
    return answers;
  };

  await guests.expect({ url, partition: 'persist:a' });
  expect(ask('persist:a', shown(leaf, middle))).toEqual([-2]);
  trust = { pin: null, authorities: [root.cert] };
  await guests.expect({ url, partition: 'persist:b' });
  expect(ask('persist:b', shown(leaf, middle))).toEqual([0]);
  expect(ask('persist:b', shown(leaf, middle, root))).toEqual([0]);
  expect(ask('persist:b', shown(leaf))).toEqual([-2]);
  expect(ask('persist:b', shown(leaf, middle), 'fonts.example')).toEqual([-2]);
  // Of a call that was left.
  expect(ask('persist:a', shown(leaf, middle))).toEqual([-2]);
  trust = { pin: pinOf(leaf, 'localhost', 443), authorities: [] };
  expect(ask('persist:b', shown(leaf))).toEqual([0]);
  expect(ask('persist:b', shown(await middle.issue(), middle))).toEqual([-2]);
});
