/** The decisions of the page's script, apart from the browser, so that they can be tested without one. */

/** What the server answers to a press (`POST …/join` with `Accept: application/json`). */
export type JoinAnswer =
  | { readonly state: 'going-in'; readonly url: string }
  | { readonly state: 'waiting' }
  | { readonly state: 'failed'; readonly code: string; readonly text: string };

/** The page's states, and `unclear` for anything that is not an answer of our server. */
export type HereState = 'form' | 'waiting' | 'let-in' | 'declined' | 'dead' | 'unclear';

/** Milliseconds. */
export const times = {
  /** Between two questions of a waiting page. */
  pollMs: 2_500,
  /** After an answer that did not help: no connection, or too many questions. */
  retryMs: 6_000,
  /** A press that takes longer gets a word of patience. */
  slowMs: 8_000,
  /** Then it counts as lost. */
  giveUpMs: 60_000,
} as const;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** `null`: not an answer of our server (a proxy's page, a broken line). */
export function readJoinAnswer(value: unknown): JoinAnswer | null {
  if (!isRecord(value)) return null;
  const { state, url, code, text } = value;
  if (state === 'waiting') return { state };
  if (state === 'going-in' && typeof url === 'string') return { state, url };
  if (state === 'failed' && typeof code === 'string' && typeof text === 'string')
    return { state, code, text };
  return null;
}

const hereStates: readonly HereState[] = ['form', 'waiting', 'let-in', 'declined', 'dead'];

export function readHereState(value: unknown): HereState {
  const state = isRecord(value) ? value['state'] : undefined;
  return hereStates.find((known) => known === state) ?? 'unclear';
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
