/** The desks of this node, and how it waits for them. */
import type { Clock } from '../../ports.ts';
import type { Desk } from './desk.ts';

export interface Crowd extends Iterable<Desk> {
  size(): number;
  ofAccount(accountId: string): number;
  add(desk: Desk): void;
  /** Whether it was here. */
  remove(desk: Desk): boolean;
  /** Resolves when nothing is under way at any desk, or the time (ms) is over. */
  drained(withinMs: number): Promise<void>;
  /** Resolves when every desk is gone, or the time (ms) is over. */
  emptied(withinMs: number): Promise<void>;
}

const lookEveryMs = 25;

export function createCrowd(clock: Clock): Crowd {
  const desks = new Set<Desk>();
  let onEmpty = (): void => undefined;
  return {
    [Symbol.iterator]: () => desks.values(),
    size: () => desks.size,
    ofAccount: (accountId) => [...desks].filter((desk) => desk.accountId === accountId).length,
    add: (desk) => void desks.add(desk),
    remove(desk) {
      const was = desks.delete(desk);
      if (desks.size === 0) onEmpty();
      return was;
    },
    drained(withinMs) {
      const until = clock.now() + withinMs;
      return new Promise((resolve) => {
        const look = (): void => {
          const isBusy = [...desks].some((desk) => desk.underWay > 0);
          if (!isBusy || clock.now() >= until) resolve();
          else clock.after(lookEveryMs, look);
        };
        look();
      });
    },
    emptied(withinMs) {
      if (desks.size === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const cancel = clock.after(withinMs, resolve);
        onEmpty = () => {
          cancel();
          resolve();
        };
      });
    },
  };
}
