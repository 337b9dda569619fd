/** kill -9 at the worst moments, against a server over real sockets. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { noFaults, startEmulator, type Emulator } from '../../../src/emulator/index.ts';
import { visitViewSchema, type VisitView } from '../../../src/shared/ipc/contract.ts';
import type { DeskOrder } from '../../fixtures/deskProcess.ts';

const clientId = 'a'.repeat(40);
const clientSecret = 'b'.repeat(40);
const patience = { timeout: 20_000, interval: 50 } as const;

let folder: string;
let server: Emulator;
let running: ChildProcess[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'visit-desk-kill-'));
  running = [];
  server = await startEmulator({
    clientId,
    clientSecret,
    users: [{ id: 'doctor1', displayName: 'Dr. House', password: 'x' }],
  });
});
afterEach(async () => {
  await Promise.all(running.map(kill));
  await server.close();
  rmSync(folder, { recursive: true });
});

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const answerSchema = z.object({ answer: z.unknown() });

async function startDesk(): Promise<ChildProcess> {
  const args = ['--dir', folder, '--origin', server.origin, '--id', clientId];
  const child = fork(join(import.meta.dirname, '../../fixtures/deskProcess.ts'), args, {
    env: { ...process.env, DESK_SECRET: clientSecret },
    execArgv: [],
  });
  running.push(child);
  await once(child, 'message');
  return child;
}

async function order(child: ChildProcess, todo: DeskOrder): Promise<unknown> {
  child.send(todo);
  const [message] = await once(child, 'message');
  return answerSchema.parse(message).answer;
}

const created = z.object({ ok: z.literal(true), value: visitViewSchema });
const pressed = z.object({ ok: z.literal(true), value: z.object({ state: z.string(), url: z.string() }) });
const listed = z.object({ visits: z.array(visitViewSchema) });

async function create(child: ChildProcess): Promise<VisitView> {
  return created.parse(await order(child, { do: 'create' })).value;
}

async function onlyVisit(child: ChildProcess): Promise<VisitView> {
  const { visits } = listed.parse(await order(child, { do: 'list' }));
  expect(visits).toHaveLength(1);
  return visits[0]!;
}

const tokenOf = (view: VisitView): string => view.link?.url.split('/v/')[1] ?? '';

describe('kill -9', () => {
  it('between the call that makes the conference and its answer: it is found again, not made twice', async () => {
    const first = await startDesk();
    Object.assign(server.faults, { answer: 'workThenSilent', only: { path: /^POST .*\/conferences$/ } });
    first.send({ do: 'create' } satisfies DeskOrder);
    await expect.poll(() => server.conferences().length, patience).toBe(1);
    await kill(first);
    Object.assign(server.faults, noFaults());

    const second = await startDesk();
    await expect.poll(async () => (await onlyVisit(second)).stage.word, patience).toBe('not-opened');
    expect(server.conferences()).toHaveLength(1);
    const press = {
      do: 'press',
      token: tokenOf(await onlyVisit(second)),
      browser: 'b',
      name: 'Anna',
    } as const;
    expect(pressed.parse(await order(second, press)).value.url).toContain('/webrtc/');
  });

  it('before the call was made: the conference is made at the next start', async () => {
    const first = await startDesk();
    Object.assign(server.faults, { answer: 'silent', only: { path: /^POST .*\/conferences$/ } });
    const arrived = server.nextRequest(/^POST .*\/conferences$/);
    first.send({ do: 'create' } satisfies DeskOrder);
    await arrived;
    await kill(first);
    Object.assign(server.faults, noFaults());

    const second = await startDesk();
    await expect.poll(async () => (await onlyVisit(second)).stage.word, patience).toBe('not-opened');
    expect(server.conferences()).toHaveLength(1);
  });

  it('between link and press: the link works, and who pressed before is known without a name', async () => {
    const first = await startDesk();
    const view = await create(first);
    const press = { do: 'press', token: tokenOf(view), browser: 'anna', name: 'CanaryAnna' } as const;
    pressed.parse(await order(first, press));
    await kill(first);

    const second = await startDesk();
    expect(await onlyVisit(second)).toMatchObject({ link: view.link, persons: [{ name: 'CanaryAnna' }] });
    pressed.parse(await order(second, { ...press, name: '' }));
    await order(second, { do: 'end', visitId: view.id });
    await expect.poll(() => server.conferences(), patience).toEqual([]);
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    expect(bytes.join('')).not.toContain('Canary');
  });

  it('while a visit is being ended: the next start ends it', async () => {
    const first = await startDesk();
    const view = await create(first);
    server.faults.answer = 'html500';
    await order(first, { do: 'end', visitId: view.id });
    await kill(first);
    Object.assign(server.faults, noFaults());

    const second = await startDesk();
    await expect.poll(() => server.conferences(), patience).toEqual([]);
    await expect.poll(async () => (await onlyVisit(second)).stage.word, patience).toBe('ended');
    second.send({ do: 'stop' } satisfies DeskOrder);
    await once(second, 'exit');
    expect(second.exitCode).toBe(0);
  });

  it('of the file of visits, but not of the rest: what it knew is swept from the server', async () => {
    const first = await startDesk();
    await create(first);
    await kill(first);
    for (const name of readdirSync(folder).filter((file) => file.startsWith('visits.sqlite'))) {
      rmSync(join(folder, name));
    }
    await startDesk();
    await expect.poll(() => server.conferences(), patience).toEqual([]);
  });
});
