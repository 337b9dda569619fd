import { describe, expect, it } from 'vitest';
import { createKnownDevices, deriveDeviceKey } from '../../../../../src/main/service/access/knownDevices.ts';
import { FakeClock } from '../../../../fixtures/fakeClock.ts';
import { fakeRandom } from '../../../../fixtures/fakeRandom.ts';

const dayMs = 86_400_000;

function devices(sign = 1) {
  const clock = new FakeClock();
  return { clock, known: createKnownDevices(deriveDeviceKey(Buffer.alloc(32, sign)), clock, fakeRandom()) };
}

/** As a browser sends back what was set. */
const pairOf = (line = ''): string => line.split(';')[0] ?? '';

describe('a browser', () => {
  it('is known for the account, by every node, for half a year', async () => {
    const { known, clock } = devices();
    const [line, ...more] = known.remember('house', undefined, true);
    expect(line).toMatch(
      /^__Host-device-[0-9a-f]{12}=[\w.-]+; Path=\/; Max-Age=15552000; HttpOnly; SameSite=Strict; Secure$/,
    );
    expect(more).toEqual([]);
    const cookie = `a=b; ${pairOf(line)}`;
    const id = known.idOf('house', cookie, true);
    expect(id).toMatch(/^[\w-]{22}$/);
    expect(devices().known.idOf('house', cookie, true)).toBe(id);
    const stranger = [
      known.idOf('wilson', cookie, true),
      known.idOf('house', cookie, false),
      known.idOf('house', undefined, true),
      devices(2).known.idOf('house', cookie, true),
    ];
    expect(stranger).toEqual(Array(4).fill(undefined));
    expect(line).not.toContain('house');
    await clock.advance(180 * dayMs - 1);
    expect(known.idOf('house', cookie, true)).toBe(id);
    await clock.advance(1);
    expect(known.idOf('house', cookie, true)).toBeUndefined();
  });

  it('is another one with each sign-in, and nobody makes or stretches a cookie', () => {
    const { known } = devices();
    const [one, two] = [1, 2].map(() => pairOf(known.remember('house', undefined, false)[0]));
    expect(known.idOf('house', one, false)).not.toBe(known.idOf('house', two, false));
    const [name, value = ''] = (one ?? '').split('=');
    const [id = '', until = '', mark = ''] = value.split('.');
    for (const forged of [
      `${id}.${Number(until) + dayMs}.${mark}`,
      `${'A'.repeat(22)}.${until}.${mark}`,
      `${id}.${until}.${'A'.repeat(43)}`,
      `${id}.${until}`,
      '',
    ])
      expect(known.idOf('house', `${name}=${forged}`, false)).toBeUndefined();
    // A cookie of another account under this one's name.
    const other = pairOf(known.remember('wilson', undefined, false)[0]).split('=')[1];
    expect(known.idOf('house', `${name}=${other}`, false)).toBeUndefined();
  });

  it('that many people use forgets who signed in longest ago', () => {
    const { known } = devices();
    const cookies = new Map<string, string>();
    const header = (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const signIn = (account: string): void => {
      for (const line of known.remember(account, header(), false)) {
        const [name = '', value = ''] = pairOf(line).split('=');
        cookies.delete(name);
        if (!line.includes('Max-Age=0;')) cookies.set(name, value);
      }
    };
    for (let at = 0; at < 25; at += 1) signIn(`account ${at}`);
    signIn('account 24');
    expect(cookies.size).toBe(20);
    const isKnown = (at: number): boolean => known.idOf(`account ${at}`, header(), false) !== undefined;
    expect([4, 5, 24].map(isKnown)).toEqual([false, true, true]);
  });
});
