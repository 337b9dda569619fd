import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noFaults, type Emulator } from '../../../src/emulator/index.ts';
import { Api, call, newConference, start } from './support.ts';

let emulator: Emulator;
let api: Api;
beforeEach(async () => {
  emulator = await start();
  api = await Api.of(emulator);
});
afterEach(() => emulator.close());

describe('spoilt answers', () => {
  const url = () => `${emulator.origin}/api/v4/server`;

  it.each([
    ['html500', 500, /^<!doctype html>/],
    ['html200', 200, /^<!doctype html>/],
    ['json500', 500, /^{"error"/],
    ['brokenJson', 200, /^{"conference":{"id":"0123$/],
    ['redirect', 302, /^$/],
  ] as const)('%s', async (answer, status, text) => {
    emulator.faults.answer = answer;
    const got = await call(url());
    expect([got.status, got.text]).toEqual([status, expect.stringMatching(text)]);
  });

  it('ten megabytes of JSON', async () => {
    emulator.faults.answer = 'hugeJson';
    expect((await call(url())).text.length).toBeGreaterThan(10_000_000);
  });

  it('a connection that is closed, before or after the work', async () => {
    const create = () => api.send('POST', 'conferences', newConference);
    emulator.faults.answer = 'reset';
    await expect(create()).rejects.toThrow('fetch failed');
    expect(emulator.conferences()).toHaveLength(0);
    emulator.faults.answer = 'workThenReset';
    await expect(create()).rejects.toThrow('fetch failed');
    expect(emulator.conferences()).toHaveLength(1);
  });

  it.each([
    ['silent', 0],
    ['workThenSilent', 1],
  ] as const)('%s: no answer until the client gives up', async (answer, made) => {
    Object.assign(emulator.faults, { answer, only: { path: /^POST .*\/conferences$/ } });
    const arrival = emulator.nextRequest(/conferences$/);
    const pending = api.send('POST', 'conferences', newConference).catch((error: unknown) => error);
    await arrival;
    // The one behind it, on another connection, is answered: so was its turn.
    await api.send('GET', 'conferences');
    expect(emulator.log).toContain('POST /api/v3.11/conferences …');
    expect(emulator.conferences()).toHaveLength(made);
    await emulator.close();
    expect(await pending).toBeInstanceOf(Error);
  });

  it('can be narrowed to a path and a number of times', async () => {
    Object.assign(emulator.faults, { answer: 'json500', only: { path: /^GET .*\/conferences$/, times: 2 } });
    expect((await call(url())).status).toBe(200);
    const list = async () => (await api.send('GET', 'conferences')).status;
    expect([await list(), await list(), await list()]).toEqual([500, 500, 200]);
    Object.assign(emulator.faults, noFaults());
    expect(emulator.faults.only).toBeNull();
  });

  it('may come late', async () => {
    await emulator.close();
    emulator = await start({ latencyMs: 40 });
    const started = performance.now();
    await call(url());
    expect(performance.now() - started).toBeGreaterThanOrEqual(39);
  });
});
