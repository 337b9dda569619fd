/**
 * What differs between the generations of TrueConf's interface (trueconf-api.md §0.1): addresses, the token request,
 * bodies, pages. Readers take the names of both (`wire.ts`), because more than one of them is inferred only.
 */
import type { HttpCall } from './http.ts';
import type { NewConference } from './types.ts';

export type DialectName = 'v3.11' | 'v4';

/** Paths with `{gaps}`. */
export interface Routes {
  readonly list: string;
  readonly one: string;
  readonly run: string;
  readonly stop: string;
  readonly invite: string;
  readonly participants: string;
  readonly clients: string;
  readonly user: string;
}

type Query = Readonly<Record<string, string>>;

export interface Dialect {
  readonly name: DialectName;
  readonly routes: Routes;
  readonly tokenRoute: string;
  tokenBody(fields: Readonly<Record<string, string>>): Pick<HttpCall, 'form' | 'json'>;
  /** Asked without a token to learn whether a server speaks this; any answer but "no such route" says yes. */
  readonly sign: Pick<HttpCall, 'route' | 'query'>;
  conferenceBody(input: NewConference): Readonly<Record<string, unknown>>;
  /** `number`: from 1. */
  page(number: number, size: number): Query;
  /** Whether the list can be asked for a tag. */
  readonly filtersTags: boolean;
  /** Leaves those who are in the call now. */
  readonly rosterQuery: Query;
}

/** `base`: `/api/VERSION`. */
export function routesUnder(base: string): Routes {
  const list = `${base}/conferences`;
  const one = `${list}/{id}`;
  return {
    list,
    one,
    run: `${one}/run`,
    stop: `${one}/stop`,
    invite: `${one}/invite`,
    participants: `${one}/participants`,
    clients: `${base}/software/clients`,
    user: `${base}/users/{id}`,
  };
}
