import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressKey,
  clientPolicy,
  forgiven,
  limitsFor,
  loginKey,
  nextAttempts,
  type Attempts,
} from '../../../../../src/main/service/access/throttle.ts';

const policy = { free: 3, baseMs: 1_000, maxMs: 8_000, forgetMs: 100_000 };

describe('tries', () => {
  it('are free at first, then wait twice as long each time, up to the limit', () => {
    let attempts: Attempts | undefined;
    let now = 1_000_000;
    const waits: number[] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      const next = nextAttempts(attempts, now, policy);
      expect(next.waitMs).toBe(0);
      attempts = next.attempts;
      const again = nextAttempts(attempts, now, policy);
      waits.push(again.waitMs);
      now += again.waitMs;
    }
    expect(waits).toEqual([0, 0, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  });

  it('are not counted while one has to wait: knocking does not make it longer', () => {
    const before = { count: 3, lastAt: 0, openAt: 500 };
    expect(nextAttempts(before, 100, policy)).toEqual({ waitMs: 400, attempts: before });
  });

  it('are forgotten in time, and one that was right is taken back', () => {
    const before = { count: 9, lastAt: 0, openAt: 8_000 };
    expect(nextAttempts(before, 100_000, policy).attempts.count).toBe(1);
    expect(forgiven(before)).toEqual({ count: 8, lastAt: 0, openAt: 0 });
  });

  it('never wait longer than the policy says, whatever the clock does', () => {
    const past = fc.record({ count: fc.nat(1e6), lastAt: fc.nat(), openAt: fc.nat() });
    fc.assert(
      fc.property(fc.option(past, { nil: undefined }), fc.nat(), (before, now) => {
        const { waitMs, attempts } = nextAttempts(before, now, policy);
        expect(waitMs).toBeGreaterThanOrEqual(0);
        expect(waitMs).toBeLessThanOrEqual(policy.maxMs);
        if (waitMs === 0) expect(attempts.openAt).toBeLessThanOrEqual(now + policy.maxMs);
      }),
    );
  });

  it('of one client at a login are fewer than 300 a day', () => {
    let attempts: Attempts | undefined;
    let count = 0;
    for (let now = 0; now < 86_400_000; count += 1) {
      const next = nextAttempts(attempts, now, clientPolicy);
      attempts = next.attempts;
      now += Math.max(1, nextAttempts(attempts, now, clientPolicy).waitMs);
    }
    expect(count).toBeLessThan(305);
  });
});

describe('keys', () => {
  it.each([
    ['10.0.0.1', 'address:10.0.0.1'],
    ['::ffff:10.0.0.1', 'address:10.0.0.1'],
    ['2001:db8:1:2:3:4:5:6', 'address:2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::9', 'address:2001:db8:1:2::/64'],
    ['2001:db8::9', 'address:2001:db8:0:0::/64'],
    ['::1', 'address:0:0:0:0::/64'],
    ['fe80::1%eth0', 'address:fe80:0:0:0::/64'],
  ])('%s is counted as %s', (address, key) => expect(addressKey(address)).toBe(key));

  it('of a stranger are three, of which one is the own; of a known browser there is one', () => {
    const keys = (login: string, address: string, deviceId?: string): string[] =>
      limitsFor(login, address, deviceId).map(({ key }) => key);
    expect(limitsFor('ivanova', '10.0.0.1', undefined).map(({ isOwn }) => isOwn)).toEqual([
      true,
      false,
      false,
    ]);
    const [own, ...shared] = keys('ivanova', '10.0.0.1');
    expect(shared).toEqual(['address:10.0.0.1', loginKey('ivanova')]);
    for (const other of [keys('ivanova', '10.0.0.2'), keys('petrova', '10.0.0.1')])
      expect(other[0]).not.toBe(own);
    const known = keys('ivanova', '10.0.0.1', 'browser');
    expect(known).toEqual(keys('petrova', '10.0.0.2', 'browser'));
    expect([own, ...shared]).not.toContain(known[0]);
    expect(JSON.stringify([own, known])).not.toMatch(/ivanova|browser/);
  });

  it('do not hold the login', () => expect(loginKey('ivanova')).not.toContain('ivanova'));
});
