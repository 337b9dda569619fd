/**
 * Who may talk to the loopback shell. Every program of this computer can connect to the port, and every page in the
 * browser can try: so Host and Origin are compared exactly, and the desk opens only for who could read the file with
 * the one-time token (ARCHITECTURE.md, "One core, thin shells").
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock, Random } from '../ports.ts';

/** The only origin under which the shell answers. */
export const originOf = (port: number): string => `http://127.0.0.1:${port}`;

/** Against DNS rebinding: a name that somebody points at 127.0.0.1 is not our address. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}`;
}

/** For what changes something and for the socket: another page's origin, `null` and none at all are refused. */
export function isOwnOrigin(origin: string | undefined, port: number): boolean {
  return origin === originOf(port);
}

export interface Admittance {
  /** Goes into the address that opens the desk; valid once and for a short time. */
  readonly token: string;
  /** The session secret for the token; `undefined` when the token is wrong, used or too old. */
  exchange(token: string): string | undefined;
  /** Whether this is the session secret, valid until the process ends. */
  isSession(session: string): boolean;
}

/** @param lifeMs how long the token may be exchanged. */
export function createAdmittance(clock: Clock, random: Random, lifeMs: number): Admittance {
  const token = random.bytes(32).toString('base64url');
  const session = random.bytes(32).toString('base64url');
  const validUntil = clock.now() + lifeMs;
  let used = false;
  return {
    token,
    exchange(given) {
      if (used || clock.now() >= validUntil || !isSame(given, token)) return undefined;
      used = true;
      return session;
    },
    isSession: (given) => used && isSame(given, session),
  };
}

/** In constant time, whatever the lengths. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
