import { describe, expect, it } from 'vitest';
import { historyEntrySchema } from '../../../../src/shared/ipc/history.ts';
import { applyPersonEvent, type Person, type PersonEvent } from '../../../../src/shared/person.ts';
import { applyVisitEvent, type CloseReason, type Visit } from '../../../../src/shared/visit.ts';
import { historyEntry } from '../../../../src/main/visits/historyView.ts';
import { aLink, aPerson, aVisit } from '../../../fixtures/repositoryContract.ts';
import { annaWaits, must, named, stageOf } from '../../../fixtures/visitsHarness.ts';

const page = (outcome: 'blocked' | 'works' | 'none') => ({
  sight: 'left' as const,
  sightAt: 1,
  device: null,
  camera: { outcome, sound: true, at: 1 },
  callMe: null,
});

/** Someone who pressed at 1,000 and to whom these things happened. */
function someone(changes: Partial<Person>, ...happened: readonly (readonly [PersonEvent, number])[]): Person {
  const first = aPerson('a', changes.id ?? 'p1', { since: 1_000, pressedAt: 1_000, ...changes });
  return happened.reduce((person, [event, at]) => applyPersonEvent(person, event, at) ?? person, first);
}

function entryOf(persons: readonly Person[], reason: CloseReason = 'ended', changes: Partial<Visit> = {}) {
  const visit = aVisit('a', {
    state: { name: 'closed', reason },
    since: 90_000,
    endedAt: 80_000,
    ...changes,
  });
  const entry = historyEntry({ visit, persons, version: 1 });
  return historyEntrySchema.parse(entry);
}

describe('what the history tells', () => {
  it('is nothing of a visit that is not closed', () => {
    expect(historyEntry({ visit: aVisit('a'), persons: [], version: 1 })).toBeUndefined();
    const closing = aVisit('a', { state: { name: 'closing', reason: 'ended' } });
    expect(historyEntry({ visit: closing, persons: [], version: 1 })).toBeUndefined();
  });

  it('is when somebody pressed, how long they waited, and how long they were in the call, lost in between', () => {
    const person = someone(
      {},
      ['let-in', 4_000],
      ['seen', 10_000],
      ['absent', 20_000],
      ['seen', 30_000],
      ['logout', 45_000],
    );
    expect(entryOf([person])).toMatchObject({
      pressedAt: 1_000,
      waitMs: 3_000,
      inCallMs: 25_000,
      outcome: 'came',
      endedAt: 80_000,
      closedAt: 90_000,
    });
  });

  it('counts who was still in the call until it ended, not until the server had confirmed it', () => {
    expect(entryOf([someone({}, ['let-in', 2_000], ['seen', 10_000])]).inCallMs).toBe(70_000);
  });

  it('takes the first who pressed for the wait, and the longest stay for the call', () => {
    const doctorSide = someone(
      { id: 'p2', pressedAt: 5_000 },
      ['let-in', 5_000],
      ['seen', 6_000],
      ['logout', 66_000],
    );
    const patient = someone({}, ['let-in', 9_000], ['seen', 10_000], ['logout', 12_000]);
    expect(entryOf([doctorSide, patient])).toMatchObject({ waitMs: 8_000, inCallMs: 60_000, persons: 2 });
  });

  it.each<readonly [string, Person[], CloseReason, string]>([
    ['nobody pressed', [], 'ended', 'no-show'],
    ['nobody pressed until it expired', [], 'expired', 'no-show'],
    ['the doctor says that nobody came', [someone({})], 'no-show', 'no-show'],
    ['cancelled', [], 'cancelled', 'cancelled'],
    ['cancelled while somebody waited', [someone({})], 'cancelled', 'cancelled'],
    ['ended while somebody waited', [someone({})], 'ended', 'not-met'],
    ['let in and stuck', [someone({ state: 'stuck', addressAt: 2_000 })], 'ended', 'not-met'],
    [
      'given the address, where nobody can be seen in the call',
      [someone({ state: 'going-in', addressAt: 2_000 })],
      'ended',
      'came',
    ],
    [
      'seen in the call, whatever came then',
      [someone({}, ['let-in', 2_000], ['seen', 3_000])],
      'cancelled',
      'came',
    ],
  ])('%s', (_case, persons, reason, outcome) => expect(entryOf(persons, reason).outcome).toBe(outcome));

  it.each([
    ['that the server refused', { conference: null, failedWith: 'owner-unknown' as const }, [], 'cancelled'],
    ['that was refused once and made in the end', { failedWith: 'timeout' as const }, [], 'no-show'],
    [
      'that was refused while somebody waited',
      { conference: null, failedWith: 'timeout' as const },
      [someone({})],
      'not-met',
    ],
  ])('a visit %s', (_case, changes, persons, outcome) =>
    expect(entryOf(persons, 'expired', changes).outcome).toBe(outcome),
  );

  it('is which cameras failed, who got stuck, and why the conference was not made', () => {
    const persons = [
      someone({ page: page('blocked') }),
      someone({ id: 'p2', page: page('works'), state: 'stuck' }),
    ];
    const links = [aLink('x', { page: page('none') }), aLink('y', { number: 2, page: page('blocked') })];
    expect(entryOf(persons, 'ended', { links, failedWith: 'timeout' })).toMatchObject({
      cameras: ['blocked', 'none'],
      stuck: true,
      failedWith: 'timeout',
    });
  });
});

describe('a visit remembers', () => {
  it('when it ended for people, however long the server takes', () => {
    const ready = aVisit('a');
    const closing = applyVisitEvent(ready, { type: 'end', reason: 'ended' }, 5_000);
    const closed = closing && applyVisitEvent(closing, { type: 'removed' }, 9_000);
    expect([ready.endedAt, closing?.endedAt, closed?.endedAt, closed?.since]).toEqual([
      null,
      5_000,
      5_000,
      9_000,
    ]);
  });

  it('why it could last not be made, also when it was made after all', () => {
    const creating = aVisit('a', { state: { name: 'creating' } });
    const failed = applyVisitEvent(creating, { type: 'refused', code: 'timeout' }, 1)!;
    const again = applyVisitEvent(failed, { type: 'retry' }, 2)!;
    expect(applyVisitEvent(again, { type: 'created' }, 3)).toMatchObject({
      state: { name: 'ready' },
      failedWith: 'timeout',
    });
  });
});

describe('a visit that was held', () => {
  it('leaves its label, its times and no typed name', async () => {
    const { harness, id, token, personId, door, desk } = await annaWaits();
    must(await desk.setLabel(id, 'Smirnova A. P.'));
    await harness.clock.advance(25_000);
    must(await desk.letIn(id, [personId]));
    must(await door.press(token, 'browser-1', named('')));
    const guestId = harness.server.guests.at(-1)?.guestId ?? '';
    harness.server.roster = [{ id: guestId, displayName: 'Anna', isOwner: false }];
    await harness.clock.advance(10_000);
    expect(await stageOf(harness, id)).toBe('in-call');
    await harness.clock.advance(600_000);
    // The server is away as the visit ends: that is no time in the call.
    harness.server.fail('remove', 'unreachable');
    must(await desk.end(id));
    const endedAt = harness.clock.now();
    await harness.clock.advance(120_000);
    harness.server.heal();
    await harness.clock.advance(60_000);
    const { entries } = must(await desk.history({ limit: 10, search: 'SMIRNOVA' }));
    expect(entries).toMatchObject([
      { id, label: 'Smirnova A. P.', outcome: 'came', waitMs: 25_000, endedAt, persons: 1, failedWith: null },
    ]);
    const [entry] = entries;
    expect(entry?.closedAt).toBeGreaterThanOrEqual(endedAt + 120_000);
    expect(entry?.inCallMs).toBeGreaterThanOrEqual(600_000);
    expect(entry?.inCallMs).toBeLessThanOrEqual(610_000);
    expect(JSON.stringify(entries)).not.toContain('Anna');
    expect(must(await desk.history({ limit: 10, search: 'anna' })).entries).toEqual([]);
  });
});
