/**
 * Conferences of installations that have gone: a PC that was replaced, a data folder that was lost. One OAuth application sees the
 * conferences of every desk; each sweeps its own, and nobody sweeps those of one that is silent. So a person is shown them, and
 * deletes them by a click.
 */
import { appError, type AppError } from '../../shared/errors.ts';
import type { RequestOutput } from '../../shared/ipc/contract.ts';
import type { Leftover } from '../../shared/ipc/diagnostics.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Clock, Log } from '../ports.ts';
import type { Conference, TrueConfClient } from '../trueconf/types.ts';

/** An installation that made nothing for so long is taken for gone. */
export const silentMs = 7 * 24 * 60 * 60_000;

export interface Leftovers {
  /** Errors: those of the server. */
  list(): Promise<Result<RequestOutput<'leftovers:list'>, AppError>>;
  /** Errors: those of the server; `bad-request`: that installation is this one, or not silent. */
  remove(installation: string): Promise<Result<RequestOutput<'leftovers:remove'>, AppError>>;
}

export interface LeftoversParts {
  readonly client: () => Promise<Result<TrueConfClient, AppError>>;
  /** Of this installation; `undefined`: not known yet. */
  readonly ownTag: () => string | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

const background = { lane: 'background' } as const;
const tagPattern = /\bvisit-desk-[0-9a-f]{16}\b/;

/** The tag of the installation that made it, in the tags or, where those are dropped, in the description. */
export function installationOf({
  tags,
  description,
}: Pick<Conference, 'tags' | 'description'>): string | undefined {
  return tagPattern.exec([...tags, description].join(' '))?.[0];
}

interface Known {
  readonly ownTag: string;
  /** Epoch ms. */
  readonly now: number;
  /** Ids of running conferences in which nobody is: one that nobody ended goes on after its guests have left. */
  readonly empty?: ReadonlySet<string>;
}

/** By installation, those of gone ones; one of which a conference has no time is not judged. Pure. */
export function findLeftovers(
  conferences: readonly Conference[],
  { ownTag, now, empty = new Set() }: Known,
): ReadonlyMap<string, readonly Conference[]> {
  const found = new Map<string, Conference[]>();
  for (const conference of conferences) {
    const tag = installationOf(conference);
    if (tag !== undefined && tag !== ownTag) found.set(tag, [...(found.get(tag) ?? []), conference]);
  }
  const isLeft = (one: Conference): boolean => isOld(one, now) && (!one.running || empty.has(one.id));
  return new Map([...found].filter(([, those]) => those.every(isLeft)));
}

const isOld = ({ createdAt }: Conference, now: number): boolean =>
  createdAt !== null && createdAt < now - silentMs;

/** A server with more of them has other troubles. */
const mostAsked = 100;

/** Where the roster may not be seen, somebody may be there. */
async function findEmpty(
  server: TrueConfClient,
  conferences: readonly Conference[],
  { ownTag, now }: Known,
): Promise<ReadonlySet<string>> {
  const empty = new Set<string>();
  const running = conferences.filter((one) => {
    const tag = one.running && isOld(one, now) ? installationOf(one) : undefined;
    return tag !== undefined && tag !== ownTag;
  });
  for (const { id } of running.slice(0, mostAsked)) {
    const present = await server.participants(id, background);
    if (present.ok && present.value.length === 0) empty.add(id);
  }
  return empty;
}

const lastOf = (those: readonly Conference[]): number =>
  Math.max(...those.map(({ createdAt }) => createdAt ?? 0));

export function createLeftovers({ client, ownTag, clock, log }: LeftoversParts): Leftovers {
  async function find() {
    const own = ownTag();
    if (own === undefined) return err(appError('not-configured'));
    const server = await client();
    if (!server.ok) return server;
    const all = await server.value.listAll(background);
    if (!all.ok) return all;
    const known = { ownTag: own, now: clock.now() };
    const empty = await findEmpty(server.value, all.value, known);
    return ok({ server: server.value, gone: findLeftovers(all.value, { ...known, empty }) });
  }

  return {
    async list() {
      const found = await find();
      if (!found.ok) return found;
      const leftovers: Leftover[] = [...found.value.gone].map(([installation, those]) => ({
        installation,
        conferences: those.length,
        lastAt: lastOf(those),
      }));
      return ok({ leftovers: leftovers.sort((one, other) => one.lastAt - other.lastAt).slice(0, 1_000) });
    },
    async remove(installation) {
      // Looked at again: it may have come back since the list was shown.
      const found = await find();
      if (!found.ok) return found;
      const those = found.value.gone.get(installation);
      if (!those) return err(appError('bad-request'));
      let left = 0;
      for (const { id } of those) {
        const stopped = await found.value.server.stop(id, background);
        const removed = stopped.ok ? await found.value.server.remove(id, background) : stopped;
        log.info('leftovers.removed', {
          conferenceId: id,
          outcome: removed.ok ? 'removed' : removed.error.code,
        });
        if (!removed.ok) left += 1;
      }
      return ok({ removed: those.length - left, left });
    },
  };
}
