/** Work that nobody waits for: its failures are logged, its timers and calls end with the core. */
import type { Clock, Log } from '../ports.ts';

export interface Tasks {
  /** Aborted by `stop`; goes into every call to the server that a restart can make good. */
  readonly signal: AbortSignal;
  /** Starts work in the background. */
  run(name: string, work: () => Promise<void>): void;
  /** Starts work after `ms`; the returned function takes it back. */
  after(name: string, ms: number, work: () => Promise<void>): () => void;
  /** Takes all timers back, aborts all calls and waits for what still runs. */
  stop(): Promise<void>;
}

export function createTasks(clock: Clock, log: Log): Tasks {
  const ending = new AbortController();
  const running = new Set<Promise<void>>();
  const timers = new Set<() => void>();
  const run: Tasks['run'] = (name, work) => {
    if (ending.signal.aborted) return;
    const task = work()
      .catch((error: unknown) => {
        // The kind only: a message may hold data.
        log.error('visits.task-failed', { name, kind: error instanceof Error ? error.name : typeof error });
      })
      .finally(() => running.delete(task));
    running.add(task);
  };
  return {
    signal: ending.signal,
    run,
    after(name, ms, work) {
      if (ending.signal.aborted) return () => undefined;
      const cancel = clock.after(ms, () => {
        timers.delete(cancel);
        run(name, work);
      });
      timers.add(cancel);
      return () => {
        timers.delete(cancel);
        cancel();
      };
    },
    async stop() {
      ending.abort();
      for (const cancel of timers) cancel();
      timers.clear();
      await Promise.all(running);
    },
  };
}
