/**
 * How fast passwords may be tried: pure. Exponential, and counted where all nodes see it. What stands in anybody's way
 * is what they did themselves: wrong tries count for the address and login together, and for a browser that has signed
 * in to this account before (`knownDevices.ts`) for that browser alone. So whoever knows a doctor's login keeps no
 * doctor out. What waits at most five minutes between two tries makes fewer than 300 a day, against passwords of 12
 * characters and more; many addresses together are slowed down by the limits of the login and of each address.
 */
import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';

export interface ThrottlePolicy {
  /** Tries without a wait. */
  readonly free: number;
  /** The wait after the first try that is not free; doubled by each further one. */
  readonly baseMs: number;
  readonly maxMs: number;
  /** Without a try for this long all is forgotten. */
  readonly forgetMs: number;
}

/** Tries that were not right. */
export interface Attempts {
  readonly count: number;
  readonly lastAt: number;
  /** No try before. */
  readonly openAt: number;
}

/** For one client at one login. */
export const clientPolicy: ThrottlePolicy = {
  free: 5,
  baseMs: 1_000,
  maxMs: 300_000,
  forgetMs: 86_400_000,
};

/** For all unknown browsers at one login; it waits less, since strangers can fill it. */
export const loginPolicy: ThrottlePolicy = {
  free: 100,
  baseMs: 1_000,
  maxMs: 60_000,
  forgetMs: 86_400_000,
};

/** For all logins that are tried from one address by unknown browsers: a whole clinic may stand behind it. */
export const addressPolicy: ThrottlePolicy = {
  free: 100,
  baseMs: 1_000,
  maxMs: 60_000,
  forgetMs: 3_600_000,
};

export interface Limit {
  readonly key: string;
  readonly policy: ThrottlePolicy;
  /** Only whoever has just given the right password can have filled it: all is forgiven then. */
  readonly isOwn: boolean;
}

/** What a try counts for. `deviceId`: of a browser that is known for this login; nothing else can be in its way. */
export function limitsFor(login: string, address: string, deviceId: string | undefined): readonly Limit[] {
  if (deviceId !== undefined)
    return [{ key: `device:${hashed(deviceId)}`, policy: clientPolicy, isOwn: true }];
  const byAddress = addressKey(address);
  return [
    { key: `client:${hashed(login, byAddress)}`, policy: clientPolicy, isOwn: true },
    { key: byAddress, policy: addressPolicy, isOwn: false },
    { key: loginKey(login), policy: loginPolicy, isOwn: false },
  ];
}

/** What a try at `now` makes of the former ones: the ms to wait (then nothing is counted), or the new count. */
export function nextAttempts(
  before: Attempts | undefined,
  now: number,
  policy: ThrottlePolicy,
): { readonly waitMs: number; readonly attempts: Attempts } {
  const old = before && now - before.lastAt < policy.forgetMs ? before : { count: 0, lastAt: now, openAt: 0 };
  // A clock that was set back must not make anybody wait longer than the policy says.
  const waitMs = Math.min(old.openAt - now, policy.maxMs);
  if (waitMs > 0) return { waitMs, attempts: old };
  const count = old.count + 1;
  const openAt = count < policy.free ? 0 : now + delayMs(count - policy.free, policy);
  return { waitMs: 0, attempts: { count, lastAt: now, openAt } };
}

/** Takes one try back. */
export function forgiven(before: Attempts): Attempts {
  return { ...before, count: Math.max(0, before.count - 1), openAt: 0 };
}

const delayMs = (doublings: number, { baseMs, maxMs }: ThrottlePolicy): number =>
  Math.min(maxMs, baseMs * 2 ** Math.min(doublings, 30));

/** Logins are hashed: people type passwords into the field of the login. */
export const loginKey = (login: string): string => `login:${hashed(login)}`;

const hashed = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex');

/** IPv6 by its /64, which one household or one attacker has as a whole. */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return `address:${mapped}`;
  return `address:${isIPv6(address) ? firstHalf(address) : address}`;
}

function firstHalf(address: string): string {
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const groups = (text: string | undefined): string[] => (text ? text.split(':') : []);
  const left = groups(head);
  const right = groups(tail);
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const all = [...left, ...Array.from({ length: gap }, () => '0'), ...right];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
