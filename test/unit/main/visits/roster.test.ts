import { describe, expect, it } from 'vitest';
import type { Participant } from '../../../../src/main/trueconf/types.ts';
import {
  clinicSettings,
  goneIn,
  must,
  readyVisit,
  startHarness,
  viewOf,
  named,
} from '../../../fixtures/visitsHarness.ts';

const someone = (id: string, displayName: string, isOwner = false): Participant => ({
  id,
  displayName,
  isOwner,
});

describe('the poll', () => {
  it('rests while nobody is in, runs every 5 s while somebody is, every 30 s after they left', async () => {
    const harness = await startHarness();
    const polls = () => harness.server.count('participants');
    await readyVisit(harness);
    await harness.clock.advance(300_000);
    expect(polls()).toBe(0);
    const { id, guestId } = await goneIn(harness);
    harness.server.roster = [someone(guestId, 'Anna Smirnova')];
    await harness.clock.advance(20_000);
    expect(polls()).toBe(4);
    expect((await viewOf(harness, id)).stage.word).toBe('in-call');
    harness.server.roster = [];
    await harness.clock.advance(5_000);
    expect((await viewOf(harness, id)).stage.word).toBe('lost');
    await harness.clock.advance(60_000);
    expect((await viewOf(harness, id)).stage.word).toBe('left');
    const before = polls();
    await harness.clock.advance(60_000);
    expect(polls() - before).toBe(2);
    harness.server.roster = [someone(guestId, 'Anna Smirnova')];
    await harness.clock.advance(30_000);
    expect((await viewOf(harness, id)).stage.word).toBe('in-call');
    must(await harness.visits.desk.end(id));
    const ended = polls();
    await harness.clock.advance(120_000);
    expect(polls()).toBe(ended);
    expect(
      harness.server.calls
        .filter(({ call }) => call === 'participants')
        .every(({ lane }) => lane === 'background'),
    ).toBe(true);
  });

  it('does not run twice at once, however long the server takes', async () => {
    const harness = await startHarness();
    await goneIn(harness);
    const release = harness.server.hold('participants');
    await harness.clock.advance(60_000);
    expect(harness.server.count('participants')).toBe(1);
    release();
    await harness.clock.advance(5_000);
    expect(harness.server.count('participants')).toBe(2);
  });

  it('calls somebody stuck who is not seen within 60 s of the address, and another press helps', async () => {
    const harness = await startHarness();
    const { id, token } = await goneIn(harness);
    await harness.clock.advance(59_000);
    expect((await viewOf(harness, id)).stage.word).toBe('going-in');
    await harness.clock.advance(1_000);
    expect((await viewOf(harness, id)).stage).toMatchObject({ word: 'stuck', tone: 'alarm' });
    must(await harness.visits.door.press(token, 'browser-1', named('')));
    expect((await viewOf(harness, id)).stage.word).toBe('going-in');
    await harness.clock.advance(59_000);
    expect((await viewOf(harness, id)).stage.word).toBe('going-in');
  });

  it('goes on after failures, and says what the server said', async () => {
    const harness = await startHarness();
    const { id, guestId } = await goneIn(harness);
    const heard: (string | null)[] = [];
    const end = harness.visits.onServerTrouble((error) => heard.push(error?.code ?? null));
    harness.server.fail('participants', 'server-error', 2);
    harness.server.roster = [someone(guestId, 'Anna Smirnova')];
    await harness.clock.advance(15_000);
    expect((await viewOf(harness, id)).stage.word).toBe('in-call');
    expect(heard).toEqual(['server-error', null]);
    end();
  });

  it('that is forbidden says "not confirmed", calls nobody stuck, and notices when it is allowed', async () => {
    const harness = await startHarness();
    const { id, guestId } = await goneIn(harness);
    harness.server.fail('participants', 'permission-missing');
    await harness.clock.advance(5_000);
    expect((await viewOf(harness, id)).stage.word).toBe('in-call-unconfirmed');
    await harness.clock.advance(600_000);
    expect((await viewOf(harness, id)).stage.word).toBe('in-call-unconfirmed');
    harness.server.heal();
    harness.server.roster = [someone(guestId, 'Anna Smirnova')];
    await harness.clock.advance(30_000);
    expect((await viewOf(harness, id)).stage.word).toBe('in-call');
  });

  it('that finds the conference gone has it made anew under the same link', async () => {
    const harness = await startHarness();
    const { id, token, guestId } = await goneIn(harness);
    harness.server.roster = [someone(guestId, 'Anna Smirnova')];
    await harness.clock.advance(5_000);
    harness.server.conferences.clear();
    await harness.clock.advance(5_000);
    expect(await viewOf(harness, id)).toMatchObject({ phase: 'live', stage: { word: 'lost' } });
    expect(harness.server.conferences.size).toBe(1);
    expect(must(await harness.visits.door.press(token, 'browser-1', named(''))).state).toBe('going-in');
  });

  it('takes up after a restart', async () => {
    const harness = await startHarness();
    const { id, guestId } = await goneIn(harness);
    await harness.visits.stop();
    harness.server.roster = [someone(guestId, 'Anna Smirnova')];
    await harness.restart();
    await harness.clock.advance(5_000);
    expect((await viewOf(harness, id)).stage.word).toBe('in-call');
  });
});

describe('matching', () => {
  it('finds a guest whose id the server hides by name, and never takes the doctor for one', async () => {
    const harness = await startHarness();
    harness.settings = { ...clinicSettings, doctors: { ...clinicSettings.doctors, entry: 'named-guest' } };
    const { id, token } = await readyVisit(harness);
    must(await harness.visits.desk.enterCall(id));
    must(await harness.visits.door.press(token, 'browser-1', named('Dr. House')));
    harness.server.roster = [someone('opaque-1', 'Dr. House'), someone('dr.house', 'Dr. House', true)];
    await harness.clock.advance(5_000);
    expect((await viewOf(harness, id)).stage.word).toBe('going-in');
    harness.server.roster = [someone('opaque-1', 'Dr. House'), someone('opaque-2', ' Dr.  House ')];
    await harness.clock.advance(5_000);
    expect((await viewOf(harness, id)).stage.word).toBe('in-call');
  });

  it('tells namesakes apart by their ids, and counts both as there when it cannot', async () => {
    const harness = await startHarness();
    const { id, token, guestId } = await goneIn(harness, 'browser-1', 'Anna');
    must(await harness.visits.door.press(token, 'browser-2', named('Anna')));
    const second = (await viewOf(harness, id)).persons[1]?.id ?? '';
    must(await harness.visits.desk.letIn(id, [second]));
    must(await harness.visits.door.press(token, 'browser-2', named('')));
    const states = async () => (await viewOf(harness, id)).persons.map(({ state }) => state);
    harness.server.roster = [someone(`${guestId}@server`, 'Anna')];
    await harness.clock.advance(5_000);
    expect(await states()).toEqual(['in-call', 'going-in']);
    harness.server.roster = [someone('opaque', 'Anna')];
    await harness.clock.advance(5_000);
    expect(await states()).toEqual(['in-call', 'in-call']);
  });

  it('knows the doctor by the guest id where the server shows it', async () => {
    const harness = await startHarness();
    harness.settings = { ...clinicSettings, doctors: { ...clinicSettings.doctors, entry: 'named-guest' } };
    const { id, token } = await readyVisit(harness);
    must(await harness.visits.desk.enterCall(id));
    const doctor = harness.server.guests[0]?.guestId ?? '';
    must(await harness.visits.door.press(token, 'browser-1', named('Dr. House')));
    harness.server.roster = [someone(doctor, 'Dr. House'), someone('opaque', 'Dr. House')];
    await harness.clock.advance(5_000);
    expect((await viewOf(harness, id)).stage.word).toBe('in-call');
  });
});
