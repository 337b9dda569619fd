/** The decisions of the page's script, apart from the browser, so that they can be tested without one. */
import * as times from './times.ts';

/** What the server answers to a press (`POST …/join` with `Accept: application/json`). */
export type JoinAnswer =
  | { readonly state: 'going-in'; readonly url: string; readonly embed: boolean }
  | { readonly state: 'waiting' }
  | FailedAnswer;

export interface FailedAnswer {
  readonly state: 'failed';
  readonly code: string;
  readonly text: string;
}

/** What the page should show now. */
export interface View {
  readonly state: string;
  readonly version: string;
  /** The sentence for a camera that does not work. */
  readonly help: string;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** `null`: not an answer of our server (a proxy's page, a broken line). */
export function readJoinAnswer(value: unknown): JoinAnswer | null {
  if (!isRecord(value)) return null;
  const { state, url, embed } = value;
  // Too early: the page that then comes says so.
  if (state === 'waiting' || state === 'early') return { state: 'waiting' };
  if (state === 'going-in' && typeof url === 'string') return { state, url, embed: embed === true };
  return readFailure(value);
}

export function readFailure(value: unknown): FailedAnswer | null {
  if (!isRecord(value)) return null;
  const { state, code, text } = value;
  return state === 'failed' && typeof code === 'string' && typeof text === 'string'
    ? { state, code, text }
    : null;
}

const states = ['form', 'early', 'gone', 'waiting', 'let-in', 'declined', 'dead', 'thanks'];

/** Whether an answer to a GET is a page of ours that tells how things stand, and no failure on the way or on our side. */
export const isOwnPage = (status: number, state: string): boolean =>
  [200, 404, 409, 422, 429].includes(status) && states.includes(state);

/** How long a server that refused a report is left alone; `retryAfter`: its header, in seconds. At most ten minutes. */
export const sparingMsOf = (retryAfter: string | null): number =>
  Math.min(Math.max(times.sparingMs, (Number(retryAfter) || 0) * 1_000), 600_000);

/** `null`: nothing that our server says about a page. */
export function readView(value: unknown): View | null {
  if (!isRecord(value)) return null;
  const { state, version, help } = value;
  if (typeof state !== 'string' || !states.includes(state)) return null;
  const text = (part: unknown): string => (typeof part === 'string' ? part : '');
  return { state, version: text(version), help: text(help) };
}

/** The call's address, only when it lies on the clinic's own server; else `null`. */
export function safeTarget(url: string, serverOrigin: string): string | null {
  try {
    const target = new URL(url);
    return target.origin === serverOrigin && target.origin !== 'null' ? target.href : null;
  } catch {
    return null;
  }
}

/** What the embedded call says to us; `null`: nothing that we know. */
export type CallMessage = 'logout' | 'connectionClosed' | 'loginFail' | 'notSupported';
const callMessages: readonly CallMessage[] = ['logout', 'connectionClosed', 'loginFail', 'notSupported'];

export function readCallMessage(data: unknown): CallMessage | null {
  const type = isRecord(data) ? data['type'] : undefined;
  return callMessages.find((known) => known === type) ?? null;
}

/** What the embedded call may use; the whole screen is given by `allowfullscreen`, which Safari knows alone. */
export const frameRights = (soundOnly: boolean): string =>
  `${soundOnly ? '' : 'camera; '}microphone; autoplay; display-capture; speaker-selection; screen-wake-lock; picture-in-picture`;

/**
 * The address that leads out of an app to this page in a real browser; `null`: no link does.
 * `page`: the page's address, http or https, without a fragment.
 */
export function wayOutOf(way: 'intent' | 'safari' | 'copy', page: string): string | null {
  const [scheme = '', rest = ''] = page.split('://');
  if (way === 'intent') return `intent://${rest}#Intent;scheme=${scheme};end`;
  return way === 'safari' ? `x-safari-${page}` : null;
}

/** 22 characters of base64url from 16 random bytes: under which a typed name waits for another browser. */
export const handOverCode = (random: Uint8Array): string =>
  btoa(String.fromCharCode(...random))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');
