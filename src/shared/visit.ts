/**
 * The life of a visit, as a pure machine (ARCHITECTURE.md, "A visit, its links and its persons").
 * Illegal events give `undefined`: the caller ignores and logs them. `closed` absorbs everything but the taking back of a
 * cancellation.
 */
import type { ErrorCode } from './errors.ts';
import type { PageNews } from './page.ts';
import { assertNever } from './result.ts';

export type CloseReason = 'ended' | 'cancelled' | 'expired' | 'no-show' | 'gone';

/** Straight in: the patient's press is enough. Waiting: the doctor lets in. */
export type Admission = 'straight' | 'waiting';

export type VisitState =
  /** Not made on the server yet; when it begins is the visit's `startsAt`. */
  | { readonly name: 'planned' }
  | { readonly name: 'creating' }
  | { readonly name: 'failed'; readonly code: ErrorCode }
  | { readonly name: 'ready' }
  | { readonly name: 'closing'; readonly reason: CloseReason }
  | { readonly name: 'closed'; readonly reason: CloseReason };

export type VisitEvent =
  | { readonly type: 'start' }
  | { readonly type: 'created' }
  | { readonly type: 'refused'; readonly code: ErrorCode }
  | { readonly type: 'retry' }
  | { readonly type: 'lost' }
  | { readonly type: 'end'; readonly reason: 'ended' | 'no-show' }
  | { readonly type: 'cancel' }
  /** `occupied`: somebody is waiting, asleep, going in, stuck, in the call or lost. */
  | { readonly type: 'expire'; readonly occupied: boolean }
  /** The conference is stopped and deleted on the server, or was gone already. */
  | { readonly type: 'removed' }
  /** A cancelled visit is planned again; whether this one may be is `canReopen`. */
  | { readonly type: 'reopen' };

/** The first link and those for a relative, an interpreter, a second doctor. */
export const maxLinksPerVisit = 5;

/** One way in, made for one person. Its token is derived, never stored (`links.ts`). */
export interface Link {
  readonly number: number;
  /** Whom it was made for; empty for the first, whose label is the visit's. Sealed in the store. */
  readonly label: string;
  /** Raised to revoke: the old token is dead from then on. */
  readonly generation: number;
  /** SHA-256 (hex) of the token of this generation: all that is kept of it, and under which the link is found. */
  readonly tokenHash: string;
  /** When its page's script first said that it is open (epoch ms); a GET never does. */
  readonly openedAt: number | null;
  /** What the page of a browser that has not pressed last reported. */
  readonly page: PageNews | null;
  /**
   * SHA-256 (hex) of the commands that made the last generations, the newest last: one that is sent twice raises it once,
   * even after somebody else's.
   */
  readonly commands: readonly string[];
  /** The same of the command that added the link to its visit: it stays over all generations; `null`: none. */
  readonly addedBy: string | null;
}

/** A conference on the TrueConf server. It is replaceable: the links stay when it is made anew. */
export interface ConferenceRef {
  /** Kept as a string: it may start with zero (trueconf-api.md §3.1). */
  readonly id: string;
  /** The page where the owner enters with the own account, on the configured origin. */
  readonly pageUrl: string;
}

export interface Visit {
  readonly id: string;
  /** The doctor's TrueConf ID. */
  readonly ownerId: string;
  /** Epoch ms. */
  readonly createdAt: number;
  /** When a planned visit begins (epoch ms); `null`: it was made for now. */
  readonly startsAt: number | null;
  /** From when the links let in (epoch ms): a planned visit's page says before when to come. */
  readonly opensAt: number;
  /** Epoch ms; the link's life ends then, unless somebody is there. */
  readonly expiresAt: number;
  /** So many minutes later than planned the doctor said to begin; `null`: as planned. */
  readonly lateMinutes: number | null;
  /** What the doctor calls the visit; empty until filled in. Sealed in the store. */
  readonly label: string;
  /** For the doctor only: no other desk is sent it. Sealed in the store. */
  readonly note: string;
  readonly admission: Admission;
  readonly state: VisitState;
  /** When `state` was entered (epoch ms). */
  readonly since: number;
  readonly conference: ConferenceRef | null;
  /** Marks the conference of the current attempt in the server's `tags` and `description`; stored before the call. */
  readonly marker: string | null;
  readonly links: readonly Link[];
  /** Since when the doctor is in the call as a named guest, who takes a guest place (epoch ms); `null`: is not. */
  readonly doctorSince: number | null;
  /** The server last refused to say who is in the call: nobody can be seen going in. */
  readonly rosterHidden: boolean;
  /** When it ended for people (epoch ms): closing on the server may take longer; `null`: it has not. */
  readonly endedAt: number | null;
  /** Why it could last not be made, also after it was made in the end: the history tells. */
  readonly failedWith: ErrorCode | null;
}

/** The state after an event, or `undefined` when the event has no meaning there. */
export function nextVisitState(state: VisitState, event: VisitEvent): VisitState | undefined {
  switch (state.name) {
    case 'planned':
      if (event.type === 'start') return { name: 'creating' };
      return closedBeforeCreating(event);
    case 'failed':
      if (event.type === 'retry') return { name: 'creating' };
      return closedBeforeCreating(event);
    case 'creating':
      if (event.type === 'created') return { name: 'ready' };
      if (event.type === 'refused') return { name: 'failed', code: event.code };
      if (event.type === 'cancel') return { name: 'closing', reason: 'cancelled' };
      if (event.type === 'end') return { name: 'closing', reason: event.reason };
      return undefined;
    case 'ready':
      if (event.type === 'lost') return { name: 'creating' };
      if (event.type === 'cancel') return { name: 'closing', reason: 'cancelled' };
      if (event.type === 'end') return { name: 'closing', reason: event.reason };
      if (event.type === 'expire' && !event.occupied) return { name: 'closing', reason: 'expired' };
      return undefined;
    case 'closing':
      return event.type === 'removed' ? { name: 'closed', reason: state.reason } : undefined;
    case 'closed':
      return event.type === 'reopen' && state.reason === 'cancelled' ? { name: 'planned' } : undefined;
    default:
      return assertNever(state);
  }
}

function closedBeforeCreating(event: VisitEvent): VisitState | undefined {
  if (event.type === 'cancel') return { name: 'closed', reason: 'cancelled' };
  if (event.type === 'expire') return { name: 'closed', reason: 'expired' };
  return undefined;
}

/** Applies an event to a visit at a time (epoch ms); `undefined` when the event is illegal. */
export function applyVisitEvent(visit: Visit, event: VisitEvent, now: number): Visit | undefined {
  const state = nextVisitState(visit.state, event);
  if (!state) return undefined;
  const endedAt = isOpen(state) ? null : (visit.endedAt ?? now);
  const failedWith = event.type === 'refused' ? event.code : visit.failedWith;
  const conference = event.type === 'lost' ? null : visit.conference;
  return { ...visit, state, since: now, endedAt, failedWith, conference };
}

/** Whether the visit's links open anything: dead from the first moment of closing. */
export function isOpen(state: VisitState): boolean {
  return state.name !== 'closing' && state.name !== 'closed';
}

/** For so long a cancellation can be taken back: a click sent again after a lost connection is still in time. */
const reopenWithinMs = 60_000;

/** Whether a cancelled visit can be planned again at `now` (epoch ms): it never was on the server, and it was just now. */
export const canReopen = ({ startsAt, conference, marker, since }: Visit, now: number): boolean =>
  startsAt !== null && conference === null && marker === null && now - since <= reopenWithinMs;
