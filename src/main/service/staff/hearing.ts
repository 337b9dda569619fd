/**
 * Which events go to a desk. The revision of visits is counted for each desk: what it must not hear would look like a
 * gap, and a gap makes a desk list anew. What changed is remembered for a while, so that a desk that comes back is told
 * only that.
 */
import type { AppEvent } from '../../app.ts';
import type { Clock, Random } from '../../ports.ts';
import { requests, type VisitView } from '../../../shared/ipc/contract.ts';
import type { Role } from '../../../shared/roles.ts';
import { mayHear } from '../access/index.ts';
import { factsOfOwner } from './facts.ts';
import type { Owner, VisitFacts, Who } from './parts.ts';
import { shownTo } from './shown.ts';

/** An event made ready once for all desks. */
export interface Told {
  readonly channel: AppEvent['channel'];
  readonly facts: VisitFacts | null;
  /** The visit as it is now; `null`: it is about none. */
  readonly visit: VisitView | null;
  /** The message for a desk of this role whose last revision was `revision`. */
  text(revision: number, role: Role): string;
}

export function tell(event: AppEvent, owners: readonly Owner[]): Told {
  const { channel } = event;
  if (event.channel === 'visits:changed') {
    const { visit } = event.payload;
    const texts = new Map<Role, string>();
    const jsonFor = (role: Role): string => {
      const json = texts.get(role) ?? JSON.stringify(shownTo(role, visit));
      texts.set(role, json);
      return json;
    };
    return {
      channel,
      facts: factsOfOwner(owners, visit.ownerId),
      visit,
      text: (revision, role) =>
        `{"event":"${channel}","payload":{"revision":${revision + 1},"visit":${jsonFor(role)}}}`,
    };
  }
  const whole = JSON.stringify({ event: channel, payload: event.payload });
  return { channel, facts: null, visit: null, text: () => whole };
}

export interface Hearing {
  /** Names this count of revisions. */
  readonly count: string;
  /** The message that goes to this desk; `undefined`: none. */
  hear(who: Who, told: Told): string | undefined;
  /** Of the last event of a visit that this desk was sent. */
  revision(): number;
  /** The visits that changed after a revision, as they are now; `undefined`: that is not known any more. */
  changedSince(revision: number): readonly VisitView[] | undefined;
}

interface Change {
  readonly revision: number;
  /** Epoch ms. */
  readonly at: number;
  readonly visit: VisitView;
}

/** As many as a board lists; who missed more lists anew. */
const remembered = 1_000;
/** Longer than a dead line goes unnoticed and its desk is waited for: what is older came while the line lived. */
const rememberedMs = 300_000;

export function createHearing({
  random,
  clock,
}: {
  readonly random: Random;
  readonly clock: Pick<Clock, 'now'>;
}): Hearing {
  let revision = 0;
  /** Before it nothing is known. */
  let floor = 0;
  /** By visit, in the order of their last changes. */
  const changes = new Map<string, Change>();

  function remember(visit: VisitView): void {
    revision += 1;
    const at = clock.now();
    changes.delete(visit.id);
    changes.set(visit.id, { revision, at, visit });
    for (const [id, change] of changes) {
      if (changes.size <= remembered && at - change.at < rememberedMs) break;
      floor = change.revision;
      changes.delete(id);
    }
  }

  return {
    count: random.bytes(16).toString('base64url'),
    hear(who, told) {
      if (!mayHear(who, told.channel, told.facts)) return undefined;
      const text = told.text(revision, who.role);
      if (told.visit) remember(told.visit);
      return text;
    },
    revision: () => revision,
    changedSince(since) {
      if (since < floor || since > revision) return undefined;
      return [...changes.values()].filter((change) => change.revision > since).map(({ visit }) => visit);
    },
  };
}

/** The answer to `visits:list` with `since`; `undefined`: not asked for, or not known any more. */
export function changedFor(hearing: Hearing, input: unknown): object | undefined {
  const since = requests['visits:list'].input.safeParse(input).data?.since;
  if (since?.count !== hearing.count) return undefined;
  const visits = hearing.changedSince(since.revision);
  return visits && { part: true, count: since.count, revision: hearing.revision(), visits };
}

/**
 * The list with the revision at which this desk stood when it asked: what comes after is applied on top. The core lists
 * by owner already; what the desk must not see is left out here once more, because a mistake there would be a leak.
 */
export function listedAt(
  { count, revision }: { readonly count: string; readonly revision: number },
  value: unknown,
  owners: readonly string[],
): unknown {
  if (typeof value !== 'object' || value === null || !('visits' in value) || !Array.isArray(value.visits))
    return value;
  const visits = value.visits.filter((visit: unknown) => owners.includes(ownerOf(visit)));
  return { ...value, count, revision, visits };
}

const ownerOf = (visit: unknown): string =>
  typeof visit === 'object' && visit !== null && 'ownerId' in visit ? String(visit.ownerId) : '';
