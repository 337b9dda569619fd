import { describe, expect, it } from 'vitest';
import { mostSearched, scanHistory, type HistorySource } from '../../../../src/main/visits/historyScan.ts';
import type { HistoryCursor } from '../../../../src/shared/ipc/history.ts';
import { aVisit } from '../../../fixtures/repositoryContract.ts';

/** `count` visits, the newest first; those of `needles` bear the label that is searched for. */
function aStore(count: number, needles: readonly number[], unreadable: readonly number[] = []) {
  const read: number[] = [];
  const opened: string[] = [];
  const all = Array.from({ length: count }, (_, index) => ({
    id: `v${count - index}`,
    version: 1,
    closedAt: count - index,
    document: needles.includes(count - index) ? 'needle' : 'hay',
  }));
  const source: HistorySource = {
    async rows(before, limit) {
      const rows = all.filter(({ closedAt }) => closedAt < (before?.closedAt ?? Infinity)).slice(0, limit);
      read.push(rows.length);
      return rows;
    },
    open({ id, version, closedAt }) {
      opened.push(id);
      if (unreadable.includes(closedAt)) return undefined;
      const visit = aVisit(id, { state: { name: 'closed', reason: 'ended' }, since: closedAt });
      return { visit, persons: [], version };
    },
    labels: ({ document }) => [document],
  };
  const scan = async (limit: number, before?: HistoryCursor, searching = true) => {
    const matches = searching ? ([label]: readonly string[]) => label === 'needle' : undefined;
    const { records, next } = await scanHistory(source, { limit, before, matches });
    return { ids: records.map(({ visit }) => visit.id), next };
  };
  return { scan, read, opened };
}

describe('a search through the history', () => {
  it('looks at a bounded part, says up to where, and goes on from there to the end', async () => {
    const { scan, opened } = aStore(mostSearched + 30, [3]);
    const first = await scan(10);
    expect(first).toEqual({ ids: [], next: { closedAt: 31, id: 'v31' } });
    expect(await scan(10, first.next ?? undefined)).toEqual({ ids: ['v3'], next: null });
    // What does not match is not opened as a whole.
    expect(opened).toEqual(['v3']);
  });

  it('stops at the last one that was asked for, and what comes next is the one after it', async () => {
    const { scan } = aStore(1_000, [900, 899, 898, 5]);
    const first = await scan(2);
    expect(first).toEqual({ ids: ['v900', 'v899'], next: { closedAt: 899, id: 'v899' } });
    expect(await scan(2, first.next ?? undefined)).toEqual({
      ids: ['v898', 'v5'],
      next: { closedAt: 5, id: 'v5' },
    });
    expect(await scan(2, { closedAt: 5, id: 'v5' })).toEqual({ ids: [], next: null });
  });

  it('lets whoever else has something to do come in between', async () => {
    const { scan } = aStore(mostSearched, []);
    let turns = 0;
    const count = (): void => {
      turns += 1;
      if (!done) setImmediate(count);
    };
    let done = false;
    setImmediate(count);
    await scan(10);
    done = true;
    expect(turns).toBeGreaterThan(40);
  });
});

describe('a page of the history', () => {
  it('reads no more than it shows, and passes over what cannot be read', async () => {
    const { scan, read } = aStore(100, [], [99, 98]);
    expect(await scan(3, undefined, false)).toEqual({
      ids: ['v100', 'v97', 'v96'],
      next: { closedAt: 96, id: 'v96' },
    });
    expect(read).toEqual([3, 2]);
  });
});
