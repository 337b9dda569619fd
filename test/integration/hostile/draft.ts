/** A request before it becomes bytes, and what may be odd about it. */

/** A request before it becomes bytes. */
export interface Draft {
  readonly method: string;
  /** With the token in it. */
  readonly path: string;
  /** With its question mark, or empty. */
  readonly query: string;
  readonly version: string;
  readonly host: readonly string[];
  readonly origin: readonly string[];
  readonly cookie: readonly string[];
  readonly type: readonly string[];
  readonly content: Buffer;
  /** Whole lines of the head, without their ends, in latin1. */
  readonly more: readonly string[];
  readonly framing: 'length' | 'chunked' | 'bytes';
  /** With the framing `bytes`: what follows the head, and the lines that announce it. */
  readonly framed: { readonly lines: readonly string[]; readonly bytes: Buffer } | null;
}

/**
 * `same`: what is asked is what was asked without it. `refused`: it must change nothing. `fieldless`: the request is
 * whole without its body, so that it counts, with no field.
 */
export type Verdict = 'same' | 'refused' | 'fieldless';

export interface Oddity {
  readonly verdict: Verdict;
  /**
   * `closing`: the server may end the connection behind the answer. `fatal`: what comes is no HTTP to the parser, which
   * gives the connection up; answers that are still being made may be lost.
   */
  readonly fate: 'open' | 'closing' | 'fatal';
  readonly change: (draft: Draft, at: At) => Partial<Draft>;
}

/** Where a request is made. */
export interface At {
  readonly port: number;
  readonly token: string;
  /** Own cookie of the browser that asks, and that of another one. */
  readonly browser: string;
  readonly other: string;
  /** Of hand-overs of this visit. */
  readonly code: string;
}

/** In everything odd that is text: nothing of it may come back, nor be logged. */
export const oddMark = 'QoddQodd';

export type Change = Oddity['change'];
export const odd =
  (verdict: Verdict, fate: Oddity['fate'] = 'open') =>
  (change: Change): Oddity => ({ verdict, fate, change });
export const same = odd('same');
export const refused = odd('refused');
export const fatal = odd('refused', 'fatal');

export const plain: Oddity = same(() => ({}));
export const head =
  (...lines: readonly string[]): Change =>
  (draft) => ({ more: [...draft.more, ...lines] });
