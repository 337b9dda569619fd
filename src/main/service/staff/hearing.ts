/**
 * Which events go to a desk. The revision of visits is counted for each desk: what it must not hear would look like a
 * gap, and a gap makes a desk list anew.
 */
import type { AppEvent } from '../../app.ts';
import { mayHear } from '../access/index.ts';
import { factsOfOwner } from './facts.ts';
import type { Owner, VisitFacts, Who } from './parts.ts';

/** An event made ready once for all desks. */
export interface Told {
  readonly channel: AppEvent['channel'];
  readonly facts: VisitFacts | null;
  /** The message for a desk whose last revision was `revision`. */
  text(revision: number): string;
}

export function tell(event: AppEvent, owners: readonly Owner[]): Told {
  const { channel } = event;
  if (event.channel === 'visits:changed') {
    const { visit } = event.payload;
    const json = JSON.stringify(visit);
    return {
      channel,
      facts: factsOfOwner(owners, visit.ownerId),
      text: (revision) => `{"event":"${channel}","payload":{"revision":${revision + 1},"visit":${json}}}`,
    };
  }
  const whole = JSON.stringify({ event: channel, payload: event.payload });
  return { channel, facts: null, text: () => whole };
}

export interface Hearing {
  /** The message that goes to this desk; `undefined`: none. */
  hear(who: Who, told: Told): string | undefined;
  /** Of the last event of a visit that this desk was sent. */
  revision(): number;
}

export function createHearing(): Hearing {
  let revision = 0;
  return {
    hear(who, told) {
      if (!mayHear(who, told.channel, told.facts)) return undefined;
      const text = told.text(revision);
      if (told.channel === 'visits:changed') revision += 1;
      return text;
    },
    revision: () => revision,
  };
}

/**
 * The list with the revision at which this desk stood when it asked: what comes after is applied on top. The core lists
 * by owner already; what the desk must not see is left out here once more, because a mistake there would be a leak.
 */
export function listedAt(revision: number, value: unknown, owners: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || !('visits' in value) || !Array.isArray(value.visits))
    return value;
  const visits = value.visits.filter((visit: unknown) => owners.includes(ownerOf(visit)));
  return { ...value, revision, visits };
}

const ownerOf = (visit: unknown): string =>
  typeof visit === 'object' && visit !== null && 'ownerId' in visit ? String(visit.ownerId) : '';
