import { describe, expect, it } from 'vitest';
import { findLeftovers, installationOf, silentMs } from '../../../../src/main/diagnostics/leftovers.ts';
import type { Conference } from '../../../../src/main/trueconf/types.ts';

const now = 1_800_000_000_000;
const own = 'visit-desk-00000000000000aa';
const gone = 'visit-desk-00000000000000bb';
const busy = 'visit-desk-00000000000000cc';

const conference = (
  id: string,
  tag: string,
  ageMs: number | null,
  more: Partial<Conference> = {},
): Conference => ({
  id,
  owner: 'petrova',
  running: false,
  tags: [tag, `${tag}-1234567890abcdef`],
  description: '',
  pageUrl: '',
  createdAt: ageMs === null ? null : now - ageMs,
  ...more,
});
const found = (conferences: readonly Conference[], empty?: ReadonlySet<string>) =>
  Object.fromEntries(
    [...findLeftovers(conferences, { ownTag: own, now, ...(empty && { empty }) })].map(([tag, those]) => [
      tag,
      those.map(({ id }) => id),
    ]),
  );

describe('what others left on the server', () => {
  it('is of an installation that made nothing for a week', () => {
    expect(
      found([
        conference('1', gone, silentMs + 1),
        conference('2', gone, 30 * silentMs),
        conference('3', busy, 30 * silentMs),
        conference('4', busy, silentMs - 1),
      ]),
    ).toEqual({ [gone]: ['1', '2'] });
  });

  it('is never our own, and never of somebody who is in a call', () => {
    expect(found([conference('1', own, 30 * silentMs)])).toEqual({});
    const running = [conference('1', gone, 30 * silentMs, { running: true })];
    expect(found(running)).toEqual({});
    expect(found(running, new Set(['2']))).toEqual({});
    expect(found(running, new Set(['1']))).toEqual({ [gone]: ['1'] });
  });

  it('is not judged without a time', () => {
    expect(found([conference('1', gone, 30 * silentMs), conference('2', gone, null)])).toEqual({});
  });

  it('is nobody else’s conference', () => {
    const meeting = conference('1', gone, 30 * silentMs, {
      tags: ['board'],
      description: 'visit-desk is good',
    });
    expect(found([meeting])).toEqual({});
  });

  it('is known by the description where the server drops tags', () => {
    expect(installationOf({ tags: [], description: `${gone}-1234567890abcdef` })).toBe(gone);
  });
});
