/** A desk whose line broke is told what changed meanwhile; who cannot be told that lists anew. */
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { requests } from '../../../../src/shared/ipc/contract.ts';
import { noMetrics } from '../../../../src/main/service/staff/parts.ts';
import { FakeClock } from '../../../fixtures/fakeClock.ts';
import { visitView } from '../../../fixtures/views.ts';
import { DeskClient, newKey } from './deskClient.ts';
import { scriptedCore, staffNode } from './support.ts';

async function start() {
  const clock = new FakeClock();
  const core = scriptedCore();
  core.answer = ({ channel }) => ({
    ok: true,
    value:
      channel === 'visits:list'
        ? { revision: 0, visits: [visitView('whole', 'not-opened', { ownerId: 'house' })] }
        : {},
  });
  /** What happens when a socket begins to close, before anything of that has gone out. */
  const closing = { begins: (): void => undefined };
  const metrics = { ...noMetrics, closed: () => queueMicrotask(() => closing.begins()) };
  const node = await staffNode({ clock, core, metrics });
  const doctor = await node.account({ role: 'doctor', trueconfId: 'house' });
  const cookie = await node.signIn(doctor);
  const desk = newKey();
  let revision = 0;
  return {
    clock,
    node,
    doctor,
    desk,
    closing,
    open: () => DeskClient.open(node.origin, { cookie, desk }),
    openOther: () => DeskClient.open(node.origin, { cookie, desk: newKey() }),
    change(id: string, label: string, ownerId = 'house') {
      revision += 1;
      core.emit({
        channel: 'visits:changed',
        payload: { revision, visit: visitView(id, 'not-opened', { label, ownerId }) },
      });
    },
  };
}

const listedSchema = requests['visits:list'].output.required({ count: true });
type Listed = z.output<typeof listedSchema>;

async function list(desk: DeskClient, since?: Pick<Listed, 'count' | 'revision'>): Promise<Listed> {
  const asked = since && { count: since.count, revision: since.revision };
  const answer = await desk.ask('visits:list', { ...(asked && { since: asked }) }, null);
  if (!answer.ok) throw new Error(answer.error.code);
  return listedSchema.parse(answer.value);
}

/** Breaks the line as a cable does that is pulled out. */
async function breakLine(desk: DeskClient): Promise<void> {
  desk.socket.terminate();
  await desk.closed;
}

test('hears what changed while it was away, each visit once and only its own, and goes on counting', async () => {
  const { open, change } = await start();
  const first = await open();
  const before = await list(first);
  change('a', 'seen');
  await first.heard(({ event }) => event === 'visits:changed');
  await breakLine(first);
  change('b', 'old');
  change('b', 'new');
  change('c', 'of another', 'wilson');
  const second = await open();
  const missed = await list(second, { count: before.count, revision: 1 });
  expect(missed).toMatchObject({ part: true, count: before.count, revision: 3 });
  expect(missed.visits.map(({ id, label }) => [id, label])).toEqual([['b', 'new']]);
  change('a', 'again');
  const { payload } = await second.heard(({ event }) => event === 'visits:changed');
  expect(payload['revision']).toBe(4);
});

test('is known again before the service has noticed that the former line is dead', async () => {
  const { open, change } = await start();
  const first = await open();
  const before = await list(first);
  change('a', 'missed');
  const second = await open();
  expect(await first.closed).toBe(1001);
  const missed = await list(second, before);
  expect(missed.part).toBe(true);
  expect(missed.visits.map(({ id }) => id)).toEqual(['a']);
});

test('hears what happened while the service was closing its line, too', async () => {
  const { clock, node, doctor, desk, open, change, closing } = await start();
  const first = await open();
  const before = await list(first);
  closing.begins = () => change('a', 'missed');
  await node.sessions.revokeAllOf(doctor.id);
  await clock.advance(60_000);
  expect(await first.closed).toBe(4401);
  const second = await DeskClient.open(node.origin, { cookie: await node.signIn(doctor), desk });
  const missed = await list(second, before);
  expect(missed).toMatchObject({ part: true, revision: 1 });
  expect(missed.visits.map(({ id }) => id)).toEqual(['a']);
});

test.each([
  ['another desk of the same account', 0, async ({ openOther }: Started) => openOther()],
  ['a desk that was away for too long', 121_000, async ({ open }: Started) => open()],
  [
    'another account that names the same desk',
    0,
    async ({ node, doctor, desk }: Started) => {
      const other = await node.account({ role: 'doctor', trueconfId: 'house', name: doctor.name });
      return DeskClient.open(node.origin, { cookie: await node.signIn(other), desk });
    },
  ],
  [
    'a desk whose account has another name now',
    0,
    async ({ node, doctor, open }: Started) => {
      await node.account({ ...doctor, name: 'Dr. Other' });
      return open();
    },
  ],
])('%s lists anew', async (_, awayMs, come) => {
  const started = await start();
  const first = await started.open();
  const before = await list(first);
  await breakLine(first);
  await started.clock.advance(awayMs);
  const listed = await list(await come(started), before);
  expect(listed.part).toBeUndefined();
  expect(listed.count).not.toBe(before.count);
  expect(listed.visits.map(({ id }) => id)).toEqual(['whole']);
});

test('reception on whose board another doctor is now lists anew', async () => {
  const { node, change } = await start();
  const reception = await node.account({ role: 'reception' });
  const desk = newKey();
  const open = async () => DeskClient.open(node.origin, { cookie: await node.signIn(reception), desk });
  const first = await open();
  const before = await list(first);
  await breakLine(first);
  change('a', 'missed');
  await node.account({ role: 'doctor', trueconfId: 'wilson' });
  const listed = await list(await open(), before);
  expect(listed.part).toBeUndefined();
  expect(listed.count).not.toBe(before.count);
});

test('who missed more than is remembered lists anew', async () => {
  const { open, change } = await start();
  const first = await open();
  const before = await list(first);
  await breakLine(first);
  for (let number = 0; number <= 1_000; number += 1) change(`v${number}`, '');
  const second = await open();
  expect((await list(second, before)).part).toBeUndefined();
});

type Started = Awaited<ReturnType<typeof start>>;
