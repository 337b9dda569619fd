import { describe, expect, it } from 'vitest';
import { createApi, type Transport } from '../../../src/preload/api.ts';
import { eventChannels, requestChannels } from '../../../src/shared/ipc/channels.ts';

function transport() {
  const asked: unknown[] = [];
  const listeners = new Map<string, (payload: unknown) => void>();
  const carried: Transport = {
    invoke: async (channel, input) => {
      asked.push([channel, input]);
      return { ok: true, value: 'answer' };
    },
    on: (channel, listener) => {
      listeners.set(channel, listener);
      return () => listeners.delete(channel);
    },
  };
  return { carried, asked, listeners };
}

describe('createApi', () => {
  it('exposes exactly two functions, frozen', () => {
    const api = createApi(transport().carried);
    expect(Object.keys(api).toSorted()).toEqual(['on', 'request']);
    expect(Object.isFrozen(api)).toBe(true);
  });

  it.each(requestChannels)('carries %s', async (channel) => {
    const { carried, asked } = transport();
    expect(await createApi(carried).request(channel, { a: 1 })).toEqual({ ok: true, value: 'answer' });
    expect(asked).toEqual([[channel, { a: 1 }]]);
  });

  it.each([
    ...eventChannels,
    'electron-store-get-data',
    'ELECTRON_BROWSER_GET_LAST_WEB_PREFERENCES',
    '',
    '__proto__',
  ])('carries no request to %s', async (channel) => {
    const { carried, asked } = transport();
    // A page is not bound by types.
    const answer = await Reflect.apply(createApi(carried).request, undefined, [channel, {}]);
    expect(answer).toMatchObject({ ok: false, error: { code: 'unknown-channel' } });
    expect(asked).toEqual([]);
  });

  it.each(eventChannels)('gives the payload of %s and nothing that came with it', (channel) => {
    const { carried, listeners } = transport();
    const heard: unknown[][] = [];
    const stop = createApi(carried).on(channel, (...everything) => heard.push(everything));
    const emit = listeners.get(channel);
    if (!emit) throw new Error('nobody listens');
    Reflect.apply(emit, undefined, [{ revision: 1 }, { sender: 'electron' }]);
    expect(heard).toEqual([[{ revision: 1 }]]);
    stop();
    expect(listeners.size).toBe(0);
  });

  it.each([...requestChannels, 'anything'])('does not listen on %s', (channel) => {
    const { carried, listeners } = transport();
    Reflect.apply(createApi(carried).on, undefined, [channel, () => undefined]);
    expect(listeners.size).toBe(0);
  });
});
