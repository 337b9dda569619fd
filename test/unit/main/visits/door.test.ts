import { describe, expect, it } from 'vitest';
import { settle } from '../../../fixtures/fakeClock.ts';
import {
  clinicSettings,
  goneIn,
  must,
  readyVisit,
  startHarness,
  tokenOf,
  viewOf,
  type Harness,
  named,
  pageOpen,
} from '../../../fixtures/visitsHarness.ts';

const waitingRoom = (harness: Harness): void => {
  harness.settings = { ...clinicSettings, visits: { ...clinicSettings.visits, admission: 'waiting' } };
};

describe('the page of a link', () => {
  it('shows one form, and looking changes nothing', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    const before = await harness.repository.load(id);
    expect(await harness.visits.door.look(token, null, null)).toEqual({
      state: 'form',
      doctorName: 'Dr. House',
      helpCode: expect.stringMatching(/^[ABCEHKMPTXY2456789]{6}$/),
      nameWaits: false,
    });
    expect(await harness.visits.door.look(token, 'browser-1', null)).toMatchObject({ state: 'form' });
    expect(await harness.visits.door.heard(token, 'browser-1', null)).toMatchObject({ state: 'form' });
    expect(await harness.repository.load(id)).toEqual(before);
  });

  it('does not name the doctor where IT does not want it', async () => {
    const harness = await startHarness();
    const { token } = await readyVisit(harness);
    harness.settings = { ...clinicSettings, clinic: { ...clinicSettings.clinic, showDoctor: false } };
    expect(await harness.visits.door.look(token, null, null)).toMatchObject({
      state: 'form',
      doctorName: '',
    });
  });

  it('is open on the card once its script says so, and warms the connection', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    await harness.visits.door.report(token, null, pageOpen);
    await harness.visits.door.report(token, null, pageOpen);
    await settle();
    expect((await viewOf(harness, id)).stage.word).toBe('page-open');
    expect(harness.server.warmed).toBe(2);
  });

  it.each(['', 'x', 'A'.repeat(22), 'A'.repeat(10_000), '../../etc/passwd', "' OR 1=1 --"])(
    'is dead for %j, and a press there does nothing',
    async (token) => {
      const harness = await startHarness();
      expect(await harness.visits.door.look(token, null, null)).toEqual({ state: 'dead', thanks: false });
      expect(await harness.visits.door.heard(token, 'b', null)).toEqual({ state: 'dead', thanks: false });
      await harness.visits.door.report(token, null, pageOpen);
      expect(await harness.visits.door.press(token, 'b', named('Anna'))).toMatchObject({
        ok: false,
        error: { code: 'link-dead' },
      });
    },
  );
});

describe('a press, straight in', () => {
  it('asks the server twice, side by side, and gives the address', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    const before = harness.server.calls.length;
    const release = harness.server.hold('run');
    const pressing = harness.visits.door.press(token, 'browser-1', named(' Anna  Smirnova '));
    await settle();
    expect(
      harness.server.calls
        .slice(before)
        .map(({ call }) => call)
        .sort(),
    ).toEqual(['guestAddress', 'run']);
    release();
    expect(must(await pressing)).toMatchObject({
      state: 'going-in',
      url: expect.stringContaining('#login=p'),
    });
    expect(harness.server.guests).toEqual([
      { guestId: expect.stringMatching(/^p[0-9a-f]{32}$/), displayName: 'Anna Smirnova' },
    ]);
    expect(await viewOf(harness, id)).toMatchObject({
      stage: { word: 'going-in' },
      persons: [{ name: 'Anna Smirnova', state: 'going-in' }],
    });
  });

  it('asks once more where the web client comes only after run', async () => {
    const harness = await startHarness();
    harness.server.lateWebClient = true;
    const { token } = await readyVisit(harness);
    const release = harness.server.hold('run');
    const pressing = harness.visits.door.press(token, 'browser-1', named('Anna'));
    await settle();
    release();
    expect(must(await pressing).state).toBe('going-in');
    expect(harness.server.count('guestAddress')).toBe(2);
  });

  it('without a readable name changes nothing', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    for (const name of ['', '   ', '$*', '\u0000\u202e', '\u3164']) {
      expect(await harness.visits.door.press(token, 'browser-1', named(name))).toMatchObject({
        error: { code: 'name-required' },
      });
    }
    expect((await viewOf(harness, id)).persons).toEqual([]);
  });

  it('twice from one browser is one person; from another one waits', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    await Promise.all([
      harness.visits.door.press(token, 'browser-1', named('Anna')),
      harness.visits.door.press(token, 'browser-1', named('Anna')),
    ]);
    expect(must(await harness.visits.door.press(token, 'browser-2', named('Boris')))).toEqual({
      state: 'waiting',
    });
    expect((await viewOf(harness, id)).persons).toMatchObject([
      { name: 'Anna', state: 'going-in' },
      { name: 'Boris', state: 'waiting' },
    ]);
    expect(new Set(harness.server.guests.map(({ guestId }) => guestId)).size).toBe(1);
  });

  it('that the server fails keeps the seat, and the next press needs no name', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    harness.server.fail('run', 'timeout', 1);
    expect(await harness.visits.door.press(token, 'browser-1', named('Anna'))).toMatchObject({
      ok: false,
      error: { code: 'timeout' },
    });
    expect((await viewOf(harness, id)).persons).toMatchObject([{ state: 'going-in' }]);
    expect(must(await harness.visits.door.press(token, 'browser-2', named('Boris'))).state).toBe('waiting');
    expect(must(await harness.visits.door.press(token, 'browser-1', named(''))).state).toBe('going-in');
  });

  it('that the server fails stands on the card until somebody gets in', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    harness.server.fail('guestAddress', 'no-web-client', 2);
    await harness.visits.door.press(token, 'browser-1', named('Anna'));
    expect((await viewOf(harness, id)).failure?.code).toBe('no-web-client');
    must(await harness.visits.door.press(token, 'browser-1', named('')));
    expect((await viewOf(harness, id)).failure).toBeNull();
  });

  it('never writes the address or a name down', async () => {
    const harness = await startHarness();
    const { id } = await goneIn(harness, 'browser-1', 'Canary Name');
    const stored = JSON.stringify(await harness.repository.load(id));
    expect(stored).not.toContain('token=secret');
    expect(harness.log.text()).not.toMatch(/token=secret|Canary/);
  });

  it('after the server lost the conference gets one made anew, under the same link', async () => {
    const harness = await startHarness();
    const { id, token, view } = await readyVisit(harness);
    harness.server.conferences.clear();
    expect(must(await harness.visits.door.press(token, 'browser-1', named('Anna'))).state).toBe('going-in');
    expect(harness.server.conferences.size).toBe(1);
    expect((await viewOf(harness, id)).link).toEqual(view.link);
  });

  it('on a visit whose making failed tries again where that can help', async () => {
    const harness = await startHarness();
    harness.server.fail('create', 'unreachable', 1);
    const failed = must(await harness.visits.desk.create());
    expect(must(await harness.visits.door.press(tokenOf(failed), 'b', named('Anna'))).state).toBe('going-in');
    harness.server.fail('create', 'owner-unknown', 1);
    const hopeless = must(await harness.visits.desk.create());
    expect(await harness.visits.door.press(tokenOf(hopeless), 'b', named('Anna'))).toMatchObject({
      error: { code: 'owner-unknown' },
    });
    expect(harness.server.count('create')).toBe(3);
  });

  it('while the conference is being made waits for it, 20 s at most', async () => {
    const harness = await startHarness();
    const release = harness.server.hold('create');
    const creating = harness.visits.desk.create();
    await settle();
    const [view] = (await harness.visits.desk.list()).visits;
    const token = tokenOf(view!);
    const early = harness.visits.door.press(token, 'browser-1', named('Anna'));
    await harness.clock.advance(20_000);
    expect(await early).toMatchObject({ ok: false, error: { code: 'visit-not-ready' } });
    const later = harness.visits.door.press(token, 'browser-1', named(''));
    release();
    expect(must(await later).state).toBe('going-in');
    await creating;
  });

  it('during which the visit ends gives no address', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    const release = harness.server.hold('guestAddress');
    const pressing = harness.visits.door.press(token, 'browser-1', named('Anna'));
    await settle();
    must(await harness.visits.desk.end(id));
    release();
    expect(await pressing).toMatchObject({ ok: false, error: { code: 'link-dead' } });
  });

  it('that the disk does not take says so', async () => {
    const harness = await startHarness();
    const { token } = await readyVisit(harness);
    await harness.repository.close();
    expect(await harness.visits.door.press(token, 'browser-1', named('Anna'))).toMatchObject({
      error: { code: 'storage-failed' },
    });
    expect(await harness.visits.desk.create()).toMatchObject({ error: { code: 'storage-failed' } });
  });
});

describe('the waiting room', () => {
  it('keeps the person out of TrueConf until the doctor lets in; the page then goes in with a press', async () => {
    const harness = await startHarness();
    waitingRoom(harness);
    const { id, token } = await readyVisit(harness);
    expect(must(await harness.visits.door.press(token, 'browser-1', named('Anna')))).toEqual({
      state: 'waiting',
    });
    expect(harness.server.count('guestAddress')).toBe(0);
    expect(await harness.visits.door.heard(token, 'browser-1', null)).toMatchObject({ state: 'waiting' });
    const { persons, stage } = await viewOf(harness, id);
    expect(stage).toMatchObject({ word: 'waiting', tone: 'ask' });
    const letIn = must(await harness.visits.desk.letIn(id, [persons[0]!.id]));
    expect(letIn.persons).toMatchObject([{ state: 'going-in' }]);
    expect(await harness.visits.door.look(token, 'browser-1', null)).toMatchObject({ state: 'let-in' });
    expect(await harness.visits.door.look(token, 'browser-2', null)).toMatchObject({ state: 'form' });
    expect(must(await harness.visits.door.press(token, 'browser-1', named(''))).state).toBe('going-in');
  });

  it('falls asleep with a silent page, wakes with it, is gone after ten minutes, and is back at the old place', async () => {
    const harness = await startHarness();
    waitingRoom(harness);
    const { id, token } = await readyVisit(harness);
    must(await harness.visits.door.press(token, 'browser-1', named('Anna')));
    const pressedAt = harness.clock.now();
    await harness.clock.advance(29_000);
    await harness.visits.door.heard(token, 'browser-1', null);
    await harness.clock.advance(29_000);
    expect((await viewOf(harness, id)).stage.word).toBe('waiting');
    await harness.clock.advance(1_000);
    expect((await viewOf(harness, id)).stage.word).toBe('asleep');
    expect(await harness.visits.door.look(token, 'browser-1', null)).toMatchObject({ state: 'waiting' });
    expect((await viewOf(harness, id)).stage.word).toBe('asleep');
    expect(await harness.visits.door.heard(token, 'browser-1', null)).toMatchObject({ state: 'waiting' });
    expect((await viewOf(harness, id)).stage).toEqual({ word: 'waiting', tone: 'ask', since: pressedAt });
    await harness.clock.advance(600_000);
    expect((await viewOf(harness, id)).stage.word).toBe('gone');
    expect(await harness.visits.door.heard(token, 'browser-1', null)).toMatchObject({ state: 'gone' });
    must(await harness.visits.door.press(token, 'browser-2', named('Boris')));
    must(await harness.visits.door.press(token, 'browser-1', named('Anna B.')));
    expect((await viewOf(harness, id)).persons).toMatchObject([
      { name: 'Anna B.', state: 'waiting', pressedAt },
      { name: 'Boris', state: 'waiting' },
    ]);
  });

  it('does not let a name be changed once the doctor has let it in', async () => {
    const harness = await startHarness();
    const { id, token } = await goneIn(harness, 'browser-1', 'Anna');
    must(await harness.visits.door.press(token, 'browser-1', named('Somebody Else')));
    expect((await viewOf(harness, id)).persons).toMatchObject([{ name: 'Anna' }]);
  });

  it('answers somebody declined', async () => {
    const harness = await startHarness();
    waitingRoom(harness);
    const { id, token } = await readyVisit(harness);
    must(await harness.visits.door.press(token, 'browser-1', named('Anna')));
    const record = (await harness.repository.load(id))!;
    const persons = record.persons.map((person) => ({ ...person, state: 'declined' as const }));
    await harness.repository.save({ ...record, persons });
    expect(await harness.visits.door.look(token, 'browser-1', null)).toMatchObject({ state: 'declined' });
    expect(await harness.visits.door.press(token, 'browser-1', named(''))).toMatchObject({
      error: { code: 'declined' },
    });
  });
});

describe('a dead link', () => {
  it('thanks only the browser that held the seat', async () => {
    const harness = await startHarness();
    const { id, token } = await goneIn(harness);
    must(await harness.visits.desk.end(id));
    expect(await harness.visits.door.look(token, 'browser-1', null)).toEqual({ state: 'dead', thanks: true });
    expect(await harness.visits.door.heard(token, 'browser-1', null)).toEqual({
      state: 'dead',
      thanks: true,
    });
    expect(await harness.visits.door.look(token, 'browser-2', null)).toEqual({
      state: 'dead',
      thanks: false,
    });
    expect(await harness.visits.door.look(token, null, null)).toEqual({ state: 'dead', thanks: false });
    expect(await harness.visits.door.press(token, 'browser-1', named(''))).toMatchObject({
      error: { code: 'link-dead' },
    });
  });

  it('is the former one after a new link was made', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    const renewed = must(await harness.visits.desk.newLink(id));
    expect(tokenOf(renewed)).not.toBe(token);
    expect(await harness.visits.door.look(token, null, null)).toEqual({ state: 'dead', thanks: false });
    expect(await harness.visits.door.look(tokenOf(renewed), null, null)).toMatchObject({ state: 'form' });
  });

  it('is one whose time is over, for a browser that is new; who is there stays', async () => {
    const harness = await startHarness();
    const { id, token, guestId } = await goneIn(harness);
    harness.server.roster = [{ id: guestId, displayName: 'Anna Smirnova', isOwner: false }];
    await harness.clock.advance(25 * 3_600_000);
    expect((await viewOf(harness, id)).stage.word).toBe('in-call');
    expect(await harness.visits.door.look(token, null, null)).toMatchObject({ state: 'dead' });
    expect(await harness.visits.door.press(token, 'browser-2', named('Boris'))).toMatchObject({
      error: { code: 'link-dead' },
    });
    expect(must(await harness.visits.door.press(token, 'browser-1', named(''))).state).toBe('going-in');
  }, 30_000);
});
