/**
 * Every way in which a server may behave that the public material leaves open or that goes wrong (trueconf-api.md
 * §10). One mutable object, so that a test can change the weather in mid-flow.
 */

/** How the answer to a request is spoilt. The first group does no work, the second does it and then spoils. */
export const spoiledAnswers = [
  'html500',
  'json500',
  'html200',
  'brokenJson',
  'hugeJson',
  'redirect',
  /** Accepts and never answers. */
  'silent',
  /** Closes the connection. */
  'reset',
  /** Does the work, then closes the connection: the answer is lost. */
  'workThenReset',
  /** Does the work and never answers. */
  'workThenSilent',
] as const;
export type SpoiledAnswer = (typeof spoiledAnswers)[number];

/** Narrows `answer` and `latencyMs`. */
export interface FaultScope {
  /** Tested against `METHOD /path`. */
  readonly path: RegExp;
  /** How many requests it still hits; counts down; always, when absent. */
  times?: number;
}

export interface Faults {
  /** Spoils the answers of the API and the token endpoint, or what `only` names. */
  answer: SpoiledAnswer | null;
  only: FaultScope | null;
  /** Added before each call of the API and the token endpoint, or what `only` names. */
  latencyMs: number;

  /** How wrong credentials are answered (§1.3): a status, TrueConf's own `reason`, or an `error` in a 200. */
  tokenError: 400 | 401 | 403 | 'reason' | 'error-in-200';
  /** Right credentials are refused too. */
  rejectCredentials: boolean;
  tokenLifetimeSeconds: number;
  /** A token becomes invalid after so many calls; never, when `null`. */
  expireTokenAfterCalls: number | null;
  /** The token's answer does not say what was granted. */
  hideScope: boolean;

  createStatus: 200 | 201;
  deleteStatus: 200 | 204;
  /** `owner@server` instead of `owner`. */
  ownerWithDomain: boolean;
  /** `state: "running"` in a create starts the conference. */
  startOnCreate: boolean;
  /** Tags sent with a create are forgotten. */
  dropTags: boolean;
  runWhenRunning400: boolean;
  stopWhenStopped400: boolean;
  deleteWhenRunning400: boolean;
  ignoreTagFilter: boolean;
  rosterForbidden: boolean;
  usersForbidden: boolean;
  /** A version that has no `/conferences/ID/invite` (§3.4: seen in v3.3 and v4 only). */
  inviteMissing: boolean;
  /**
   * Which generations of the interface it speaks; `old` has v3.1 to v3.8 only. That `v4` alone has no token address
   * outside of `/api/v4` is inferred.
   */
  api: 'both' | 'v3' | 'v4' | 'old';
  /** Versions answered with 404 `routeNotFound`: `v3.11`, `v4`. */
  apiMissing: readonly string[];
  /** v4's list has neither tags nor description, as TrueConf's own client reads neither there (§3.5, inferred). */
  shortList: boolean;
  /** v4's application has no permission ticked: its token is refused with 400 `invalidScope` (§1.4). */
  noPermissionTicked: boolean;

  /** Addresses in answers begin with `http:`, as behind a TLS proxy the server does not know of. */
  httpUrlsInAnswers: boolean;
  otherPort: number | null;
  foreignHost: string | null;

  widgetFirst: boolean;
  noWebClient: boolean;
  noWebClientBeforeRun: boolean;
  /** The entry has `iframe` but no `web_url`. */
  iframeOnly: boolean;
  /** Name and login stand in the fragment as they are, not percent-encoded. */
  rawFragment: boolean;
  /** A private conference offers the web client to guests too. */
  privateWebClient: boolean;
  /** An unknown `call_id` is answered with 200 and no web entry instead of 404. */
  missingCallEmpty: boolean;

  /** A guest's `id` in the roster is the server's own, so that only the display name tells who it is. */
  guestIdHidden: boolean;
  /** The web client forbids to be framed. */
  frameHeaders: boolean;
  /** What the web client tells its frame's parent instead of letting anybody in. */
  roomMessage: 'loginFail' | 'connectionClosed' | 'notSupported' | null;
}

/** A server as the documents describe it, in good health. */
export function noFaults(): Faults {
  return {
    answer: null,
    only: null,
    latencyMs: 0,
    tokenError: 401,
    rejectCredentials: false,
    tokenLifetimeSeconds: 604_800,
    expireTokenAfterCalls: null,
    hideScope: false,
    createStatus: 200,
    deleteStatus: 200,
    ownerWithDomain: false,
    startOnCreate: false,
    dropTags: false,
    runWhenRunning400: false,
    stopWhenStopped400: false,
    deleteWhenRunning400: false,
    ignoreTagFilter: false,
    rosterForbidden: false,
    usersForbidden: false,
    inviteMissing: false,
    api: 'both',
    apiMissing: [],
    shortList: false,
    noPermissionTicked: false,
    httpUrlsInAnswers: false,
    otherPort: null,
    foreignHost: null,
    widgetFirst: false,
    noWebClient: false,
    noWebClientBeforeRun: false,
    iframeOnly: false,
    rawFragment: false,
    privateWebClient: false,
    missingCallEmpty: false,
    guestIdHidden: false,
    frameHeaders: false,
    roomMessage: null,
  };
}

const calls = /^[A-Z]+ \/(api|oauth2)\//;

/** What happens to this request; counts `only.times` down. `line`: `METHOD /path`. */
export function strike(
  faults: Faults,
  line: string,
): { readonly answer: SpoiledAnswer | null; readonly latencyMs: number } {
  const { only } = faults;
  if (!(only?.path ?? calls).test(line) || only?.times === 0) return { answer: null, latencyMs: 0 };
  if (only?.times !== undefined) only.times -= 1;
  return { answer: faults.answer, latencyMs: faults.latencyMs };
}
