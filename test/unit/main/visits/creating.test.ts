import { describe, expect, it } from 'vitest';
import { visitViewSchema } from '../../../../src/shared/ipc/contract.ts';
import { testLifeMs, testMark } from '../../../../src/main/visits/testMark.ts';
import type { VisitRepository } from '../../../../src/main/visits/types.ts';
import { settle } from '../../../fixtures/fakeClock.ts';
import {
  clinicSettings,
  installationTag,
  must,
  startHarness,
  viewOf,
} from '../../../fixtures/visitsHarness.ts';

describe('one click', () => {
  it('makes one conference with one call and gives a link', async () => {
    const harness = await startHarness();
    const before = harness.server.calls.length;
    const view = must(await harness.visits.desk.create());
    expect(harness.server.calls.slice(before).map(({ call }) => call)).toEqual(['create']);
    expect(visitViewSchema.parse(view)).toMatchObject({
      phase: 'live',
      stage: { word: 'not-opened' },
      failure: null,
      link: { number: 1, url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:8765\/v\/[\w-]{22}$/) },
      call: { kind: 'embedded', entry: 'own-account', url: null },
    });
  });

  it('gives guest and user sound, picture and chat, and nothing else', async () => {
    const harness = await startHarness();
    must(await harness.visits.desk.create());
    const { rights, owner, places, tags, description } = harness.server.created[0]!;
    const granted = Object.entries(rights).filter(([, has]) => has);
    expect(granted.map(([name]) => name).sort()).toEqual(
      ['audio_rcv', 'audio_send', 'chat_rcv', 'chat_send', 'video_rcv', 'video_send'].sort(),
    );
    expect({ owner, places }).toEqual({ owner: 'dr.house', places: 4 });
    expect(tags).toEqual([installationTag, description]);
    expect(description).toMatch(new RegExp(`^${installationTag}-[0-9a-f]{16}$`));
  });

  it('stores the intent before it asks the server', async () => {
    const harness = await startHarness();
    const release = harness.server.hold('create');
    const creating = harness.visits.desk.create();
    await settle();
    const [stored] = await harness.repository.list({ limit: 10 });
    expect(stored?.visit).toMatchObject({ state: { name: 'creating' }, conference: null });
    expect(stored?.visit.marker).toMatch(installationTag);
    release();
    expect(must(await creating).phase).toBe('live');
  });

  it('makes two visits of two clicks', async () => {
    const harness = await startHarness();
    const [one, two] = await Promise.all([harness.visits.desk.create(), harness.visits.desk.create()]);
    expect(must(one).id).not.toBe(must(two).id);
    expect(harness.server.conferences.size).toBe(2);
  });

  it('without a server or a doctor makes nothing and says so', async () => {
    const harness = await startHarness();
    harness.configured = false;
    expect(await harness.visits.desk.create()).toMatchObject({
      ok: false,
      error: { code: 'not-configured' },
    });
    harness.configured = true;
    harness.settings = { ...clinicSettings, doctors: { ...clinicSettings.doctors, list: [] } };
    expect(await harness.visits.desk.create()).toMatchObject({
      ok: false,
      error: { code: 'not-configured' },
    });
    expect((await harness.visits.desk.list()).visits).toEqual([]);
  });
});

describe('a create that fails', () => {
  it('leaves a card with the cause, and a retry makes it live', async () => {
    const harness = await startHarness();
    harness.server.fail('create', 'unreachable');
    const failed = must(await harness.visits.desk.create());
    expect(failed).toMatchObject({
      phase: 'failed',
      stage: { word: 'failed', tone: 'alarm' },
      failure: { code: 'unreachable', retryable: true, details: { host: 'video.clinic.example' } },
    });
    harness.server.heal();
    const live = must(await harness.visits.desk.retry(failed.id));
    expect(live).toMatchObject({ phase: 'live', failure: null });
    expect(live.link).toEqual(failed.link);
    expect(harness.server.conferences.size).toBe(1);
  });

  it('whose answer was lost is found by its marker and adopted, not made twice', async () => {
    const harness = await startHarness();
    harness.server.loseAnswer('create');
    const view = must(await harness.visits.desk.create());
    expect(view.phase).toBe('live');
    expect(harness.server.conferences.size).toBe(1);
    expect(harness.server.count('create')).toBe(1);
  });

  it('whose answer was lost by a server that then is away: the retry adopts', async () => {
    const harness = await startHarness();
    harness.server.loseAnswer('create');
    harness.server.fail('findByTag', 'timeout');
    const failed = must(await harness.visits.desk.create());
    expect(failed).toMatchObject({ phase: 'failed', failure: { code: 'timeout' } });
    expect(must(await harness.visits.desk.retry(failed.id)).phase).toBe('failed');
    harness.server.heal();
    expect(must(await harness.visits.desk.retry(failed.id)).phase).toBe('live');
    expect(harness.server.count('create')).toBe(1);
  });

  it('is cancelled by "End", and what it left under its marker is swept', async () => {
    const harness = await startHarness();
    harness.server.loseAnswer('create');
    harness.server.fail('findByTag', 'timeout');
    const failed = must(await harness.visits.desk.create());
    harness.server.heal();
    expect(must(await harness.visits.desk.end(failed.id))).toMatchObject({
      phase: 'closed',
      stage: { word: 'cancelled' },
    });
    await settle();
    expect(harness.server.conferences.size).toBe(0);
  });

  it('shows its cause after a restart too, without what only memory knew', async () => {
    const harness = await startHarness();
    harness.server.fail('create', 'owner-unknown');
    const failed = must(await harness.visits.desk.create());
    await harness.restart();
    expect((await viewOf(harness, failed.id)).failure).toEqual({ code: 'owner-unknown', retryable: false });
  });
});

describe('ended while it is being made', () => {
  it('waits for the answer and removes what was made', async () => {
    const harness = await startHarness();
    const release = harness.server.hold('create');
    const creating = harness.visits.desk.create();
    await settle();
    const [record] = await harness.repository.list({ limit: 1 });
    const id = record?.visit.id ?? '';
    expect(must(await harness.visits.desk.end(id)).phase).toBe('closing');
    release();
    await creating;
    await settle();
    expect(await viewOf(harness, id)).toMatchObject({
      phase: 'closed',
      stage: { word: 'ended' },
      link: null,
    });
    expect(harness.server.conferences.size).toBe(0);
  });
});

describe('a conference that came too late for its visit', () => {
  it('is removed', async () => {
    const harness = await startHarness();
    const release = harness.server.hold('create');
    const creating = harness.visits.desk.create();
    await settle();
    const [record] = await harness.repository.list({ limit: 1 });
    const visit = { ...record!.visit, state: { name: 'closed', reason: 'gone' } as const };
    await harness.repository.save({ ...record!, visit });
    release();
    await creating;
    await settle();
    expect(harness.server.count('create')).toBe(1);
    expect(harness.server.conferences.size).toBe(0);
  });
});

describe('a restart', () => {
  it('between intent and call makes the conference', async () => {
    const harness = await startHarness();
    harness.server.hold('create');
    void harness.visits.desk.create();
    await settle();
    const next = await startHarness({ repository: harness.repository });
    const [view] = (await next.visits.desk.list()).visits;
    expect(view?.phase).toBe('live');
    expect(next.server.conferences.size).toBe(1);
  });

  it('between call and answer adopts what the server made', async () => {
    const harness = await startHarness();
    const view = must(await harness.visits.desk.create());
    const record = await harness.repository.load(view.id);
    await harness.repository.save({
      ...record!,
      visit: { ...record!.visit, state: { name: 'creating' }, conference: null },
    });
    await harness.restart();
    expect(await viewOf(harness, view.id)).toMatchObject({ phase: 'live', link: view.link });
    expect(harness.server.count('create')).toBe(1);
    expect(harness.server.conferences.size).toBe(1);
  });

  it('sweeps what bears our mark and belongs to nobody, and touches nothing else', async () => {
    const harness = await startHarness();
    const view = must(await harness.visits.desk.create());
    const input = harness.server.created[0]!;
    const orphan = { ...input, tags: [installationTag, `${installationTag}-ffff`], description: '' };
    await harness.server.create(orphan);
    await harness.server.create({ ...input, tags: ['visit-desk-ffffffffffffffff'], description: '' });
    await harness.server.create({ ...input, tags: [], description: '' });
    await harness.restart();
    const kept = [...harness.server.conferences.values()].map(({ tags }) => tags);
    expect(kept).toEqual([input.tags, ['visit-desk-ffffffffffffffff'], []]);
    expect((await viewOf(harness, view.id)).phase).toBe('live');
  });

  it('leaves a test visit alone until no test can be under way any more, whichever node sweeps', async () => {
    const harness = await startHarness();
    must(await harness.visits.desk.create());
    const input = harness.server.created[0]!;
    const test = async (minutesAgo: number, where: 'tags' | 'description'): Promise<void> => {
      const marks = [installationTag, testMark(harness.clock.now() - minutesAgo * 60_000)];
      const description = where === 'tags' ? '' : marks.join(' ');
      const tags = where === 'tags' ? marks : [installationTag];
      await harness.server.create({ ...input, tags, description });
    };
    for (const where of ['tags', 'description'] as const)
      for (const age of [0, 9, 11]) await test(age, where);
    await harness.restart();
    expect(harness.server.conferences.size).toBe(1 + 4);
    harness.visits.refresh();
    await settle();
    expect(harness.server.conferences.size).toBe(1 + 4);
    await harness.clock.advance(testLifeMs);
    expect(harness.server.conferences.size).toBe(1);
  });

  it('goes on sweeping when the store was away', async () => {
    const harness = await startHarness();
    must(await harness.visits.desk.create());
    const input = harness.server.created[0]!;
    await harness.server.create({ ...input, tags: [installationTag], description: '' });
    let lists = 0;
    const list: VisitRepository['list'] = async (query) => {
      lists += 1;
      if (lists === 2) throw new Error('the store is away');
      return harness.repository.list(query);
    };
    await harness.restart({ repository: { ...harness.repository, list } });
    expect([lists, harness.server.conferences.size]).toEqual([2, 2]);
    await harness.clock.advance(1_000);
    expect([lists, harness.server.conferences.size]).toEqual([3, 1]);
  });

  it('goes on sweeping when the server was away', async () => {
    const harness = await startHarness();
    must(await harness.visits.desk.create());
    const input = harness.server.created[0]!;
    await harness.server.create({ ...input, tags: [installationTag], description: '' });
    harness.server.fail('findByTag', 'unreachable', 2);
    await harness.restart();
    expect(harness.server.conferences.size).toBe(2);
    expect(harness.visits.serverTrouble()).toMatchObject({ code: 'unreachable' });
    await harness.clock.advance(3_000);
    expect(harness.server.conferences.size).toBe(1);
    expect(harness.visits.serverTrouble()).toBeNull();
  });
});
