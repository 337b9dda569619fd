/** What has ended at a clinic of several nodes: the first page of the history, and a name searched in all of it, in PostgreSQL. */
import { createPool } from '../../../src/main/service/postgres/connection.ts';
import { migrate } from '../../../src/main/service/postgres/migrations.ts';
import { openPostgresRepository } from '../../../src/main/service/postgres/repository.ts';
import { systemRandom } from '../../../src/main/system.ts';
import { createFieldSealer } from '../../../src/main/visits/sealedField.ts';
import type { HistoryQuery, VisitRepository } from '../../../src/main/visits/types.ts';
import { searchFor } from '../../../src/shared/search.ts';
import { startPostgres } from '../../fixtures/postgres.ts';
import { endedRecords, oldestLabel, silent } from '../fullStore.ts';
import { limits } from '../limits.ts';
import { lineOf, type Line } from '../lines.ts';
import { closers, progress, take, timed } from '../world.ts';
import { keys } from './house.ts';
import type { Scale } from './scale.ts';
import { forAll } from './worker.ts';

/** As the screen asks for. */
const pageSize = 50;

export async function measureEnded({ ended }: Scale): Promise<readonly Line[]> {
  const postgres = await startPostgres();
  const pool = createPool({ connectionString: await postgres.database(), log: silent, size: 4 });
  const close = async (): Promise<void> => {
    closers.delete(close);
    await pool.end();
    await postgres.dispose();
  };
  closers.add(close);
  try {
    await migrate(pool, silent);
    const sealer = createFieldSealer(keys.fieldKey, systemRandom);
    const repository = openPostgresRepository({ pool, sealer, log: silent });
    progress(`  writing ${ended} visits that have ended`);
    await forAll(endedRecords(ended, Date.now(), keys).values(), 4, async (record) => {
      await repository.save(record);
    });
    return await measured(repository, ended);
  } finally {
    await close();
  }
}

async function measured(repository: VisitRepository, ended: number): Promise<readonly Line[]> {
  const firsts = await take(20, () => timed(() => repository.history({ limit: pageSize })));
  const last = oldestLabel(ended);
  const searches = await take(5, () => timed(() => search(repository, last, 1)));
  const misses = await take(5, () => timed(() => search(repository, 'nobody', 0)));
  const name = `${ended} visits in PostgreSQL: history`;
  const line = (what: string, values: readonly number[], limit: number): Line =>
    lineOf({ name: `${name}, ${what}`, unit: 'ms', values, limit });
  return [
    line('first page', firsts, limits.historyPageMs),
    line('a name searched in all', searches, limits.historySearchMs),
    line('a name that is not there', misses, limits.historySearchMs),
  ];
}

/** Part after part, to the end. */
async function search(repository: VisitRepository, text: string, wanted: number): Promise<void> {
  const matches = searchFor(text);
  let found = 0;
  let before: HistoryQuery['before'];
  do {
    const { records, next } = await repository.history({ limit: pageSize, matches, before });
    found += records.length;
    before = next ?? undefined;
  } while (before);
  if (found !== wanted) throw new Error(`the search found ${found} of ${wanted}`);
}
