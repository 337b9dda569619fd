/** The list of conferences: read page by page, searched by tag (trueconf-api.md §3.4). */
import { ok } from '../../shared/result.ts';
import type { Log } from '../ports.ts';
import type { Http } from './http.ts';
import { parse, type Session } from './session.ts';
import type { Answer, CallOptions } from './types.ts';
import { conferencesSchema, type WireConference } from './wire.ts';

export const listRoute = '/api/v3.11/conferences';

const pageSize = 100;
/** 20,000 conferences; a server that never stops giving pages is left there. */
const maxPages = 200;

export interface ConferenceList {
  /** Those that bear the tag, in the tags or in the description. */
  find(tag: string, options?: CallOptions): Answer<readonly WireConference[]>;
  /** What came of the tags of a new conference: whether the filter can be relied on. */
  learn(sent: readonly string[], kept: readonly string[]): void;
  /** Asks for the shortest list there is. */
  peek(options?: CallOptions): Answer<void>;
}

export function createConferenceList(session: Session, http: Http, log: Log): ConferenceList {
  let tagsAreKept = false;

  const page = async (query: Readonly<Record<string, string>>, options?: CallOptions) =>
    parse(
      conferencesSchema,
      await session.call({ method: 'GET', route: listRoute, query, permission: 'conferences', ...options }),
      http,
    );

  async function readAll(
    filter: Readonly<Record<string, string>>,
    options?: CallOptions,
  ): Answer<readonly WireConference[]> {
    const seen = new Map<string, WireConference>();
    for (let pageId = 1; pageId <= maxPages; pageId += 1) {
      const query = { ...filter, page_id: String(pageId), page_size: String(pageSize) };
      const answer = await page(query, options);
      if (!answer.ok) return answer;
      const before = seen.size;
      for (const conference of answer.value.conferences) seen.set(conference.id, conference);
      // A server that does not know pages gives the same ones again.
      if (seen.size === before || seen.size >= (answer.value.cnt ?? Infinity)) break;
      if (pageId === maxPages) log.warn('trueconf.list-cut', { pages: maxPages });
    }
    return ok([...seen.values()]);
  }

  return {
    async find(tag, options) {
      const filtered = await readAll({ tag }, options);
      if (!filtered.ok) return filtered;
      const found = filtered.value.filter(bears(tag));
      if (found.length > 0 || tagsAreKept) return ok(found);
      // That a create takes tags is inferred only (§3.1); where they are dropped, the description bears the tag.
      const whole = await readAll({}, options);
      return whole.ok ? ok(whole.value.filter(bears(tag))) : whole;
    },
    learn(sent, kept) {
      tagsAreKept ||= sent.some((tag) => kept.includes(tag));
    },
    async peek(options) {
      const answer = await page({ page_id: '1', page_size: '1' }, options);
      return answer.ok ? ok(undefined) : answer;
    },
  };
}

function bears(tag: string): (wire: WireConference) => boolean {
  return (wire) => (wire.tags ?? []).includes(tag) || (wire.description ?? '').includes(tag);
}
