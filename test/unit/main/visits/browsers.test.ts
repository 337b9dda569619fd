/** Several browsers at one link: names that move between them, pages that come and go, people who are let in and stay away. */
import { describe, expect, it } from 'vitest';
import { settle } from '../../../fixtures/fakeClock.ts';
import {
  annaWaits,
  stageOf,
  must,
  named,
  readyVisit,
  reportOf,
  startHarness,
  viewOf,
  type Harness,
} from '../../../fixtures/visitsHarness.ts';

const code = 'c'.repeat(22);

describe('from a messenger to the browser', () => {
  it('the name waits under the code for a minute, and is taken once', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    const { door } = harness.visits;
    await door.handOver(token, null, code, ' Anna  Smirnova ');
    expect(await door.look(token, 'real', code)).toMatchObject({ state: 'form', nameWaits: true });
    expect(must(await door.press(token, 'real', named('', { code }))).state).toBe('going-in');
    expect((await viewOf(harness, id)).persons).toMatchObject([{ name: 'Anna Smirnova' }]);
    expect(await door.look(token, 'third', code)).toMatchObject({ nameWaits: false });
    expect(await door.press(token, 'third', named('', { code }))).toMatchObject({
      error: { code: 'name-required' },
    });
  });

  it.each([
    ['a minute later', async (harness: Harness) => harness.clock.advance(60_000), code],
    ['under another code', async () => undefined, 'd'.repeat(22)],
    ['with a code that is none', async () => undefined, 'short'],
  ])('there is no name %s', async (_when, meanwhile, other) => {
    const harness = await startHarness();
    const { token } = await readyVisit(harness);
    await harness.visits.door.handOver(token, null, code, 'Anna');
    await meanwhile(harness);
    expect(await harness.visits.door.look(token, null, other)).toMatchObject({ nameWaits: false });
    expect(await harness.visits.door.press(token, 'b', named('', { code: other }))).toMatchObject({
      error: { code: 'name-required' },
    });
  });

  it('the last word counts, an empty name keeps the former, and of two presses one gets it', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    const { door } = harness.visits;
    for (const name of ['Ana', 'Anna', '']) await door.handOver(token, null, code, name);
    const presses = await Promise.all(
      ['b', 'c'].map((browser) => door.press(token, browser, named('', { code }))),
    );
    expect(presses.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await viewOf(harness, id)).persons).toMatchObject([{ name: 'Anna' }]);
  });

  it('somebody known hands over the name that is known', async () => {
    const { token, door } = await annaWaits();
    await door.handOver(token, 'browser-1', code, '');
    expect(await door.look(token, null, code)).toMatchObject({ nameWaits: true });
    await door.handOver(token, 'browser-2', 'f'.repeat(22), '');
    expect(await door.look(token, null, 'f'.repeat(22))).toMatchObject({ nameWaits: false });
  });

  it('a press that comes to nothing gives the name back', async () => {
    const harness = await startHarness();
    const { token } = await readyVisit(harness);
    const { door } = harness.visits;
    await door.handOver(token, null, code, 'Anna');
    const camera = { outcome: 'missing', sound: false } as const;
    expect(await door.press(token, 'view', named('', { code, camera }))).toMatchObject({ ok: false });
    expect(must(await door.press(token, 'real', named('', { code }))).state).toBe('going-in');
  });

  it('a code opens its own link only, and dies with the visit', async () => {
    const harness = await startHarness();
    const one = await readyVisit(harness);
    const two = await readyVisit(harness);
    const { door, desk } = harness.visits;
    await door.handOver(one.token, null, code, 'Anna');
    await door.handOver(one.token, null, 'short', 'Mallory');
    await door.handOver(two.token, null, code, 'Mallory');
    expect(await door.look(two.token, null, code)).toMatchObject({ nameWaits: false });
    must(await door.press(one.token, 'b', named('', { code })));
    expect((await viewOf(harness, one.id)).persons).toMatchObject([{ name: 'Anna' }]);
    await door.handOver(two.token, null, code, 'Boris');
    must(await desk.end(two.id));
    await door.handOver(two.token, null, 'e'.repeat(22), 'Boris');
    await settle();
    expect(await door.look(two.token, null, code)).toEqual({ state: 'dead', thanks: false });
  });

  it('a browser that cannot make calls never takes a place, with or without a name', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    const camera = { outcome: 'missing', sound: false } as const;
    for (const name of ['Anna', ''])
      expect(await harness.visits.door.press(token, 'view', named(name, { camera }))).toMatchObject({
        error: { code: 'needs-browser' },
      });
    const device = { browser: 'in-app', system: 'android' } as const;
    for (const outcome of ['blocked', 'refused', 'silent', 'busy'] as const)
      expect(
        await harness.visits.door.press(
          token,
          'view',
          named('Anna', { device, camera: { outcome, sound: true } }),
        ),
      ).toMatchObject({ error: { code: 'needs-browser' } });
    expect((await viewOf(harness, id)).persons).toEqual([]);
    expect(must(await harness.visits.door.press(token, 'real', named('Anna'))).state).toBe('going-in');
  });

  it('a browser whose camera is refused may join all the same, and so may an app with a camera', async () => {
    const harness = await startHarness();
    const { token } = await readyVisit(harness);
    const { door } = harness.visits;
    const refused = { outcome: 'refused', sound: true } as const;
    const device = { browser: 'chrome', system: 'android' } as const;
    expect(must(await door.press(token, 'b', named('Anna', { device, camera: refused }))).state).toBe(
      'going-in',
    );
    const telegram = { browser: 'telegram', system: 'ios' } as const;
    const works = { outcome: 'works', sound: true } as const;
    const app = named('Boris', { device: telegram, camera: works });
    expect(must(await door.press(token, 'c', app)).state).toBe('waiting');
  });
});

describe('many browsers', () => {
  it('a link takes thirty people and no more; who is known still comes in', async () => {
    const { id, token, harness, door } = await annaWaits('browser-0');
    for (let number = 1; number < 30; number += 1)
      must(await door.press(token, `browser-${number}`, named(`Guest ${number}`)));
    expect(await door.press(token, 'browser-30', named('One more'))).toMatchObject({
      error: { code: 'too-many-requests' },
    });
    expect(must(await door.press(token, 'browser-7', named('Guest 7'))).state).toBe('waiting');
    expect((await viewOf(harness, id)).persons).toHaveLength(30);
  });

  it('the page of one does not hide another that is there, and what was overtaken is not believed', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    const { door } = harness.visits;
    await door.report(token, 'mother', reportOf('open', null, 1_000));
    await door.report(token, 'daughter', reportOf('open', null, 9_000));
    await door.report(token, 'daughter', reportOf('leaving', null, 9_500));
    expect(await stageOf(harness, id)).toBe('page-open');
    await door.report(token, 'mother', reportOf('leaving', null, 2_000));
    expect(await stageOf(harness, id)).toBe('page-left');
    await door.report(token, 'mother', reportOf('open', null, 2_100));
    await door.report(token, 'mother', reportOf('leaving', null, 2_050));
    expect(await stageOf(harness, id)).toBe('page-open');
    // A clock that was put back by an hour is no overtaken report.
    await door.report(token, 'mother', reportOf('hidden', null, 2_100 - 3_600_000));
    expect(await stageOf(harness, id)).toBe('page-hidden');
  });
});

describe('let in without going in', () => {
  it('leaves with the page or after ten silent minutes, is not asked for on the server, and comes back by a press', async () => {
    const { harness, id, token, personId, door, desk } = await annaWaits();
    await door.report(token, 'browser-1', reportOf('hidden'));
    must(await desk.letIn(id, [personId]));
    const asked = harness.server.count('participants');
    await harness.clock.advance(600_000);
    expect(await stageOf(harness, id)).toBe('left');
    expect(harness.server.count('participants')).toBeLessThanOrEqual(asked + 1);
    expect(await door.report(token, 'browser-1', reportOf('back'))).toMatchObject({
      state: 'let-in',
      returning: false,
    });
    expect(must(await door.press(token, 'browser-1', named(''))).state).toBe('going-in');
    await door.report(token, 'browser-1', reportOf('leaving'));
    expect(await stageOf(harness, id)).toBe('going-in');
  });
});
