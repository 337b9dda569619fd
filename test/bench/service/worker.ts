/** Load is made in processes of its own, so that a node is measured alone: they are asked, and answer. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';

interface Asked {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

/** What a worker can do. Both sides are of one program: what one sends is what the other declares. */
export type Work = Record<string, (input: never) => Promise<unknown>>;
type Input<W extends Work, K extends keyof W> = Parameters<W[K]>[0];
type Output<W extends Work, K extends keyof W> = Awaited<ReturnType<W[K]>>;

export interface Worker<W extends Work> {
  readonly pid: number;
  /** Errors: rejects with what the worker throws, and when it has ended. */
  ask<K extends keyof W & string>(name: K, input: Input<W, K>): Promise<Output<W, K>>;
  /** Ends it at once. */
  close(): Promise<void>;
}

export function startWorker<W extends Work>(file: string): Worker<W> {
  const child = fork(file, { serialization: 'advanced' });
  child.setMaxListeners(0);
  let lastId = 0;
  return {
    pid: child.pid ?? 0,
    ask<K extends keyof W & string>(name: K, input: Input<W, K>) {
      lastId += 1;
      const asked: Asked = { id: lastId, name, input };
      return answerOf<Output<W, K>>(child, asked);
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

interface Answer<T> {
  readonly id: number;
  readonly value: T;
  readonly error?: string;
}

function answerOf<T>(child: ChildProcess, asked: Asked): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onEnd = (): void => reject(new Error(`${asked.name}: the worker ended`));
    const onMessage = ({ id, value, error }: Answer<T>): void => {
      if (id !== asked.id) return;
      child.off('message', onMessage);
      child.off('exit', onEnd);
      if (error === undefined) resolve(value);
      else reject(new Error(`${asked.name}: ${error}`));
    };
    child.on('message', onMessage);
    child.on('exit', onEnd);
    child.send(asked);
  });
}

/** For the file of a worker. It ends with the process that started it. */
export function serveWork(work: Record<string, (input: never) => Promise<unknown>>): void {
  const table = new Map<string, (input: never) => Promise<unknown>>(Object.entries(work));
  process.on('message', ({ id, name, input }: { id: number; name: string; input: never }) => {
    const task = table.get(name);
    if (!task) throw new Error(`no such work: ${name}`);
    task(input).then(
      (value) => process.send?.({ id, value }),
      (error: unknown) =>
        process.send?.({ id, error: error instanceof Error ? error.message : String(error) }),
    );
  });
  process.once('disconnect', () => process.exit());
}

/** How late this process comes to what it has to do (ms, 99 of 100 turns), since it was last asked. */
export function createLagMeter(): () => Promise<number> {
  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();
  return async () => {
    const ms = lag.percentile(99) / 1_000_000;
    lag.reset();
    return ms;
  };
}

/** Runs `task` on all of them, `atOnce` at the same time. */
export async function forAll<T>(
  items: Iterable<T>,
  atOnce: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  const work = async (): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) await task(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
