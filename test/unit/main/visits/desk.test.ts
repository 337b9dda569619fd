import { describe, expect, it } from 'vitest';
import type { VisitView } from '../../../../src/shared/ipc/contract.ts';
import { settle } from '../../../fixtures/fakeClock.ts';
import {
  clinicSettings,
  goneIn,
  must,
  readyVisit,
  startHarness,
  viewOf,
  type Harness,
  named,
} from '../../../fixtures/visitsHarness.ts';

const namedGuest = (harness: Harness, guestSeats: number | null = null): void => {
  harness.settings = {
    ...clinicSettings,
    doctors: { ...clinicSettings.doctors, entry: 'named-guest' },
    visits: { ...clinicSettings.visits, guestSeats },
  };
};

describe('the board', () => {
  it('tells each change once, with a revision that grows by one, and the list agrees with the last', async () => {
    const harness = await startHarness();
    const heard: { revision: number; visit: VisitView }[] = [];
    const { revision } = await harness.visits.desk.list();
    const end = harness.visits.desk.onChange((change) => heard.push(change));
    const { id, token } = await goneIn(harness);
    await harness.visits.door.press(token, 'browser-2', named('Boris'));
    expect(heard.map((change) => change.revision)).toEqual(heard.map((_, index) => revision + 1 + index));
    expect(heard.at(-1)?.visit).toEqual(await viewOf(harness, id));
    end();
    must(await harness.visits.desk.end(id));
    expect(heard.at(-1)?.visit.phase).toBe('live');
  });

  it('shows the newest first, and what ended for a day', async () => {
    const harness = await startHarness();
    const old = await readyVisit(harness);
    await harness.clock.advance(1_000);
    const young = await readyVisit(harness);
    must(await harness.visits.desk.end(old.id));
    await settle();
    const ids = async () => (await harness.visits.desk.list()).visits.map(({ id }) => id);
    expect(await ids()).toEqual([young.id, old.id]);
    await harness.clock.advance(86_399_000);
    expect(await ids()).toEqual([young.id, old.id]);
    await harness.clock.advance(1_000);
    // The young one expired just now.
    expect(await ids()).toEqual([young.id]);
  });

  it('tells after a change of settings only what looks different', async () => {
    const harness = await startHarness();
    const ready = await readyVisit(harness);
    must(await harness.visits.desk.create({ startsAt: harness.clock.now() + 3_600_000 }));
    const heard: string[] = [];
    harness.visits.desk.onChange(({ visit }) => heard.push(visit.id));
    harness.visits.refresh();
    expect(heard).toEqual([]);
    must(await harness.visits.desk.setLabel(ready.id, 'Room 5'));
    harness.visits.refresh();
    expect(heard).toEqual([ready.id]);
    namedGuest(harness);
    harness.visits.refresh();
    expect(heard).toHaveLength(3);
  });

  it('shows anew what the settings and the address of the page change', async () => {
    const harness = await startHarness();
    const { id, view } = await readyVisit(harness);
    const heard: VisitView[] = [];
    harness.visits.desk.onChange(({ visit }) => heard.push(visit));
    harness.origin = null;
    harness.visits.refresh();
    expect(heard).toMatchObject([{ id, link: null }]);
    harness.origin = 'http://192.168.1.5:9000';
    harness.visits.refresh();
    expect(heard[1]?.link?.url).toBe(
      view.link?.url.replace('http://127.0.0.1:8765', 'http://192.168.1.5:9000'),
    );
  });

  it('offers no link whose key is lost, and a new one works', async () => {
    const harness = await startHarness();
    const { id, view, token } = await readyVisit(harness);
    await harness.restart({ linkKey: Buffer.alloc(32, 7) });
    expect((await viewOf(harness, id)).link).toBeNull();
    expect(await harness.visits.door.look(token, null, null)).toMatchObject({ state: 'form' });
    const renewed = must(await harness.visits.desk.newLink(id));
    expect(renewed.link?.url).not.toBe(view.link?.url);
    expect(await harness.visits.door.look(token, null, null)).toMatchObject({ state: 'dead' });
  });
});

describe('label and admission', () => {
  it('keeps a label in one clean line, also of a visit that has ended', async () => {
    const harness = await startHarness();
    const { id } = await readyVisit(harness);
    expect(must(await harness.visits.desk.setLabel(id, '  Room\n 5 \u202e ')).label).toBe('Room 5');
    expect(must(await harness.visits.desk.setLabel(id, 'x'.repeat(300))).label).toHaveLength(100);
    must(await harness.visits.desk.end(id));
    expect(must(await harness.visits.desk.setLabel(id, 'Anna')).label).toBe('Anna');
    expect(must(await harness.visits.desk.setLabel(id, '')).label).toBe('');
  });

  it('switches straight in to waiting room and back', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    expect(must(await harness.visits.desk.setAdmission(id, 'waiting')).admission).toBe('waiting');
    expect(must(await harness.visits.door.press(token, 'b', named('Anna'))).state).toBe('waiting');
    must(await harness.visits.desk.setAdmission(id, 'straight'));
    expect(must(await harness.visits.door.press(token, 'c', named('Boris'))).state).toBe('going-in');
  });
});

describe('letting in', () => {
  it('several at once; who is in already stays in; who is unknown is named', async () => {
    const harness = await startHarness();
    const { id, token } = await readyVisit(harness);
    must(await harness.visits.desk.setAdmission(id, 'waiting'));
    for (const browser of ['a', 'b', 'c'])
      must(await harness.visits.door.press(token, browser, named(browser)));
    const ids = (await viewOf(harness, id)).persons.map((person) => person.id);
    must(await harness.visits.desk.letIn(id, ids.slice(0, 2)));
    const view = must(await harness.visits.desk.letIn(id, ids.slice(0, 2)));
    expect(view.persons.map(({ state }) => state)).toEqual(['going-in', 'going-in', 'waiting']);
    expect(await harness.visits.desk.letIn(id, ['nobody'])).toMatchObject({
      error: { code: 'person-not-found' },
    });
  });
});

describe('what is not there or has ended', () => {
  it('is said', async () => {
    const harness = await startHarness();
    const { desk } = harness.visits;
    const unknown = { ok: false, error: { code: 'visit-not-found' } };
    expect(await desk.setLabel('x', 'y')).toMatchObject(unknown);
    expect(await desk.setAdmission('x', 'waiting')).toMatchObject(unknown);
    expect(await desk.end('x')).toMatchObject(unknown);
    expect(await desk.retry('x')).toMatchObject(unknown);
    expect(await desk.newLink('x')).toMatchObject(unknown);
    expect(await desk.letIn('x', ['y'])).toMatchObject(unknown);
    expect(await desk.enterCall('x')).toMatchObject(unknown);
    namedGuest(harness);
    expect(await desk.enterCall('x')).toMatchObject(unknown);
    const { id } = await readyVisit(harness);
    must(await desk.end(id));
    const over = { ok: false, error: { code: 'visit-closed' } };
    expect(await desk.setAdmission(id, 'waiting')).toMatchObject(over);
    expect(await desk.newLink(id)).toMatchObject(over);
    expect(await desk.letIn(id, ['y'])).toMatchObject(over);
    expect(await desk.enterCall(id)).toMatchObject(over);
    expect(must(await desk.end(id)).stage.word).toMatch(/closing|ended/);
  });
});

describe('the doctor enters the call', () => {
  it('with the own account: embedded on the desktop, in a partition of this doctor', async () => {
    const harness = await startHarness();
    const { id } = await readyVisit(harness);
    const { url, partition } = must(await harness.visits.desk.enterCall(id));
    expect(url).toBe('https://video.clinic.example/webrtc/0000000001');
    expect(partition).toMatch(/^persist:doctor-[0-9a-f]{16}$/);
    expect(harness.server.count('run')).toBe(1);
  });

  it('with the own account in the web shell: in a tab, whose page the card names', async () => {
    const harness = await startHarness({ shell: 'web' });
    const { id, view } = await readyVisit(harness);
    expect(view.call).toEqual({
      kind: 'tab',
      entry: 'own-account',
      url: 'https://video.clinic.example/webrtc/0000000001',
    });
    expect(must(await harness.visits.desk.enterCall(id)).url).toBeNull();
    expect(harness.server.count('run')).toBe(1);
  });

  it('as a named guest: the same guest each time, embedded in both shells', async () => {
    const harness = await startHarness({ shell: 'web' });
    namedGuest(harness);
    const { id, view } = await readyVisit(harness);
    expect(view.call).toEqual({ kind: 'embedded', entry: 'named-guest', url: null });
    const first = must(await harness.visits.desk.enterCall(id));
    must(await harness.visits.desk.enterCall(id));
    expect(first).toEqual({ url: expect.stringContaining('#login=d'), partition: `guest-${id}` });
    expect(harness.server.guests[0]).toMatchObject({ displayName: 'Dr. House' });
    expect(harness.server.guests[1]).toEqual(harness.server.guests[0]);
    await harness.visits.desk.leaveCall(id);
    must(await harness.visits.desk.enterCall(id));
    expect(harness.server.guests[2]).not.toEqual(harness.server.guests[0]);
  });

  it('as a named guest not with the last seat', async () => {
    const harness = await startHarness();
    namedGuest(harness, 1);
    const { id } = await readyVisit(harness);
    expect(await harness.visits.desk.enterCall(id)).toMatchObject({ error: { code: 'guest-seat-last' } });
    expect(harness.server.guests).toEqual([]);
  });

  it('of a conference that the server lost: it is made anew', async () => {
    const harness = await startHarness();
    const { id } = await readyVisit(harness);
    harness.server.conferences.clear();
    expect(must(await harness.visits.desk.enterCall(id)).url).toContain('/webrtc/0000000002');
  });

  it('not when the server loses it again and again', async () => {
    const harness = await startHarness();
    const { id } = await readyVisit(harness);
    harness.server.fail('run', 'conference-not-found');
    expect(await harness.visits.desk.enterCall(id)).toMatchObject({
      error: { code: 'conference-not-found' },
    });
    expect(harness.server.count('run')).toBe(2);
  });

  it('while no server is configured: says so', async () => {
    const harness = await startHarness();
    const { id } = await readyVisit(harness);
    harness.configured = false;
    expect(await harness.visits.desk.enterCall(id)).toMatchObject({ error: { code: 'not-configured' } });
  });
});
