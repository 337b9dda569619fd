/** Links beside the first: for a relative, an interpreter, a second doctor. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../src/shared/settings.ts';
import { settle } from '../../../fixtures/fakeClock.ts';
import {
  clinicSettings,
  must,
  named,
  pageOpen,
  readyVisit,
  reportOf,
  startHarness,
  tokenOf,
  viewOf,
  type Harness,
} from '../../../fixtures/visitsHarness.ts';
import { createNodes } from '../../../fixtures/visitsNodes.ts';

const roomy: Settings = { ...clinicSettings, visits: { ...clinicSettings.visits, places: 6 } };
const command = 'c'.repeat(64);
const hour = 3_600_000;

async function clinic(settings: Settings = roomy): Promise<Harness> {
  const harness = await startHarness();
  harness.settings = settings;
  return harness;
}

async function withSon() {
  const harness = await clinic();
  const { id, token, view } = await readyVisit(harness);
  const added = must(await harness.visits.desk.addLink(id, { label: '  The   son ' }));
  return { harness, id, token, view, added, son: added.visit.extraLinks[0]! };
}

const tokenIn = ({ url }: { readonly url: string | null }): string => (url ?? '').split('/v/')[1] ?? '';

describe('one more link', () => {
  it('has number, label, address and help code of its own; the first stays as it was', async () => {
    const { harness, view, added, son } = await withSon();
    expect(added.number).toBe(2);
    expect(added.visit).toMatchObject({ link: view.link, helpCode: view.helpCode, page: null, callMe: null });
    expect(son).toMatchObject({ number: 2, label: 'The son', page: null, callMe: null });
    expect([son.url, son.helpCode]).not.toContain(null);
    expect(son.url).not.toBe(view.link?.url);
    expect(son.helpCode).not.toBe(view.helpCode);
    expect(await harness.visits.door.look(tokenIn(son), null, null)).toMatchObject({
      state: 'form',
      helpCode: son.helpCode,
    });
    expect(harness.log.text()).not.toContain('The son');
  });

  it('has a seat of its own: the first browser of each goes in, a further one waits', async () => {
    const { harness, id, token, son } = await withSon();
    const { door } = harness.visits;
    const press = async (at: string, who: string): Promise<string> =>
      must(await door.press(at, who, named(who))).state;
    expect(await press(token, 'anna')).toBe('going-in');
    expect(await press(tokenIn(son), 'boris')).toBe('going-in');
    expect(await press(tokenIn(son), 'clara')).toBe('waiting');
    expect((await viewOf(harness, id)).persons.map(({ linkNumber }) => linkNumber)).toEqual([1, 2, 2]);
  });

  it('tells of its page apart from the first, and whoever asks by it turns the card red', async () => {
    const { harness, id, token, son } = await withSon();
    const { door, desk } = harness.visits;
    await door.report(tokenIn(son), null, pageOpen);
    expect(await viewOf(harness, id)).toMatchObject({
      stage: { word: 'page-open' },
      page: null,
      extraLinks: [{ page: { sight: 'open' } }],
    });
    must(await door.press(token, 'anna', named('Anna')));
    await door.report(tokenIn(son), null, reportOf('hidden'));
    expect((await viewOf(harness, id)).extraLinks[0]?.page?.sight).toBe('hidden');
    const cry = { name: 'Boris', code: null, reason: 'camera', device: null } as const;
    must(await door.callMe(tokenIn(son), null, cry));
    expect(await viewOf(harness, id)).toMatchObject({
      stage: { word: 'call-me', tone: 'alarm' },
      callMe: null,
      extraLinks: [{ callMe: { reason: 'camera' } }],
    });
    must(await desk.callDone(id, null, 1));
    expect((await viewOf(harness, id)).stage.word).toBe('call-me');
    const done = must(await desk.callDone(id, null, 2));
    expect([done.stage.word, done.extraLinks[0]?.callMe]).toEqual(['going-in', null]);
    must(await door.press(tokenIn(son), 'boris', named('Boris')));
    expect((await viewOf(harness, id)).extraLinks[0]?.page).toBeNull();
  });

  it('is renewed by its number: the former is dead, the first and the label stay', async () => {
    const { harness, id, token, son } = await withSon();
    const { desk, door } = harness.visits;
    const renewed = must(await desk.newLink(id, command, 2)).extraLinks[0]!;
    expect(renewed).toMatchObject({ number: 2, label: 'The son', helpCode: son.helpCode });
    expect((await door.look(tokenIn(son), null, null)).state).toBe('dead');
    expect((await door.look(tokenIn(renewed), null, null)).state).toBe('form');
    expect((await door.look(token, null, null)).state).toBe('form');
    expect(must(await desk.newLink(id, command, 2)).extraLinks).toEqual([renewed]);
    expect(await desk.newLink(id, null, 3)).toMatchObject({ error: { code: 'bad-request' } });
    expect(await desk.newLink('nothing', null, 2)).toMatchObject({ error: { code: 'visit-not-found' } });
  });

  it('ends with the visit, to which nothing can be added then', async () => {
    const { harness, id, son } = await withSon();
    const { desk, door } = harness.visits;
    must(await desk.end(id));
    await settle();
    expect((await door.look(tokenIn(son), null, null)).state).toBe('dead');
    expect((await viewOf(harness, id)).extraLinks).toMatchObject([{ url: null, callMe: null }]);
    const late = await desk.addLink(id, { label: '' });
    expect(late).toMatchObject({ error: { code: 'visit-closed' } });
    expect(await desk.addLink('nothing', { label: '' })).toMatchObject({
      error: { code: 'visit-not-found' },
    });
  });

  it('of a planned visit is early, stays when it is moved, and works over a restart', async () => {
    const harness = await clinic();
    const startsAt = harness.clock.now() + 5 * hour;
    const { id } = must(await harness.visits.desk.create({ startsAt }));
    const { visit } = must(await harness.visits.desk.addLink(id, { label: 'The son' }));
    const son = visit.extraLinks[0]!;
    must(await harness.visits.desk.move(id, startsAt + hour));
    await harness.visits.stop();
    await harness.restart();
    expect((await viewOf(harness, id)).extraLinks).toEqual([son]);
    const shown = await harness.visits.door.look(tokenIn(son), null, null);
    expect(shown).toMatchObject({ state: 'early', startsAt: startsAt + hour });
  });

  it('made when the time of the visit is nearly over, or over with somebody in it, still lives', async () => {
    const harness = await clinic({ ...roomy, visits: { ...roomy.visits, linkLifeHours: 1 } });
    const { id, token } = await readyVisit(harness);
    must(await harness.visits.door.press(token, 'anna', named('Anna')));
    harness.server.roster = [{ id: harness.server.guests[0]!.guestId, displayName: 'Anna', isOwner: false }];
    await harness.clock.advance(hour + 1);
    const { visit } = must(await harness.visits.desk.addLink(id, { label: '' }));
    expect(visit.expiresAt).toBe(harness.clock.now() + hour);
    const late = await harness.visits.door.look(tokenIn(visit.extraLinks[0]!), null, null);
    expect(late.state).toBe('form');
  });
});

describe('a command that comes twice', () => {
  it('adds one link, also when that link was renewed meanwhile', async () => {
    const { harness, id } = await withSon();
    const { desk } = harness.visits;
    const wanted = { label: 'Interpreter', command };
    const first = must(await desk.addLink(id, wanted));
    expect([first.number, must(await desk.addLink(id, wanted)).number]).toEqual([3, 3]);
    must(await desk.newLink(id, 'd'.repeat(64), 3));
    expect(must(await desk.addLink(id, wanted))).toMatchObject({
      number: 3,
      visit: { extraLinks: [{}, { number: 3 }] },
    });
    expect(must(await desk.addLink(id, { ...wanted, command: 'e'.repeat(64) })).number).toBe(4);
  });

  it('on two nodes at once adds one; two commands at once add two', async () => {
    const nodes = createNodes();
    nodes.settings = roomy;
    const [one, two] = [await nodes.start(true), await nodes.start(false)];
    const { id } = must(await one.visits.desk.create());
    await settle();
    const add = ({ visits }: typeof one, key: string) => visits.desk.addLink(id, { label: '', command: key });
    const twice = await Promise.all([add(one, command), add(two, command)]);
    expect(twice.map((added) => must(added).number)).toEqual([2, 2]);
    const both = await Promise.all([add(one, 'd'.repeat(64)), add(two, 'e'.repeat(64))]);
    expect(both.map((added) => must(added).number).sort()).toEqual([3, 4]);
    await settle();
    for (const node of [one, two])
      expect((await node.visits.desk.list()).visits[0]?.extraLinks.map(({ number }) => number)).toEqual([
        2, 3, 4,
      ]);
  });
});

it('who comes by a new link is no further browser because somebody holds the seat of the former one', async () => {
  const harness = await startHarness();
  const { id, token } = await readyVisit(harness);
  const { desk, door, facts } = harness.visits;
  must(await door.press(token, 'anna', named('Anna')));
  const renewed = tokenOf(must(await desk.newLink(id)));
  for (const browser of ['boris', 'clara']) must(await door.press(renewed, browser, named(browser)));
  const [anna, boris, clara] = (await viewOf(harness, id)).persons;
  const isFurther = async (personId = ''): Promise<boolean | undefined> =>
    (await facts(id, [personId]))?.furtherBrowsers;
  expect([anna?.state, boris?.state, await isFurther(boris?.id)]).toEqual(['going-in', 'waiting', false]);
  must(await desk.letIn(id, [boris?.id ?? '']));
  expect(await isFurther(clara?.id)).toBe(true);
});

describe('how many links a visit may have', () => {
  const settings = (places: number, guestSeats: number | null, asGuest: boolean): Settings => ({
    ...clinicSettings,
    doctors: { ...clinicSettings.doctors, entry: asGuest ? 'named-guest' : 'own-account' },
    visits: { ...clinicSettings.visits, places, guestSeats },
  });

  it.each([
    [36, null, false, 5, 'links-full'],
    [4, null, false, 3, 'places-too-few'],
    [2, null, true, 1, 'places-too-few'],
    [36, 3, false, 3, 'guest-seats-taken'],
    [36, 3, true, 2, 'guest-seats-taken'],
    [36, 1, false, 1, 'guest-seats-taken'],
  ] as const)(
    '%i places, %s seats, doctor as guest %s: %i, then %s',
    async (places, seats, guest, most, code) => {
      const harness = await clinic(settings(places, seats, guest));
      const { id } = await readyVisit(harness);
      for (let links = 1; links < most; links += 1)
        must(await harness.visits.desk.addLink(id, { label: '' }));
      expect(await harness.visits.desk.addLink(id, { label: '' })).toMatchObject({ error: { code } });
      expect((await viewOf(harness, id)).extraLinks).toHaveLength(most - 1);
    },
  );

  it('is never more than five, than its places without the doctor, than the seats of the licence', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 10 }),
        fc.option(fc.integer({ min: 1, max: 10 })),
        fc.boolean(),
        async (places, guestSeats, asGuest) => {
          const harness = await clinic(settings(places, guestSeats, asGuest));
          const { id } = await readyVisit(harness);
          const adding = Array.from({ length: 6 }, () => harness.visits.desk.addLink(id, { label: '' }));
          await Promise.all(adding);
          const seats = (guestSeats ?? Infinity) - (asGuest ? 1 : 0);
          const links = 1 + (await viewOf(harness, id)).extraLinks.length;
          expect(links).toBe(Math.max(1, Math.min(5, places - 1, seats)));
        },
      ),
      { numRuns: 40 },
    );
  });
});
