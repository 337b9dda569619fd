/** What one generation of the interface looks like on the wire; the work behind it is the same (trueconf-api.md §0.1). */
import type { Conference, ConferenceFields, Participant, World } from '../world.ts';

/** What a create or an update asks for. */
export interface ConferenceWish {
  readonly id?: string | undefined;
  readonly owner: string;
  readonly state?: string | undefined;
  readonly fields: ConferenceFields;
}

export interface Page {
  /** From 1. */
  readonly number: number;
  readonly size: number;
}

export interface Form {
  /** The wish, or the name of the first field that is wrong. */
  readonly parse: (body: string) => { readonly wish: ConferenceWish } | { readonly wrong: string };
  /** Whether an update sends only what changes. */
  readonly updatesInPart: boolean;
  readonly conference: (world: World, conference: Conference) => object;
  readonly page: (query: URLSearchParams) => Page;
  readonly list: (world: World, shown: readonly Conference[], total: number) => object;
  readonly roster: (participants: readonly Participant[]) => object;
  /** A success that has nothing to tell but the state. */
  readonly done: (state: string | null) => { readonly status: number; readonly body?: object };
}

/** A positive whole number of a query, or what stands for it. */
export const countIn = (query: URLSearchParams, name: string, otherwise: number): number =>
  Math.max(1, Number(query.get(name) ?? otherwise) || otherwise);

/** The field that the first complaint is about. */
export const wrongField = (issues: readonly { readonly path: readonly PropertyKey[] }[]): string =>
  String(issues[0]?.path[0] ?? 'body');

/** `undefined` when the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
