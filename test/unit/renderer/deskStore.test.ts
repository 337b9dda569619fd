import { describe, expect, it } from 'vitest';
import type { Bridge, Connection } from '../../../src/renderer/bridge.ts';
import { DeskStore } from '../../../src/renderer/state/deskStore.ts';
import type { DeskApi } from '../../../src/shared/ipc/contract.ts';
import { FakeDesk } from '../../fixtures/fakeDesk.ts';
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

  it('takes status and settings from their events', async () => {
    const { desk, store } = scene();
    store.start();
    await settled(() => store.state().settings !== null);
    desk.setStatus({ demo: true });
    desk.setSettings({ locked: ['server.address'] });
    expect(store.state().status?.demo).toBe(true);
    expect(store.state().settings?.locked).toEqual(['server.address']);
  });
});
