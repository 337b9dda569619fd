/**
 * A session behind an open socket. It is asked for again every 25 s; what was last known counts for 60 s at most, also
 * when the store does not answer: then nobody is let do anything before it does.
 */
import { causeOf } from '../../log/cause.ts';
import type { Clock, Log } from '../../ports.ts';
import type { Who } from './roles.ts';
import type { Admitted, sessionTimes } from './sessions.ts';

/** over: revoked, expired, disabled. unknown: the store has not answered for too long; the same cookie may work later. */
export type WatchEnd = 'over' | 'unknown';

export interface Watch {
  /** As of the last check, role and sites included; `undefined`: over, or the last check is too old. To be asked for each message. */
  who(): Who | undefined;
  readonly session: Admitted['session'];
  /** The person did something; written down at most once a minute. A call that goes on is use as well. */
  touch(): void;
  /** Called once; at once when it has ended already. */
  onEnd(listener: (end: WatchEnd) => void): void;
  /** For a socket that closed. */
  stop(): void;
}

export interface WatchesOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly find: (token: string, origin: string) => Promise<Admitted | undefined>;
  readonly use: (token: string, origin: string) => Promise<Admitted | undefined>;
  readonly times: typeof sessionTimes;
}

export interface Watches {
  watch(token: string, origin: string): Promise<Watch | undefined>;
  stop(): void;
}

export function createWatches(options: WatchesOptions): Watches {
  const open = new Set<Watch>();
  return {
    async watch(token, origin) {
      const askedAt = options.clock.now();
      const admitted = await options.find(token, origin);
      if (!admitted) return undefined;
      const watch = createWatch(options, { token, origin }, { ...admitted, askedAt }, () =>
        open.delete(watch),
      );
      open.add(watch);
      return watch;
    },
    stop() {
      for (const watch of [...open]) watch.stop();
    },
  };
}

/** `askedAt`: before the store was asked, since it may have answered of any moment after. */
type Known = Admitted & { readonly askedAt: number };

function createWatch(
  { clock, log, find, use, times }: WatchesOptions,
  { token, origin }: { readonly token: string; readonly origin: string },
  first: Known,
  gone: () => void,
): Watch {
  let known = first;
  let ended: WatchEnd | 'stopped' | undefined;
  let touchedAt = first.session.usedAt;
  let listeners: ((end: WatchEnd) => void)[] = [];
  const cancels = new Map<'recheck' | 'trust', () => void>();

  const set = (name: 'recheck' | 'trust', ms: number, task: () => void): void => {
    cancels.get(name)?.();
    cancels.set(name, clock.after(ms, task));
  };
  const end = (how: WatchEnd | 'stopped'): void => {
    if (ended) return;
    ended = how;
    for (const cancel of cancels.values()) cancel();
    gone();
    const told = listeners;
    listeners = [];
    if (how !== 'stopped') for (const listener of told) listener(how);
  };
  const trust = (): void => set('trust', known.askedAt + times.trustMs - clock.now(), () => end('unknown'));

  async function check(ask: typeof find): Promise<void> {
    const askedAt = clock.now();
    try {
      const admitted = await ask(token, origin);
      if (ended) return;
      if (!admitted) {
        end('over');
        return;
      }
      // Two checks may answer in the other order.
      if (askedAt < known.askedAt) return;
      known = { ...admitted, askedAt };
      trust();
    } catch (error) {
      log.warn('access.check-failed', { cause: causeOf(error) });
    }
  }

  const recheck = (): void => {
    if (ended) return;
    // The next one does not wait for this one: a store that hangs must not stop the checks.
    set('recheck', times.recheckMs, recheck);
    void check(find);
  };
  set('recheck', times.recheckMs, recheck);
  trust();

  return {
    session: first.session,
    who() {
      const isFresh = clock.now() - known.askedAt < times.trustMs;
      return ended || !isFresh ? undefined : known.who;
    },
    touch() {
      if (ended || clock.now() - touchedAt < times.touchMs) return;
      touchedAt = clock.now();
      void check(use);
    },
    onEnd(listener) {
      if (ended && ended !== 'stopped') listener(ended);
      else listeners.push(listener);
    },
    stop: () => end('stopped'),
  };
}
