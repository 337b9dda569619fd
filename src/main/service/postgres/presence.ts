/**
 * When each person's page was last heard of, by any node. A page's reports reach now this node, now that one; each keeps
 * what it heard itself, and once a second they exchange it in the table `presence`. After a crash of PostgreSQL the table is empty:
 * what a node heard itself it still knows.
 */
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { causeOf } from '../../log/cause.ts';
import type { Clock, Log } from '../../ports.ts';
import type { Presence } from '../../visits/presence.ts';
import { readPresence, writePresence, type Sign } from './presenceRows.ts';

export interface PresenceOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Log;
}

export interface SharedPresence extends Presence {
  /** Resolves when what the other nodes heard was read once, or could not be; it goes on by itself. */
  start(): Promise<void>;
  /** Writes what was heard last, and ends. */
  stop(): Promise<void>;
  /** Exchanges now. A failure is logged, and what was not written is kept for the next time. */
  exchange(): Promise<void>;
}

interface Known {
  readonly own: Map<string, Sign>;
  readonly others: Map<string, Sign>;
}

const everyMs = 1_000;
/** Longer than a statement may take: what was written in between is read again rather than missed. */
const overlapMs = 10_000;
/** Silence for so long says nothing more; nobody waits as long without a sign. */
const keptMs = 3_600_000;
/** Without an answer of the store for longer nobody can be heard: a report finds its visit there first. */
const awayMs = 10_000;

export function createPostgresPresence({ pool, clock, log }: PresenceOptions): SharedPresence {
  const answers = createAnswers(clock);
  const node = randomUUID();
  const known: Known = { own: new Map(), others: new Map() };
  const unwritten = new Set<string>();
  const forgotten = new Set<string>();
  let readAt = clock.now() - keptMs;
  let failing = false;

  const note = (personId: string, sign: Sign): void => {
    known.own.set(personId, sign);
    unwritten.add(personId);
  };
  const exchangeOnce = async (): Promise<void> => {
    const now = clock.now();
    const written = take(unwritten);
    const deleted = take(forgotten);
    try {
      await writePresence(pool, { node, now, keptMs, deleted, signs: pick(known.own, written) });
      for (const [id, sign] of await readPresence(pool, node, Math.max(now - readAt, 0) + overlapMs, clock)) {
        if (!forgotten.has(id)) known.others.set(id, { ...heardOf(known.others.get(id)), ...sign });
      }
      readAt = now;
      failing = false;
      answers.note();
    } catch (error) {
      for (const id of written) unwritten.add(id);
      for (const id of deleted) forgotten.add(id);
      if (!failing) log.warn('presence.not-exchanged', { cause: causeOf(error) });
      failing = true;
    }
    for (const signs of [known.own, known.others]) dropOld(signs, now - keptMs);
  };
  return {
    heard: (personId) => note(personId, { heardAt: clock.now() }),
    left: (personId) => note(personId, { ...known.own.get(personId), leftAt: clock.now() }),
    heardAt: (personId) => Math.max(latest(known, personId, 'heardAt') ?? 0, answers.silenceSince()),
    leftWithin(personId, ms) {
      const leftAt = latest(known, personId, 'leftAt');
      if (leftAt === undefined || clock.now() - leftAt > ms) return false;
      return leftAt >= (latest(known, personId, 'heardAt') ?? leftAt);
    },
    forget(personIds) {
      for (const id of personIds) {
        known.own.delete(id);
        known.others.delete(id);
        unwritten.delete(id);
        forgotten.add(id);
      }
    },
    ...regularly(clock, exchangeOnce),
  };
}

/**
 * When the store answers. Nobody's silence counts while it is away, and it begins anew when it is back: else everybody who waits
 * would be gone at that moment.
 */
function createAnswers(clock: Clock): { note(): void; silenceSince(): number } {
  let answeredAt = clock.now();
  let since = answeredAt;
  const silenceSince = (): number => (clock.now() - answeredAt > awayMs ? clock.now() : since);
  return {
    silenceSince,
    note() {
      since = silenceSince();
      answeredAt = clock.now();
    },
  };
}

/** One exchange after the other, `everyMs` apart. */
function regularly(
  clock: Clock,
  exchangeOnce: () => Promise<void>,
): Pick<SharedPresence, 'start' | 'stop' | 'exchange'> {
  let last = Promise.resolve();
  let stopped = false;
  let cancel = (): void => undefined;
  const exchange = (): Promise<void> => (last = last.then(exchangeOnce));
  const go = async (): Promise<void> => {
    await exchange();
    if (!stopped) cancel = clock.after(everyMs, () => void go());
  };
  return {
    exchange,
    start: go,
    stop() {
      stopped = true;
      cancel();
      return exchange();
    },
  };
}

function take(ids: Set<string>): readonly string[] {
  const taken = [...ids];
  ids.clear();
  return taken;
}

const pick = (
  signs: ReadonlyMap<string, Sign>,
  ids: readonly string[],
): readonly (readonly [string, Sign])[] =>
  ids.flatMap((id) => {
    const sign = signs.get(id);
    return sign ? [[id, sign] as const] : [];
  });

const heardOf = (sign: Sign | undefined): Sign =>
  sign?.heardAt === undefined ? {} : { heardAt: sign.heardAt };

function latest({ own, others }: Known, personId: string, what: keyof Sign): number | undefined {
  const times = [own.get(personId)?.[what], others.get(personId)?.[what]].filter((at) => at !== undefined);
  return times.length > 0 ? Math.max(...times) : undefined;
}

function dropOld(signs: Map<string, Sign>, before: number): void {
  for (const [id, { heardAt = 0, leftAt = 0 }] of signs) {
    if (Math.max(heardAt, leftAt) < before) signs.delete(id);
  }
}
