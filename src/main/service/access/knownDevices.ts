/**
 * Browsers from which somebody has signed in with a password before. Each has a cookie for the account, which opens
 * nothing: its wrong tries are counted by themselves, so that nobody else's keep its owner out. OWASP, "Slow Down Online
 * Guessing Attacks with Device Cookies". Nothing is stored: a cookie bears the service's own mark (HMAC).
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Clock, Random } from '../../ports.ts';
import { cookieValue, deviceCookie, deviceCookies, formatCookie } from './cookies.ts';

/** Half a year without signing in, and the browser is a stranger again. */
const knownForMs = 180 * 86_400_000;
/** On one shared computer; more would make the head of each request too large for a proxy. */
const accountsAtMost = 20;

/** @param key 32 bytes, the same on every node (the field key). */
export const deriveDeviceKey = (key: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'visit-desk/known-device/1', 32));

export interface KnownDevices {
  /** Under which the tries of this browser are counted; `undefined`: it is not known for this account. `cookie`: the head of the request. */
  idOf(accountId: string, cookie: string | undefined, isSecure: boolean): string | undefined;
  /** `Set-Cookie` lines by which it is known from now on. `cookie`: what it sent. */
  remember(accountId: string, cookie: string | undefined, isSecure: boolean): readonly string[];
}

export function createKnownDevices(deviceKey: Buffer, clock: Clock, random: Random): KnownDevices {
  const sign = (...parts: readonly string[]): Buffer =>
    createHmac('sha256', deviceKey).update(JSON.stringify(parts)).digest();
  const nameFor = (accountId: string, isSecure: boolean): string =>
    deviceCookie(sign('name', accountId).toString('hex').slice(0, 12), isSecure);

  return {
    idOf(accountId, cookie, isSecure) {
      const value = cookieValue(cookie, nameFor(accountId, isSecure)) ?? '';
      const [, id, until, mark] = /^([\w-]{22})\.(\d{13})\.([\w-]{43})$/.exec(value) ?? [];
      if (id === undefined || until === undefined || mark === undefined) return undefined;
      const isOurs = timingSafeEqual(sign('device', accountId, id, until), Buffer.from(mark, 'base64url'));
      return isOurs && clock.now() < Number(until) ? id : undefined;
    },
    remember(accountId, cookie, isSecure) {
      const id = random.bytes(16).toString('base64url');
      const until = String(clock.now() + knownForMs);
      const mark = sign('device', accountId, id, until).toString('base64url');
      const own = nameFor(accountId, isSecure);
      const others = deviceCookies(cookie, isSecure).filter((name) => name !== own);
      const oldest = others.slice(0, Math.max(0, others.length + 1 - accountsAtMost));
      const line = (name: string, value: string, maxAgeSeconds: number): string =>
        formatCookie({ name, value, maxAgeSeconds, sameSite: 'Strict', isSecure });
      return [
        line(own, `${id}.${until}.${mark}`, knownForMs / 1_000),
        ...oldest.map((name) => line(name, '', 0)),
      ];
    },
  };
}
