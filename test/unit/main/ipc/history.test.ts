/** Of whose visits the history tells, whoever asks. */
import { describe, expect, it } from 'vitest';
import { onlyDoctor, type Caller } from '../../../../src/main/ipc/caller.ts';
import { requests } from '../../../../src/shared/ipc/contract.ts';
import { historyRoutes } from '../../../../src/main/ipc/history.ts';
import type { HistoryWanted } from '../../../../src/main/visits/types.ts';
import { aVisit } from '../../../fixtures/repositoryContract.ts';
import { startHarness } from '../../../fixtures/visitsHarness.ts';

const reception: Caller = { ...onlyDoctor, accountId: 'desk', ownerIds: ['dr.house', 'dr.wilson'] };
const administrator: Caller = { ...onlyDoctor, accountId: 'chief', ownerIds: [] };

async function aClinic() {
  const harness = await startHarness();
  const now = harness.clock.now();
  for (const [index, ownerId] of ['dr.house', 'dr.wilson', 'dr.who'].entries()) {
    const state = { name: 'closed', reason: 'ended' } as const;
    const visit = aVisit(ownerId.replace('.', '-'), { ownerId, state, since: now - index - 1 });
    await harness.repository.save({ visit, persons: [], version: 0 });
  }
  const routes = historyRoutes(() => harness.visits.desk);
  const ask = async (caller: Caller, wanted: Partial<HistoryWanted> & { ownerId?: string } = {}) => {
    const answer = await routes['history:list']({ limit: 50, ...wanted }, caller);
    expect(answer.ok).toBe(true);
    return [...JSON.stringify(answer).matchAll(/"id":"(dr-\w+)"/g)].map(([, id]) => id);
  };
  return { harness, routes, ask };
}

describe('the history', () => {
  it('is of everybody on a single PC, of those on the board at the service, and of nobody else by name', async () => {
    const { ask } = await aClinic();
    expect(await ask(onlyDoctor)).toEqual(['dr-house', 'dr-wilson', 'dr-who']);
    expect(await ask(onlyDoctor, { ownerId: 'dr.who' })).toEqual(['dr-who']);
    expect(await ask(reception)).toEqual(['dr-house', 'dr-wilson']);
    expect(await ask(reception, { ownerId: 'dr.wilson' })).toEqual(['dr-wilson']);
    expect(await ask(reception, { ownerId: 'dr.who' })).toEqual([]);
    expect(await ask(administrator)).toEqual([]);
  });

  it('is of all but the other doctors of a single PC, by pages that leave nobody out', async () => {
    const { routes, ask } = await aClinic();
    const caller = { ...onlyDoctor, ownerId: 'dr.house', exceptOwnerIds: ['dr.wilson'] };
    expect(await ask(caller)).toEqual(['dr-house', 'dr-who']);
    expect(await ask(caller, { ownerId: 'dr.wilson' })).toEqual([]);
    expect(await ask(caller, { ownerId: 'dr.who' })).toEqual(['dr-who']);
    const first = await routes['history:list']({ limit: 1 }, caller);
    const { entries, next } = requests['history:list'].output.parse(first.ok && first.value);
    expect(entries.map(({ id }) => id)).toEqual(['dr-house']);
    expect(await ask(caller, { limit: 2, before: next ?? undefined })).toEqual(['dr-who']);
  });

  it('refuses a page that is too large', async () => {
    const { routes } = await aClinic();
    expect(await routes['history:list']({ limit: 501 }, onlyDoctor)).toMatchObject({
      error: { code: 'bad-request' },
    });
    expect(await routes['history:list']({ limit: 0 }, onlyDoctor)).toMatchObject({
      error: { code: 'bad-request' },
    });
  });

  it('is counted and erased, and the log says by whom', async () => {
    const { harness, routes } = await aClinic();
    const closedBefore = harness.clock.now();
    const count = await routes['history:count']({ closedBefore }, administrator);
    expect(count).toEqual({ ok: true, value: { count: 3 } });
    const erased = await routes['history:erase']({ closedBefore }, administrator);
    expect(erased).toEqual({ ok: true, value: { erased: 3 } });
    expect(harness.log.lines.at(-1)).toEqual({
      event: 'visits.erased',
      fields: { count: 3, why: 'asked', accountId: 'chief' },
    });
    expect(await routes['history:count']({ closedBefore }, administrator)).toMatchObject({
      value: { count: 0 },
    });
  });
});
