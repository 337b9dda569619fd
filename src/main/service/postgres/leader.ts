/** Which one of the nodes does what only one may do (polling, sweeping): the one that holds an advisory lock. */
import type { Client } from 'pg';
import type { Clock, Log } from '../../ports.ts';
import { lockKey } from './connection.ts';
import { createSession } from './session.ts';

export interface LeaderOptions {
  readonly connectionString: string;
  /** Of the work; every node asks under the same name. */
  readonly name: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Absent: what a service needs; tests take less time. */
  readonly times?: LeaderTimes;
  /** Ms of a clock that nobody sets. Absent: `performance.now()`. */
  readonly monotonicMs?: () => number;
}

/**
 * A node that was frozen or cut off stops believing itself before the server gives the lock to another: the server
 * ends the connection `serverPatienceMs` after it last heard of it, and the node counts from before that moment.
 */
export interface LeaderTimes {
  /** Of asking for the lock, or of making sure of the connection that holds it. */
  readonly beatMs: number;
  /** Without an answer for so long it counts as lost. */
  readonly answerMs: number;
  /** More than `beatMs` and `answerMs` together. */
  readonly leaseMs: number;
  /** More than `leaseMs`. */
  readonly serverPatienceMs: number;
}

export const leaderTimes: LeaderTimes = {
  beatMs: 1_000,
  answerMs: 3_000,
  leaseMs: 5_000,
  serverPatienceMs: 8_000,
};

export interface Leader {
  /** To be asked before each piece of work. */
  isLeader(): boolean;
  /** Returns a function that ends the subscription. */
  onChange(listener: (isLeader: boolean) => void): () => void;
  /** Resolves when the lock was asked for once, or the server cannot be reached; it goes on asking. */
  start(): Promise<void>;
  /** Lets go of the lock. */
  stop(): Promise<void>;
}

export function createLeader(options: LeaderOptions): Leader {
  const { connectionString, name, clock, log, times = leaderTimes } = options;
  const now = options.monotonicMs ?? (() => performance.now());
  const listeners = new Set<(isLeader: boolean) => void>();
  const key = lockKey(`leader:${name}`);
  let held = false;
  let confirmed = { at: 0, clockAt: 0 };
  const set = (next: boolean): void => {
    if (next === held) return;
    held = next;
    log.info('service.leader', { name, held });
    for (const listener of listeners) listener(held);
  };
  const session = createSession<{ readonly asked: typeof confirmed; readonly next: boolean }>({
    connectionString,
    purpose: `leader ${name}`,
    clock,
    log,
    beatMs: times.beatMs,
    answerMs: times.answerMs,
    async begin(client) {
      await client.query(`SET idle_session_timeout = ${times.serverPatienceMs}`);
    },
    async beat(client) {
      const asked = { at: now(), clockAt: clock.now() };
      // A lock that is held is not asked for again: each time would count.
      return { asked, next: held ? await confirm(client) : await tryLock(client, key) };
    },
    alive({ asked, next }) {
      confirmed = asked;
      set(next);
    },
    lost: () => set(false),
  });
  // The clock on the wall may be set back, and then a lease would never end; the other one may stand still while the
  // machine sleeps. Whichever says that it is over is believed.
  const isFresh = (): boolean =>
    Math.max(now() - confirmed.at, clock.now() - confirmed.clockAt) < times.leaseMs;
  return {
    isLeader: () => held && isFresh(),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ...session,
  };
}

async function confirm(client: Client): Promise<boolean> {
  await client.query('SELECT 1');
  return true;
}

async function tryLock(client: Client, key: string): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [key]);
  return rows[0]?.held ?? false;
}
