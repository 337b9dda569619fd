import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { onlyDoctor } from '../../../../src/main/ipc/caller.ts';
import { createRouter, route, type Route, type Routes } from '../../../../src/main/ipc/router.ts';
import { appError } from '../../../../src/shared/errors.ts';
import { requestChannels } from '../../../../src/shared/ipc/channels.ts';
import { errorSchema } from '../../../../src/shared/ipc/contract.ts';
import { err, ok } from '../../../../src/shared/result.ts';
import { fakeRandom } from '../../../fixtures/fakeRandom.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';

const contract = { input: z.strictObject({ n: z.int() }), output: z.strictObject({ doubled: z.int() }) };
let log: ReturnType<typeof recordingLog>;
beforeEach(() => {
  log = recordingLog();
});

/** Every channel answered by the same handler. */
function routerOf(answer: Route) {
  const routes = Object.fromEntries(requestChannels.map((channel) => [channel, answer]));
  const isComplete = (value: Record<string, Route>): value is Routes =>
    requestChannels.every((channel) => channel in value);
  if (!isComplete(routes)) throw new Error('incomplete');
  return createRouter({ routes, random: fakeRandom(), log });
}
const doubling = route(contract, async ({ n }) => ok({ doubled: 2 * n }));

test('a request is parsed, run, and its answer enveloped', async () => {
  expect(await routerOf(doubling).dispatch('app:info', { n: 4 }, onlyDoctor)).toEqual({
    ok: true,
    value: { doubled: 8 },
  });
});

test('an error keeps its code and details and gets a correlation id that is in the log too', async () => {
  const router = routerOf(route(contract, async () => err(appError('timeout', { host: 'a.example' }))));
  const answer = await router.dispatch('app:info', { n: 1 }, onlyDoctor);
  if (answer.ok) throw new Error('accepted');
  expect(answer.error).toMatchObject({ code: 'timeout', retryable: true, details: { host: 'a.example' } });
  expect(log.lines[0]).toMatchObject({
    fields: { channel: 'app:info', code: 'timeout', correlationId: answer.error.correlationId },
  });
});

test.each([[{}], [{ n: '4' }], [{ n: 4, extra: 1 }], [null], [undefined], ['n'], [[4]]])(
  'the input %j is refused',
  async (input) => {
    expect(await routerOf(doubling).dispatch('app:info', input, onlyDoctor)).toMatchObject({
      ok: false,
      error: { code: 'bad-request' },
    });
  },
);

test.each(['', 'nothing:here', '__proto__', 'constructor', 'toString'])(
  'the channel %j is unknown',
  async (channel) => {
    const answer = await routerOf(doubling).dispatch(channel, {}, onlyDoctor);
    expect(answer).toMatchObject({ ok: false, error: { code: 'unknown-channel' } });
    expect(log.lines[0]?.fields['channel']).toBe('unknown');
  },
);

test('what a handler throws becomes `internal`; its text goes nowhere', async () => {
  const router = routerOf(
    route(contract, async () => {
      throw Object.assign(new Error('Anna Petrova'), { code: 'SQLITE_FULL' });
    }),
  );
  const answer = await router.dispatch('visits:list', { n: 1 }, onlyDoctor);
  expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(JSON.stringify(answer) + log.text()).not.toContain('Anna');
  expect(log.text()).toContain('SQLITE_FULL');
});

test('an answer that the contract does not know does not get out', async () => {
  const leaking: Route = route<{ n: number }, unknown>(
    { input: contract.input, output: contract.output },
    async () => ok({ doubled: 2, secret: 's3cret' }),
  );
  const answer = await routerOf(leaking).dispatch('app:info', { n: 1 }, onlyDoctor);
  expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(JSON.stringify(answer) + log.text()).not.toContain('s3cret');
});

test('details that the contract does not allow do not get out either', async () => {
  const router = routerOf(async () => err({ ...appError('timeout'), details: { host: 'x'.repeat(501) } }));
  expect(await router.dispatch('app:info', {}, onlyDoctor)).toMatchObject({
    ok: false,
    error: { code: 'internal' },
  });
});

test('whatever comes in, an envelope comes out', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.constantFrom(...requestChannels), fc.string()),
      fc.anything(),
      async (channel, input) => {
        const answer = await routerOf(doubling).dispatch(channel, input, onlyDoctor);
        expect(answer.ok || errorSchema.safeParse(answer.error).success).toBe(true);
      },
    ),
  );
});
