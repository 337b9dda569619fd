import { describe, expect, it } from 'vitest';
import { settle } from '../../../fixtures/fakeClock.ts';
import { goneIn, must, readyVisit, startHarness, viewOf, named } from '../../../fixtures/visitsHarness.ts';

describe('the end', () => {
  it('stops and deletes the conference, kills the link at once and erases the typed name', async () => {
    const harness = await startHarness();
    const { id, token } = await goneIn(harness);
    const release = harness.server.hold('stop');
    const closing = must(await harness.visits.desk.end(id));
    expect(closing).toMatchObject({ phase: 'closing', link: null, persons: [{ name: '' }] });
    expect(await harness.visits.door.look(token, null, null)).toMatchObject({ state: 'dead' });
    expect((await harness.repository.load(id))?.persons).toMatchObject([
      { name: '', seatAt: expect.anything() },
    ]);
    release();
    await settle();
    expect(await viewOf(harness, id)).toMatchObject({ phase: 'closed', stage: { word: 'ended' } });
    expect(harness.server.conferences.size).toBe(0);
    const calls = harness.server.calls.slice(-2).map(({ call, lane }) => `${call} ${lane}`);
    expect(calls).toEqual(['stop background', 'remove background']);
  });

  it('is tried again after 1, 2, 5, 10 and then every 30 s, and the card says why it lasts', async () => {
    const harness = await startHarness();
    const { id } = await readyVisit(harness);
    harness.server.fail('remove', 'unreachable');
    must(await harness.visits.desk.end(id));
    await settle();
    const tries = () => harness.server.count('remove');
    const seen = [tries()];
    for (const ms of [1_000, 2_000, 5_000, 10_000, 30_000, 30_000]) {
      await harness.clock.advance(ms - 1);
      expect(tries()).toBe(seen.at(-1));
      await harness.clock.advance(1);
      seen.push(tries());
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await viewOf(harness, id)).toMatchObject({ phase: 'closing', failure: { code: 'unreachable' } });
    harness.server.heal();
    harness.visits.refresh();
    await settle();
    expect(await viewOf(harness, id)).toMatchObject({ phase: 'closed', failure: null });
  });

  it('goes on after a restart', async () => {
    const harness = await startHarness();
    const { id } = await readyVisit(harness);
    harness.server.fail('stop', 'unreachable');
    must(await harness.visits.desk.end(id));
    await settle();
    await harness.visits.stop();
    harness.server.heal();
    await harness.restart();
    expect((await viewOf(harness, id)).phase).toBe('closed');
    expect(harness.server.conferences.size).toBe(0);
  });

  it('of a visit whose conference nobody knows any more looks for its marker', async () => {
    const harness = await startHarness();
    const { id } = await readyVisit(harness);
    const record = (await harness.repository.load(id))!;
    await harness.repository.save({
      ...record,
      visit: { ...record.visit, conference: null, state: { name: 'closing', reason: 'ended' } },
    });
    harness.server.fail('findByTag', 'timeout', 1);
    await harness.restart();
    await harness.clock.advance(1_000);
    expect((await viewOf(harness, id)).phase).toBe('closed');
    expect(harness.server.conferences.size).toBe(0);
  });

  it('waits while no server is configured', async () => {
    const harness = await startHarness();
    const { id } = await readyVisit(harness);
    harness.configured = false;
    must(await harness.visits.desk.end(id));
    await settle();
    expect(await viewOf(harness, id)).toMatchObject({
      phase: 'closing',
      failure: { code: 'not-configured' },
    });
    harness.configured = true;
    await harness.clock.advance(1_000);
    expect((await viewOf(harness, id)).phase).toBe('closed');
  });
});

describe('expiry', () => {
  const life = 24 * 3_600_000;

  it('closes a visit at the end of its life, to the millisecond', async () => {
    const harness = await startHarness();
    const { id } = await readyVisit(harness);
    await harness.clock.advance(life - 1);
    expect((await viewOf(harness, id)).phase).toBe('live');
    await harness.clock.advance(1);
    const record = await harness.repository.load(id);
    expect(record?.visit.state).toEqual({ name: 'closed', reason: 'expired' });
    expect(harness.server.conferences.size).toBe(0);
  });

  it('waits for whom it would hit', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    must(await harness.visits.desk.setAdmission(id, 'waiting'));
    await harness.clock.advance(life - 1_000);
    must(await harness.visits.door.press(token, 'browser-1', named('Anna')));
    await harness.clock.advance(599_000);
    expect((await harness.repository.load(id))?.visit.state.name).toBe('ready');
    await harness.clock.advance(1_000);
    expect((await harness.repository.load(id))?.visit.state).toMatchObject({ reason: 'expired' });
  });

  it('closes a failed visit too', async () => {
    const harness = await startHarness();
    harness.server.fail('create', 'rejected');
    const { id } = must(await harness.visits.desk.create());
    await harness.clock.advance(life);
    expect((await harness.repository.load(id))?.visit.state).toEqual({ name: 'closed', reason: 'expired' });
  });

  it('that came while the desk was off is made good at the start; who may be in the call is asked after', async () => {
    const harness = await startHarness();
    const idle = await readyVisit(harness);
    const stuck = await goneIn(harness);
    const busy = await goneIn(harness);
    harness.server.roster = [{ id: busy.guestId, displayName: 'Anna Smirnova', isOwner: false }];
    const making = await readyVisit(harness);
    await harness.clock.advance(0);
    await harness.visits.stop();
    const record = async (id: string) => (await harness.repository.load(id))!;
    const busyRecord = await record(busy.id);
    await harness.repository.save({
      ...busyRecord,
      persons: busyRecord.persons.map((person) => ({ ...person, state: 'in-call' as const })),
    });
    const makingRecord = await record(making.id);
    await harness.repository.save({
      ...makingRecord,
      visit: { ...makingRecord.visit, state: { name: 'creating' }, conference: null },
    });
    await harness.clock.advance(life);
    await harness.restart();
    expect((await record(idle.id)).visit.state).toEqual({ name: 'closed', reason: 'expired' });
    expect((await record(stuck.id)).visit.state).toEqual({ name: 'closed', reason: 'expired' });
    expect((await record(making.id)).visit.state).toEqual({ name: 'closed', reason: 'cancelled' });
    expect((await record(busy.id)).visit.state.name).toBe('ready');
    expect(harness.server.conferences.size).toBe(1);
    harness.server.roster = [];
    await harness.clock.advance(70_000);
    expect((await record(busy.id)).visit.state).toEqual({ name: 'closed', reason: 'expired' });
  });
});

describe('stopping the core', () => {
  it('leaves no timer behind and does nothing afterwards', async () => {
    const harness = await startHarness();
    await goneIn(harness);
    const { id } = await readyVisit(harness);
    harness.server.fail('remove', 'unreachable');
    must(await harness.visits.desk.end(id));
    await settle();
    await harness.visits.stop();
    expect(harness.clock.pending).toBe(0);
    const before = harness.server.calls.length;
    await harness.clock.advance(600_000);
    expect(harness.server.calls.length).toBe(before);
  });

  it('in the middle of a create leaves the intent for the next start', async () => {
    const harness = await startHarness();
    const release = harness.server.hold('create');
    const creating = harness.visits.desk.create();
    await settle();
    await harness.visits.stop();
    release();
    expect(must(await creating)).toMatchObject({ phase: 'live', stage: { word: 'creating' } });
    await harness.restart();
    const [view] = (await harness.visits.desk.list()).visits;
    expect(view?.stage.word).toBe('not-opened');
  });

  it('logs a failure of background work by its kind only', async () => {
    const harness = await startHarness();
    await goneIn(harness);
    await harness.repository.close();
    await harness.clock.advance(5_000);
    const failed = harness.log.lines.filter(({ event }) => event === 'visits.task-failed');
    expect(failed[0]?.fields).toEqual({ name: 'roster', kind: 'Error' });
  });
});
