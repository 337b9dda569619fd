import { describe, expect, it } from 'vitest';
import type { Bridge, Connection } from '../../../src/renderer/bridge.ts';
import { DeskStore } from '../../../src/renderer/state/deskStore.ts';
import type { DeskApi } from '../../../src/shared/ipc/contract.ts';
import { boardEnds } from '../../../src/renderer/state/visitList.ts';
import { FakeDesk, refusal } from '../../fixtures/fakeDesk.ts';
import { statusView, visitView } from '../../fixtures/views.ts';

/** A desk whose list is answered when the test says so. */
function scene() {
  const desk = new FakeDesk();
  const listeners = new Map<string, (payload: never) => void>();
  const watchers: (() => void)[] = [];
  const held: (() => void)[] = [];
  let connection: Connection = 'up';
  let hold = false;
  const api: DeskApi = {
    request: async (channel, input) => {
      desk.asked.push({ channel, input });
      const answer = await desk.handlers[channel](input);
      if (hold && channel === 'visits:list') await new Promise<void>((resolve) => held.push(resolve));
      return answer;
    },
    on: (channel, listener) => {
      listeners.set(channel, listener);
      return () => listeners.delete(channel);
    },
  };
  desk.onEvent((event, payload) => {
    const listener = listeners.get(event);
    if (listener) Reflect.apply(listener, undefined, [payload]);
  });
  const bridge: Bridge = {
    api,
    keepsClicks: false,
    connection: () => connection,
    onConnection: (listener) => {
      watchers.push(listener);
      return () => undefined;
    },
  };
  const store = new DeskStore(bridge);
  return {
    desk,
    store,
    become: (next: Connection) => {
      connection = next;
      for (const watcher of watchers) watcher();
    },
    holdLists: (value: boolean) => {
      hold = value;
    },
    answerList: () => held.shift()?.(),
    held,
    lists: () => desk.inputsOf('visits:list').length,
    labels: () => [...(store.state().visits?.values() ?? [])].map((visit) => visit.label),
  };
}

const settled = (check: () => boolean) => expect.poll(check).toBe(true);

describe('the store of the desk', () => {
  it('asks for the list once and applies events in order', async () => {
    const { desk, store, lists, labels } = scene();
    desk.visits = [visitView('a', 'not-opened', { label: 'one' })];
    store.start();
    await settled(() => store.state().visits !== null);
    desk.patch('a', { label: 'two' });
    desk.change(visitView('b', 'waiting', { label: 'new' }));
    expect(labels()).toEqual(['two', 'new']);
    expect(lists()).toBe(1);
  });

  it('loses no change that comes while the list is on its way', async () => {
    const { desk, store, holdLists, answerList, held, labels } = scene();
    desk.visits = [visitView('a', 'not-opened', { label: 'one' })];
    holdLists(true);
    store.start();
    await settled(() => held.length === 1);
    desk.patch('a', { label: 'two' });
    answerList();
    await settled(() => labels().join() === 'two');
  });

  it('asks again after a gap', async () => {
    const { desk, store, lists, labels } = scene();
    desk.visits = [visitView('a', 'not-opened', { label: 'one' })];
    store.start();
    await settled(() => store.state().visits !== null);
    desk.visits = [visitView('a', 'not-opened', { label: 'missed' })];
    desk.revision = 7;
    desk.patch('a', { label: 'after the gap' });
    await settled(() => labels().join() === 'after the gap');
    expect(lists()).toBe(2);
  });

  it('asks for everything again when the connection is back', async () => {
    const { desk, store, become, labels } = scene();
    store.start();
    await settled(() => store.state().visits !== null);
    become('lost');
    expect(store.state().connection).toBe('lost');
    desk.visits = [visitView('a', 'not-opened', { label: 'made meanwhile' })];
    desk.status = statusView({ doctorName: 'Dr. Orlov' });
    become('up');
    await settled(() => labels().join() === 'made meanwhile');
    await settled(() => store.state().status?.doctorName === 'Dr. Orlov');
  });

  it('shows the visits of the doctor who works here, and nothing of another from the switch on', async () => {
    const { desk, store, holdLists, answerList, held, labels, lists } = scene();
    const list = [
      { id: 'petrova', name: '' },
      { id: 'orlov', name: '' },
    ];
    desk.status = statusView({ doctors: { presentId: 'petrova', mustSignIn: false, list } });
    desk.visits = [
      visitView('a', 'not-opened', { label: 'Anna' }),
      visitView('b', 'not-opened', { label: 'Boris', ownerId: 'orlov' }),
      visitView('c', 'not-opened', { label: 'of one who left', ownerId: 'zotov' }),
    ];
    store.start();
    await settled(() => labels().join() === 'Anna,of one who left');
    store.reveal('a');
    holdLists(true);
    // A list that was asked for before the switch is answered after it.
    desk.revision = 7;
    desk.patch('a', { label: 'Anna I.' });
    await settled(() => held.length === 1);
    await desk.handlers['doctors:switch']({ ownerId: 'orlov' });
    expect(labels()).toEqual(['of one who left']);
    expect(store.state().revealed).toBeNull();
    answerList();
    await settled(() => held.length === 1);
    expect(labels()).toEqual(['of one who left']);
    answerList();
    await settled(() => labels().join() === 'Boris,of one who left');
    expect(lists()).toBe(3);
    // A doctor who is only renamed shows nothing else.
    desk.setStatus({
      doctors: {
        presentId: 'orlov',
        mustSignIn: false,
        list: list.map(({ id }) => ({ id, name: `Dr. ${id}` })),
      },
    });
    desk.patch('b', { label: 'Boris L.' });
    await settled(() => labels().join() === 'Boris L.,of one who left');
    expect(lists()).toBe(3);
  });

  it('asks only for what changed where the service still knows where it stood', async () => {
    const { desk, store, become, labels } = scene();
    const [kept, changed] = [
      visitView('a', 'not-opened', { label: 'kept' }),
      visitView('b', 'waiting', { label: 'old' }),
    ];
    desk.handlers['visits:list'] = async () => ({
      ok: true,
      value: { count: 'c1', revision: 4, visits: [kept, changed] },
    });
    store.start();
    await settled(() => labels().join() === 'kept,old');
    become('lost');
    const missed = { ...changed, label: 'new' };
    desk.handlers['visits:list'] = async () => ({
      ok: true,
      value: { count: 'c1', part: true, revision: 6, visits: [missed] },
    });
    become('up');
    await settled(() => labels().join() === 'kept,new');
    expect(desk.inputsOf('visits:list')).toEqual([{}, { since: { count: 'c1', revision: 4 } }]);
    expect(store.state().staleSince).toBeNull();
  });

  it('takes status and settings from their events', async () => {
    const { desk, store } = scene();
    store.start();
    await settled(() => store.state().settings !== null);
    desk.setStatus({ demo: true });
    desk.setSettings({ locked: [{ key: 'server.address', source: 'environment' }] });
    expect(store.state().status?.demo).toBe(true);
    expect(store.state().settings?.locked).toEqual([{ key: 'server.address', source: 'environment' }]);
  });
});

describe('the board of the day', () => {
  const dayMs = 86_400_000;
  const planned = (id: string, startsAt: number) =>
    visitView(id, 'planned', { phase: 'planned', startsAt, label: id });

  function serviceScene() {
    const opened = scene();
    opened.desk.shell = 'service';
    opened.desk.you = { name: 'Anna', role: 'doctor' };
    opened.desk.visits = [planned('today', Date.now() + 60_000), planned('later', Date.now() + 3 * dayMs)];
    return opened;
  }

  it('holds later days only once they are asked for, and from then on', async () => {
    const { store, desk, labels, become } = serviceScene();
    store.start();
    await settled(() => labels().join() === 'today');
    expect(store.state().laterDays).toBe('hidden');
    await expect(store.showLaterDays()).resolves.toBe(null);
    expect(labels()).toEqual(['today', 'later']);
    become('lost');
    become('up');
    await settled(() => desk.inputsOf('visits:list').length === 3);
    expect(desk.inputsOf('visits:list')).toEqual([{ plannedBefore: expect.any(Number) }, {}, {}]);
  });

  it('asks again for all where only the day was on its way', async () => {
    const { store, holdLists, held, answerList, labels } = serviceScene();
    holdLists(true);
    store.start();
    await settled(() => held.length === 1);
    const shown = store.showLaterDays();
    holdLists(false);
    answerList();
    await expect(shown).resolves.toBe(null);
    expect(labels()).toEqual(['today', 'later']);
  });

  it('says why later days are not there, and can be asked again', async () => {
    const { store, desk, labels } = serviceScene();
    store.start();
    await settled(() => labels().join() === 'today');
    const list = desk.handlers['visits:list'];
    desk.handlers['visits:list'] = () => refusal('database-away');
    await expect(store.showLaterDays()).resolves.toMatchObject({ code: 'database-away' });
    expect(store.state().laterDays).toBe('hidden');
    desk.handlers['visits:list'] = list;
    await expect(store.showLaterDays()).resolves.toBe(null);
  });

  it('moves on with the day', async () => {
    const { store, lists, labels } = serviceScene();
    store.start();
    await settled(() => labels().join() === 'today');
    store.dayGoesOn(Date.now());
    expect(lists()).toBe(1);
    store.dayGoesOn(Date.now() + dayMs);
    await settled(() => lists() === 2);
  });

  it('ends at midnight, from the evening on at tomorrow’s', () => {
    const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 0).getTime();
    expect(boardEnds(at(25, 9))).toBe(at(26, 0));
    expect(boardEnds(at(25, 17))).toBe(at(26, 0));
    expect(boardEnds(at(25, 18))).toBe(at(27, 0));
  });

  it('is not for a single PC, which lists all', async () => {
    const { store, desk } = scene();
    store.start();
    await settled(() => store.state().visits !== null);
    expect([store.state().laterDays, desk.inputsOf('visits:list')]).toEqual(['shown', [{}]]);
  });
});

describe('the store at the clinic’s service', () => {
  it.each([
    ['doctor', ['app:info', 'visits:list']],
    ['reception', ['app:info', 'visits:list']],
    ['administrator', ['app:info', 'settings:get', 'rehearsal:state']],
  ] as const)('asks for a %s what they may have, and for nothing else', async (role, channels) => {
    const { desk, store } = scene();
    desk.shell = 'service';
    desk.you = { name: 'Anna', role };
    store.start();
    await settled(() => (role === 'administrator' ? store.state().settings : store.state().visits) !== null);
    expect(desk.asked.map(({ channel }) => channel)).toEqual(channels);
  });

  it('knows since when the board may be out of date, until it is listed anew', async () => {
    const { desk, store, become, holdLists, held, answerList } = scene();
    store.start();
    await settled(() => store.state().visits !== null);
    expect(store.state().staleSince).toBe(null);
    const before = Date.now();
    become('lost');
    const since = store.state().staleSince;
    expect(since).toBeGreaterThanOrEqual(before);
    become('lost');
    holdLists(true);
    become('up');
    await settled(() => held.length === 1);
    expect(store.state().staleSince).toBe(since);
    answerList();
    await settled(() => store.state().staleSince === null);
    expect(desk.inputsOf('visits:list')).toHaveLength(2);
  });

  it('begins to count changes anew with each connection', async () => {
    const { desk, store, become, labels } = scene();
    desk.revision = 40;
    store.start();
    await settled(() => store.state().visits !== null);
    become('lost');
    desk.revision = 0;
    desk.visits = [visitView('a', 'not-opened', { label: 'listed' })];
    become('up');
    await settled(() => labels().join() === 'listed');
    desk.patch('a', { label: 'changed' });
    expect(labels()).toEqual(['changed']);
  });
});
