/** The waiting room from both sides: what pages report, what the doctor says, who asks to be called, who moves browsers. */
import { describe, expect, it } from 'vitest';
import type { DoorView } from '../../../../src/main/visits/types.ts';
import {
  annaWaits,
  stageOf,
  must,
  named,
  pageOpen,
  readyVisit,
  reportOf,
  startHarness,
  viewOf,
  type Harness,
} from '../../../fixtures/visitsHarness.ts';

describe('reports of a page that nobody has pressed on', () => {
  it('open, hidden, back and closed stand on the card with their times', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    const seen: unknown[] = [];
    for (const event of ['open', 'hidden', 'back', 'leaving'] as const) {
      await harness.clock.advance(1_000);
      await harness.visits.door.report(token, null, reportOf(event));
      seen.push((await viewOf(harness, id)).stage);
    }
    const now = harness.clock.now();
    expect(seen).toEqual([
      { word: 'page-open', tone: 'quiet', since: now - 3_000 },
      { word: 'page-hidden', tone: 'quiet', since: now - 2_000 },
      { word: 'page-open', tone: 'quiet', since: now - 1_000 },
      { word: 'page-left', tone: 'quiet', since: now },
    ]);
  });

  it('a page that was never seen is not open', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    await harness.visits.door.report(token, null, reportOf('hidden'));
    expect(await stageOf(harness, id)).toBe('not-opened');
  });

  it('a camera that fails brings the sentence for that browser', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    await harness.visits.door.report(token, null, reportOf('camera', { outcome: 'blocked', sound: false }));
    expect((await viewOf(harness, id)).page).toEqual({
      sight: 'open',
      sightAt: harness.clock.now(),
      device: { browser: 'chrome', system: 'android' },
      camera: { outcome: 'blocked', sound: false, at: harness.clock.now(), help: 'chrome-android-site' },
      help: 'chrome-android-site',
    });
  });

  it('moves to the person with the press, and a link that ended takes no more', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    const camera = { outcome: 'works', sound: true } as const;
    const device = { browser: 'safari', system: 'ios' } as const;
    must(await harness.visits.door.press(token, 'b', named('Anna', { device, camera })));
    const view = await viewOf(harness, id);
    expect(view.page).toBeNull();
    expect(view.persons[0]?.page).toMatchObject({ device, camera: { outcome: 'works', help: null } });
    must(await harness.visits.desk.end(id));
    expect(await harness.visits.door.report(token, null, pageOpen)).toEqual({ state: 'dead', thanks: false });
    expect(await harness.visits.door.report(token, 'b', pageOpen)).toEqual({ state: 'dead', thanks: true });
  });
});

describe('reports of somebody who waits', () => {
  it('hidden is asleep with the place kept, back is waiting', async () => {
    const { harness, id, token, door } = await annaWaits();
    expect(await door.report(token, 'browser-1', reportOf('hidden'))).toMatchObject({ state: 'waiting' });
    expect(await stageOf(harness, id)).toBe('asleep');
    await door.report(token, 'browser-1', reportOf('back'));
    expect(await stageOf(harness, id)).toBe('waiting');
  });

  it('a hidden page that goes on reporting is asleep for as long as it does', async () => {
    const { harness, id, token, door } = await annaWaits();
    for (let minute = 0; minute < 15; minute += 1) {
      await door.report(token, 'browser-1', reportOf('hidden'));
      await harness.clock.advance(60_000);
    }
    expect(await stageOf(harness, id)).toBe('asleep');
    await harness.clock.advance(540_000);
    expect(await stageOf(harness, id)).toBe('gone');
  });

  it('a page loaded anew is back without a press', async () => {
    const { harness, id, token, door } = await annaWaits();
    await door.report(token, 'browser-1', reportOf('leaving'));
    expect(await stageOf(harness, id)).toBe('gone');
    await harness.clock.advance(29_000);
    expect(await door.report(token, 'browser-1', pageOpen)).toMatchObject({ state: 'waiting' });
    expect(await stageOf(harness, id)).toBe('waiting');
  });

  it('a page that comes back later needs a press, and has its old place', async () => {
    const { harness, id, token, door } = await annaWaits();
    const { pressedAt } = (await viewOf(harness, id)).persons[0]!;
    await door.report(token, 'browser-1', reportOf('leaving'));
    await harness.clock.advance(31_000);
    expect(await door.report(token, 'browser-1', pageOpen)).toMatchObject({ state: 'gone' });
    expect(await stageOf(harness, id)).toBe('gone');
    must(await door.press(token, 'browser-1', named('')));
    expect((await viewOf(harness, id)).persons).toMatchObject([
      { state: 'waiting', pressedAt, name: 'Anna' },
    ]);
  });

  it('gone after ten silent minutes is not brought back by a page that wakes', async () => {
    const { harness, id, token, door } = await annaWaits();
    await harness.clock.advance(600_000);
    expect(await door.report(token, 'browser-1', reportOf('back'))).toMatchObject({ state: 'gone' });
    expect(await stageOf(harness, id)).toBe('gone');
  });

  it('let in while asleep is told on return', async () => {
    const { harness, id, token, personId, door, desk } = await annaWaits();
    await door.report(token, 'browser-1', reportOf('hidden'));
    must(await desk.letIn(id, [personId]));
    expect(await stageOf(harness, id)).toBe('going-in');
    expect(await door.report(token, 'browser-1', reportOf('back'))).toMatchObject({
      state: 'let-in',
      returning: false,
    });
  });

  it('leaving the embedded call is left, before the roster says anything', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    must(await harness.visits.door.press(token, 'b', named('Anna')));
    expect(await harness.visits.door.report(token, 'b', reportOf('logout'))).toMatchObject({
      state: 'let-in',
      returning: true,
    });
    expect(await stageOf(harness, id)).toBe('left');
  });
});

describe('what the doctor says', () => {
  it('a message is on the page until it is taken back or the person is let in', async () => {
    const { harness, id, token, personId, door, desk } = await annaWaits();
    const at = harness.clock.now();
    must(await desk.message(id, [personId], { kind: 'minutes', minutes: 10 }));
    expect(await door.look(token, 'browser-1', null)).toMatchObject({
      message: { kind: 'minutes', minutes: 10, at },
    });
    must(await desk.message(id, [personId], null));
    expect(await door.look(token, 'browser-1', null)).toMatchObject({ message: null });
    const told = must(await desk.message(id, [personId], { kind: 'text', text: ' Almost\n there ' }));
    expect(told.persons[0]?.message).toEqual({ kind: 'text', text: 'Almost there', at });
    const letIn = must(await desk.letIn(id, [personId]));
    expect(letIn.persons[0]).toMatchObject({ state: 'going-in', message: null });
  });

  it('a message is for who waits only, and needs somebody', async () => {
    const { id, personId, desk } = await annaWaits();
    must(await desk.letIn(id, [personId]));
    const view = must(await desk.message(id, [personId], { kind: 'minutes', minutes: 10 }));
    expect(view.persons[0]?.message).toBeNull();
    expect(await desk.message(id, ['nobody'], null)).toMatchObject({ error: { code: 'person-not-found' } });
    expect(await desk.message('nothing', [personId], null)).toMatchObject({
      error: { code: 'visit-not-found' },
    });
  });

  it('the text of a message is sealed in the store and gone with the visit', async () => {
    const { harness, id, personId, desk } = await annaWaits();
    must(await desk.message(id, [personId], { kind: 'text', text: 'Anna, a moment' }));
    expect((await harness.repository.load(id))?.persons[0]?.message).toMatchObject({
      text: 'Anna, a moment',
    });
    must(await desk.end(id));
    expect((await harness.repository.load(id))?.persons[0]).toMatchObject({ message: null, name: '' });
  });

  it('declined presses in vain, and can be let in all the same', async () => {
    const { harness, id, token, personId, door, desk } = await annaWaits();
    must(await desk.decline(id, [personId]));
    expect(await door.look(token, 'browser-1', null)).toMatchObject({ state: 'declined' });
    expect(await door.press(token, 'browser-1', named('Anna'))).toMatchObject({
      error: { code: 'declined' },
    });
    must(await desk.letIn(id, [personId]));
    expect(must(await door.press(token, 'browser-1', named(''))).state).toBe('going-in');
    expect(await stageOf(harness, id)).toBe('going-in');
  });

  it('an ended visit takes neither', async () => {
    const { id, personId, desk } = await annaWaits();
    must(await desk.end(id));
    expect(await desk.decline(id, [personId])).toMatchObject({ error: { code: 'visit-closed' } });
    expect(await desk.message(id, [personId], null)).toMatchObject({ error: { code: 'visit-closed' } });
  });
});

describe('call me', () => {
  it('turns the card red with the reason until the doctor says that it is done', async () => {
    const { harness, id, token, personId, door, desk } = await annaWaits();
    const at = harness.clock.now();
    must(await door.callMe(token, 'browser-1', { ...named(''), reason: 'camera' }));
    await harness.clock.advance(5_000);
    must(await door.callMe(token, 'browser-1', { ...named(''), reason: 'other' }));
    expect(await viewOf(harness, id)).toMatchObject({
      stage: { word: 'call-me', tone: 'alarm', since: at },
      callMe: null,
      persons: [{ state: 'waiting', stage: { word: 'waiting' }, callMe: { reason: 'other', at } }],
    });
    expect(must(await desk.callDone(id, null)).stage.word).toBe('call-me');
    const done = must(await desk.callDone(id, personId));
    expect(done).toMatchObject({ stage: { word: 'waiting' }, persons: [{ callMe: null }] });
    must(await desk.callDone(id, personId));
  });

  it('of two people is done for one after the other', async () => {
    const { harness, id, token, personId, door, desk } = await annaWaits();
    must(await door.press(token, 'browser-2', named('Boris')));
    for (const browser of ['browser-1', 'browser-2'])
      must(await door.callMe(token, browser, { ...named(''), reason: 'service' }));
    const one = must(await desk.callDone(id, personId));
    expect(one).toMatchObject({ stage: { word: 'call-me' }, persons: [{ callMe: null }, {}] });
    expect(one.persons[1]?.callMe?.reason).toBe('service');
    must(await desk.callDone(id, one.persons[1]?.id ?? ''));
    expect(await stageOf(harness, id)).toBe('waiting');
  });

  it('needs a name from a browser that is not known, and keeps none of it', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    const before = await harness.repository.load(id);
    const ask = (name: string) =>
      harness.visits.door.callMe(token, null, { ...named(name), reason: 'service' });
    for (const nothing of ['', '  ', '$*'])
      expect(await ask(nothing)).toMatchObject({ error: { code: 'name-required' } });
    expect(await harness.repository.load(id)).toEqual(before);
    must(await ask('Anna'));
    const view = await viewOf(harness, id);
    expect(view).toMatchObject({ stage: { word: 'call-me' }, callMe: { reason: 'service' }, persons: [] });
    expect(JSON.stringify(await harness.repository.load(id))).not.toContain('Anna');
    expect(must(await harness.visits.desk.callDone(id, null)).stage.word).toBe('page-open');
  });

  it('is not there on a dead link', async () => {
    const { id, token, door, desk } = await annaWaits();
    must(await desk.end(id));
    const ask = (browser: string) => door.callMe(token, browser, { ...named('Anna'), reason: 'other' });
    expect(await ask('browser-1')).toMatchObject({ error: { code: 'link-dead' } });
    expect(await ask('browser-2')).toMatchObject({ error: { code: 'link-dead' } });
    expect(await door.callMe('x', null, { ...named('Anna'), reason: 'other' })).toMatchObject({
      error: { code: 'link-dead' },
    });
  });
});

describe('watching', () => {
  it('tells at once and at each change, once, until it is ended', async () => {
    const { harness, id, token, personId, door, desk } = await annaWaits();
    const views: DoorView[] = [];
    const end = await door.watch(token, 'browser-1', (view) => views.push(view));
    must(await desk.setLabel(id, 'A.'));
    must(await desk.message(id, [personId], { kind: 'minutes', minutes: 20 }));
    must(await desk.letIn(id, [personId]));
    expect(views.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'let-in']);
    expect(JSON.stringify(views)).not.toMatch(/http|webrtc|Anna/);
    end?.();
    must(await desk.end(id));
    expect(views).toHaveLength(3);
    expect(harness.log.text()).not.toContain('Anna');
  });

  it.each<[string, (desk: Harness['visits']['desk'], id: string) => Promise<unknown>]>([
    ['the visit ends', (desk, id) => desk.end(id)],
    ['the link is replaced', (desk, id) => desk.newLink(id)],
  ])('says dead when %s', async (_what, how) => {
    const { id, token, door, desk } = await annaWaits();
    const views: DoorView[] = [];
    await door.watch(token, 'browser-1', (view) => views.push(view));
    await how(desk, id);
    expect(views.at(-1)).toEqual({ state: 'dead', thanks: false });
  });

  it('is for people only', async () => {
    const { token, door } = await annaWaits();
    const listener = (): never => expect.fail('nobody is told anything');
    expect(await door.watch(token, 'browser-2', listener)).toBeUndefined();
    expect(await door.watch(token, null, listener)).toBeUndefined();
    expect(await door.watch('A'.repeat(22), 'browser-1', listener)).toBeUndefined();
  });
});
