import type { Clock } from './ports.ts';

/** Runs a task each `ms`, first after `ms`. A turn waits for nothing: one that hangs or fails stops no other. Gives what ends it. */
export function every(clock: Clock, ms: number, task: () => void): () => void {
  let cancel = (): void => undefined;
  const later = (): void => {
    cancel = clock.after(ms, () => {
      later();
      task();
    });
  };
  later();
  return () => cancel();
}
