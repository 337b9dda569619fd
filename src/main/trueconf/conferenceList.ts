/** The list of conferences: read page by page, searched by tag (trueconf-api.md §3.4). */
import { ok } from '../../shared/result.ts';
import type { Log } from '../ports.ts';
import type { Generation } from './generation.ts';
import type { Http } from './http.ts';
import { parse, type Session } from './session.ts';
import { createShortEntries, type ReadWhole } from './shortEntries.ts';
import type { Answer, CallOptions } from './types.ts';
import { conferencesSchema, type WireConference } from './wire.ts';

const pageSize = 100;
/** 20,000 conferences; a server that never stops giving pages is left there. */
const maxPages = 200;

export interface ConferenceList {
  /** Those that bear the tag, in the tags or in the description. */
  find(tag: string, options?: CallOptions): Answer<readonly WireConference[]>;
  /** Whatever this application may see, told whole. */
  all(options?: CallOptions): Answer<readonly WireConference[]>;
  /** What came of the tags of a new conference: whether the filter can be relied on. */
  learn(sent: readonly string[], kept: readonly string[]): void;
  /** Asks for the shortest list there is. */
  peek(options?: CallOptions): Answer<void>;
}

interface Parts {
  readonly session: Session;
  readonly generation: Generation;
  readonly http: Http;
  readonly log: Log;
  readonly readWhole: ReadWhole;
}

interface Page {
  readonly tag: string | null;
  readonly number: number;
  readonly size: number;
}

export function createConferenceList({ session, generation, http, log, readWhole }: Parts): ConferenceList {
  let tagsAreKept = false;
  const short = createShortEntries(readWhole, log);

  const read = async ({ tag, number, size }: Page, options?: CallOptions) =>
    parse(
      conferencesSchema,
      await session.call(({ routes, page, filtersTags }) => ({
        method: 'GET',
        route: routes.list,
        query: { ...(tag !== null && filtersTags && { tag }), ...page(number, size) },
        permission: 'conferences',
        ...options,
      })),
      http,
    );

  async function readAll(tag: string | null, options?: CallOptions): Answer<readonly WireConference[]> {
    const seen = new Map<string, WireConference>();
    for (let number = 1; number <= maxPages; number += 1) {
      const answer = await read({ tag, number, size: pageSize }, options);
      if (!answer.ok) return answer;
      const { conferences, cnt, results } = answer.value;
      const before = seen.size;
      for (const conference of conferences) seen.set(conference.id, conference);
      // A server that does not know pages gives the same ones again.
      if (seen.size === before || seen.size >= (cnt ?? Infinity)) break;
      // TrueConf's client reads `results` as the total (§13); were it the page's, nothing would be lost.
      if (conferences.length < pageSize && seen.size >= (results ?? Infinity)) break;
      if (number === maxPages) log.warn('trueconf.list-cut', { pages: maxPages });
    }
    return ok([...seen.values()]);
  }

  async function tellAll(tag: string | null, options?: CallOptions): Answer<readonly WireConference[]> {
    const all = await readAll(tag, options);
    return all.ok ? short.complete(all.value, options) : all;
  }

  async function findIn(tag: string, filtered: boolean, options?: CallOptions) {
    const told = await tellAll(filtered ? tag : null, options);
    return told.ok ? ok(told.value.filter(bears(tag))) : told;
  }

  return {
    async find(tag, options) {
      const found = await findIn(tag, true, options);
      const isEnough = !found.ok || found.value.length > 0 || tagsAreKept;
      if (isEnough || !generation.current().filtersTags) return found;
      // That a create takes tags is inferred only (§3.1); where they are dropped, the description bears the tag.
      return findIn(tag, false, options);
    },
    all: (options) => tellAll(null, options),
    learn(sent, kept) {
      tagsAreKept ||= sent.some((tag) => kept.includes(tag));
    },
    async peek(options) {
      const answer = await read({ tag: null, number: 1, size: 1 }, options);
      return answer.ok ? ok(undefined) : answer;
    },
  };
}

function bears(tag: string): (wire: WireConference) => boolean {
  return (wire) => (wire.tags ?? []).includes(tag) || (wire.description ?? '').includes(tag);
}
