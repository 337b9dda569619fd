/**
 * Lists that leave out tags and description. Of v4's list TrueConf's own client reads neither (trueconf-api.md §3.5),
 * so that whose conference it is may stand only in the conference itself. What was looked at once is remembered.
 */
import { ok } from '../../shared/result.ts';
import type { Log } from '../ports.ts';
import type { Answer, CallOptions } from './types.ts';
import { createdMs, type WireConference } from './wire.ts';

/** The whole conference. Errors: `conference-not-found` where it is gone meanwhile. */
export type ReadWhole = (id: string, options?: CallOptions) => Answer<WireConference>;

/** A server full of others' conferences is gone through bit by bit, newest first. */
const maxReads = 500;

export interface ShortEntries {
  /** The same entries, with tags and description where the list has neither. Errors: those of a read that fails. */
  complete(entries: readonly WireConference[], options?: CallOptions): Answer<readonly WireConference[]>;
}

export function createShortEntries(readWhole: ReadWhole, log: Log): ShortEntries {
  const known = new Map<string, WireConference>();

  function forgetOthers(entries: readonly WireConference[]): void {
    const listed = new Set(entries.map(({ id }) => id));
    for (const id of known.keys()) if (!listed.has(id)) known.delete(id);
  }

  return {
    async complete(entries, options) {
      const unread = entries.filter((entry) => isShort(entry) && !known.has(entry.id) && mayBeOurs(entry));
      const next = unread.sort((a, b) => (createdMs(b) ?? 0) - (createdMs(a) ?? 0)).slice(0, maxReads);
      if (next.length < unread.length) log.warn('trueconf.list-cut', { unread: unread.length - next.length });
      for (const { id } of next) {
        const whole = await readWhole(id, options);
        if (whole.ok) known.set(id, whole.value);
        else if (whole.error.code !== 'conference-not-found') return whole;
      }
      forgetOthers(entries);
      // What the list says is fresher than what was read of it earlier.
      return ok(entries.map((entry) => ({ ...known.get(entry.id), ...entry })));
    },
  };
}

const isShort = (entry: WireConference): boolean => !('tags' in entry || 'description' in entry);

/** Guests come into public ones only (§8). */
const mayBeOurs = ({ access }: WireConference): boolean => access !== 'private';
