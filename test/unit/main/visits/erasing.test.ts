/** Visits leave the store after the days that IT has set, or when somebody says so. */
import { describe, expect, it } from 'vitest';
import { settle } from '../../../fixtures/fakeClock.ts';
import { aVisit } from '../../../fixtures/repositoryContract.ts';
import { must, readyVisit, startHarness, type Harness } from '../../../fixtures/visitsHarness.ts';
import { createNodes } from '../../../fixtures/visitsNodes.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const all = { limit: 100 } as const;

async function ended(
  harness: Pick<Harness, 'repository' | 'clock'>,
  id: string,
  daysAgo: number,
): Promise<void> {
  const since = harness.clock.now() - daysAgo * dayMs;
  const visit = aVisit(id, { state: { name: 'closed', reason: 'ended' }, since, createdAt: since });
  await harness.repository.save({ visit, persons: [], version: 0 });
}

const kept = async (harness: Pick<Harness, 'visits'>): Promise<readonly string[]> =>
  must(await harness.visits.desk.history(all)).entries.map(({ id }) => id);

const keep = (harness: Harness, keepDays: number): void => {
  harness.settings = { ...harness.settings, privacy: { ...harness.settings.privacy, keepDays } };
  harness.visits.refresh();
};

describe('visits that ended long ago', () => {
  it('are erased at the start, hundreds of them, and the log says how many', async () => {
    const harness = await startHarness();
    for (let index = 0; index < 450; index += 1) await ended(harness, `old${index}`, 31);
    await ended(harness, 'young', 29);
    await harness.restart();
    await expect.poll(() => kept(harness)).toEqual(['young']);
    await settle();
    expect(harness.log.lines.filter(({ event }) => event === 'visits.erased')).toEqual([
      { event: 'visits.erased', fields: { count: 450, why: 'age' } },
    ]);
  });

  it('are erased within an hour of their time, and an open one never', async () => {
    const harness = await startHarness();
    const open = await readyVisit(harness);
    await ended(harness, 'nearly', 29.99);
    await harness.clock.advance(hourMs);
    expect(await kept(harness)).toEqual([]);
    await harness.clock.advance(1);
    expect((await harness.repository.load(open.id))?.visit.state.name).toBe('ready');
  });

  it('stay for a whole hour after the days were changed: a mistyped number can be taken back', async () => {
    const harness = await startHarness();
    await ended(harness, 'a', 10);
    await harness.clock.advance(hourMs - 1_000);
    keep(harness, 3);
    await harness.clock.advance(hourMs - 1_000);
    expect(await kept(harness)).toEqual(['a']);
    keep(harness, 30);
    await harness.clock.advance(3 * hourMs);
    expect(await kept(harness)).toEqual(['a']);
    keep(harness, 3);
    await harness.clock.advance(hourMs);
    expect(await kept(harness)).toEqual([]);
  });

  it('are erased in time whatever else of the settings is changed meanwhile', async () => {
    const harness = await startHarness();
    await ended(harness, 'nearly', 29.99);
    for (const name of ['a', 'b', 'c']) {
      await harness.clock.advance(hourMs / 2);
      harness.settings = { ...harness.settings, clinic: { ...harness.settings.clinic, name } };
      harness.visits.refresh();
    }
    expect(await kept(harness)).toEqual([]);
  });

  it('are tried again when the store was away', async () => {
    const harness = await startHarness();
    await ended(harness, 'old', 40);
    let tries = 0;
    const erase: Harness['repository']['erase'] = async (...asked) => {
      tries += 1;
      if (tries === 1) throw new Error('the store is away');
      return harness.repository.erase(...asked);
    };
    await harness.restart({ repository: { ...harness.repository, erase } });
    expect(await kept(harness)).toEqual(['old']);
    await harness.clock.advance(hourMs);
    expect(await kept(harness)).toEqual([]);
  });

  it('are erased by the node that leads, and by no other', async () => {
    const nodes = createNodes();
    const follower = await nodes.start(false);
    await ended(nodes, 'old', 40);
    await nodes.clock.advance(2 * hourMs);
    expect(await kept(follower)).toEqual(['old']);
    const leader = await nodes.start(true);
    await settle();
    expect([await kept(leader), await kept(follower)]).toEqual([[], []]);
  });
});

describe('erasing by hand', () => {
  it('says how many before, takes what was closed before a moment, and nothing of the time to come', async () => {
    const harness = await startHarness();
    const { desk } = harness.visits;
    for (const days of [1, 2, 3]) await ended(harness, `v${days}`, days);
    const before = harness.clock.now() - 1.5 * dayMs;
    expect(await desk.countClosed(before)).toEqual({ ok: true, value: 2 });
    expect(await desk.eraseClosed(before, 'chief')).toEqual({ ok: true, value: 2 });
    expect(await kept(harness)).toEqual(['v1']);
    expect(harness.log.lines.at(-1)).toEqual({
      event: 'visits.erased',
      fields: { count: 2, why: 'asked', accountId: 'chief' },
    });
    await ended(harness, 'v-1', -1);
    expect(await desk.eraseClosed(harness.clock.now() + 5 * dayMs, null)).toEqual({ ok: true, value: 1 });
    expect(await kept(harness)).toEqual(['v-1']);
  });

  it('says that the store failed', async () => {
    const harness = await startHarness();
    const away = async (): Promise<never> => Promise.reject(new Error('away'));
    const repository = { ...harness.repository, erase: away, history: away, countClosed: away };
    const { desk } = await harness.restart({ repository });
    for (const answer of [
      await desk.countClosed(1),
      await desk.eraseClosed(1, null),
      await desk.history(all),
    ])
      expect(answer).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
  });
});
