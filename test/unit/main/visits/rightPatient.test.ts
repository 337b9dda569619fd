/** What the doctor says of a visit and its people, and what is taken back: notes, identity, who did not come, slips. */
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../../src/shared/displayName.ts';
import { settle } from '../../../fixtures/fakeClock.ts';
import {
  annaWaits,
  goneIn,
  must,
  named,
  readyVisit,
  startHarness,
  tokenOf,
  viewOf,
} from '../../../fixtures/visitsHarness.ts';

const minute = 60_000;
const hour = 60 * minute;
const note = 'Asks about the scar.\nBring the pictures.';

describe('the note', () => {
  it('stays over a restart and the end, can be changed afterwards, and is in no log', async () => {
    const harness = await startHarness();
    const { id } = await readyVisit(harness);
    expect(must(await harness.visits.desk.setNote(id, `  ${note}\u202e `)).note).toBe(note);
    must(await harness.visits.desk.end(id));
    await settle();
    await harness.restart();
    expect(await viewOf(harness, id)).toMatchObject({ phase: 'closed', note });
    must(await harness.visits.desk.setNote(id, 'Healed.'));
    expect(await viewOf(harness, id)).toMatchObject({ phase: 'closed', note: 'Healed.' });
    expect(harness.log.text()).not.toMatch(/scar|Healed/);
  });

  it.each([
    ['a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['\n\n a \t b \n\n', 'a b'],
    ['a\u0000\u200bb', 'a b'],
    ['', ''],
    ['\n\u2800\n', ''],
    ['x'.repeat(1_001), 'x'.repeat(1_000)],
  ])('%j reads %j', (typed, kept) => {
    expect(cleanText(typed, 1_000)).toBe(kept);
  });
});

describe('identified', () => {
  it('is said, changed and taken back, and stays when the name is erased', async () => {
    const harness = await startHarness();
    const { id } = await goneIn(harness);
    const { desk } = harness.visits;
    const personId = (await viewOf(harness, id)).persons[0]?.id ?? '';
    for (const how of ['known', 'not', null, 'document'] as const)
      expect(must(await desk.identify(id, personId, how)).persons[0]?.identified).toBe(how);
    expect(await desk.identify(id, 'nobody', 'known')).toMatchObject({ error: { code: 'person-not-found' } });
    must(await desk.end(id));
    await settle();
    expect((await harness.repository.load(id))?.persons[0]).toMatchObject({
      name: '',
      identified: 'document',
    });
    expect(await desk.identify(id, personId, 'known')).toMatchObject({ error: { code: 'visit-closed' } });
  });
});

describe('nobody came', () => {
  it('ends the visit as a no-show, also when somebody left before being let in or was declined', async () => {
    const { harness, id, desk, personId } = await annaWaits();
    must(await desk.decline(id, [personId]));
    must(await desk.end(id, true));
    await settle();
    expect((await viewOf(harness, id)).stage.word).toBe('no-show');
    const empty = await readyVisit(harness);
    must(await desk.end(empty.id, true));
    await settle();
    expect((await viewOf(harness, empty.id)).stage.word).toBe('no-show');
    // Said twice, as after a lost answer.
    must(await desk.end(empty.id, true));
  });

  it('is refused while somebody is there, who stays', async () => {
    const { harness, id, desk } = await annaWaits();
    expect(await desk.end(id, true)).toMatchObject({ ok: false, error: { code: 'somebody-came' } });
    expect((await viewOf(harness, id)).persons[0]?.state).toBe('waiting');
    const { id: inCall } = await goneIn(harness);
    expect(await desk.end(inCall, true)).toMatchObject({ ok: false, error: { code: 'somebody-came' } });
  });
});

describe('a slip', () => {
  it('declined: the same browser waits again at its old place, and its page says so', async () => {
    const { harness, id, token, desk, door, personId } = await annaWaits();
    await harness.clock.advance(1_000);
    must(await door.press(token, 'browser-2', named('Boris')));
    must(await desk.decline(id, [personId]));
    expect((await door.look(token, 'browser-1', null)).state).toBe('declined');
    const { persons } = must(await desk.undecline(id, [personId]));
    expect(persons.map(({ name, state }) => [name, state])).toEqual([
      ['Anna', 'waiting'],
      ['Boris', 'waiting'],
    ]);
    expect((await door.look(token, 'browser-1', null)).state).toBe('waiting');
  });

  it('cancelled: the visit is planned again, its link works, and it is made in its time', async () => {
    const harness = await startHarness();
    const { desk, door } = harness.visits;
    const startsAt = harness.clock.now() + 3 * hour;
    const view = must(await desk.create({ startsAt, label: 'Anna' }));
    const token = tokenOf(view);
    must(await desk.end(view.id));
    expect((await door.look(token, null, null)).state).toBe('dead');
    await harness.clock.advance(minute);
    expect(must(await desk.reopen(view.id))).toMatchObject({
      phase: 'planned',
      label: 'Anna',
      link: view.link,
    });
    // Sent twice, as after a lost answer.
    must(await desk.reopen(view.id));
    expect(await door.look(token, null, null)).toMatchObject({ state: 'early', startsAt });
    await harness.clock.advance(3 * hour - minute - 20 * minute);
    expect((await viewOf(harness, view.id)).phase).toBe('live');
    expect(harness.server.count('create')).toBe(1);
  });

  it('cancelled longer ago, made on the server already, or ended: it stays closed', async () => {
    const harness = await startHarness();
    const { desk } = harness.visits;
    const old = must(await desk.create({ startsAt: harness.clock.now() + 3 * hour }));
    must(await desk.end(old.id));
    await harness.clock.advance(minute + 1);
    const made = must(await desk.create({ startsAt: harness.clock.now() + 3 * hour }));
    must(await desk.start(made.id));
    must(await desk.end(made.id));
    await settle();
    for (const { id } of [old, made])
      expect(await desk.reopen(id)).toMatchObject({ ok: false, error: { code: 'visit-closed' } });
    expect(await desk.reopen('nowhere')).toMatchObject({ error: { code: 'visit-not-found' } });
  });
});
