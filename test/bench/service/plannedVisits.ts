/** Visits that are planned for the coming days, written into the store as the service would. */
import type { Pool } from 'pg';
import { openPostgresRepository } from '../../../src/main/service/postgres/repository.ts';
import { systemRandom } from '../../../src/main/system.ts';
import { makeLink } from '../../../src/main/visits/links.ts';
import { timesOf } from '../../../src/main/visits/planning.ts';
import { createFieldSealer } from '../../../src/main/visits/sealedField.ts';
import type { VisitRecord } from '../../../src/main/visits/types.ts';
import { silent } from '../fullStore.ts';
import { keys } from './house.ts';
import { forAll } from './worker.ts';

export const days = 30;
export const dayMs = 86_400_000;
/** The first one: far enough for nobody to make it on the server now. */
const firstInMs = 3_600_000;
const linkLifeHours = 24;

/** Evenly over the days from `now` on, and over these doctors. Each day has the same number. */
export async function planVisits(
  pool: Pool,
  now: number,
  count: number,
  ownerIds: readonly string[],
): Promise<void> {
  const sealer = createFieldSealer(keys.fieldKey, systemRandom);
  const repository = openPostgresRepository({ pool, sealer, log: silent });
  await forAll(Array.from({ length: count }).keys(), 4, async (index) => {
    const startsAt = startOf(index, count, now);
    await repository.save(recordOf(ownerIds[index % ownerIds.length] ?? '', startsAt, now));
  });
}

/** Between an hour after midnight and midnight of each day of 24 h from `now`. */
function startOf(index: number, count: number, now: number): number {
  const perDay = Math.ceil(count / days);
  const share = (index % perDay) / perDay;
  return Math.floor(now + Math.floor(index / perDay) * dayMs + firstInMs + share * (dayMs - firstInMs));
}

function recordOf(ownerId: string, startsAt: number, now: number): VisitRecord {
  const id = systemRandom.bytes(16).toString('base64url');
  return {
    version: 0,
    visit: {
      id,
      ownerId,
      createdAt: now,
      ...timesOf(startsAt, linkLifeHours),
      label: `Ivan ${id.slice(0, 4)}`,
      note: '',
      admission: 'waiting',
      state: { name: 'planned' },
      since: now,
      conference: null,
      marker: null,
      links: [makeLink(keys.linkKey, id, { number: 1, generation: 1 })],
      doctorSince: null,
      rosterHidden: false,
      endedAt: null,
      lateMinutes: null,
      failedWith: null,
    },
    persons: [],
  };
}
