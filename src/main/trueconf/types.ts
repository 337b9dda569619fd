/** What the rest of the core knows of a TrueConf server (trueconf-api.md). Implemented by `client.ts`. */
import type { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';

/** Rights of one kind of participant; fourteen booleans (trueconf-api.md §3.1, `rights`). */
export const rightNames = [
  'chat_send',
  'chat_rcv',
  'slide_show_send',
  'slide_show_rcv',
  'white_board_send',
  'white_board_rcv',
  'file_transfer_send',
  'file_transfer_rcv',
  'desktop_sharing',
  'recording',
  'audio_send',
  'audio_rcv',
  'video_send',
  'video_rcv',
] as const;
export type Rights = Readonly<Record<(typeof rightNames)[number], boolean>>;

export interface NewConference {
  readonly topic: string;
  readonly owner: string;
  /** Bears the marker, like the tags. */
  readonly description: string;
  readonly tags: readonly string[];
  readonly places: number;
  readonly rights: Rights;
  /** Whose TrueConf app the server rings; `null`: nobody is invited. */
  readonly ring: string | null;
}

export interface Conference {
  readonly id: string;
  /** Owner as answered, without `@server`. */
  readonly owner: string;
  readonly running: boolean;
  readonly tags: readonly string[];
  readonly description: string;
  /** Epoch ms; `null`: the server does not say. */
  readonly createdAt: number | null;
  /** Where the owner enters with the own account: path of the web client's page on the configured origin. */
  readonly pageUrl: string;
}

export interface Participant {
  /** All that the server calls this participant, with a space between; to look for a guest's id in. */
  readonly id: string;
  readonly displayName: string;
  readonly isOwner: boolean;
}

export interface Guest {
  /** Random and unique; letters, digits, underscore (trueconf-api.md §4.1). */
  readonly guestId: string;
  /** Already cleaned (`displayName.ts`). */
  readonly displayName: string;
}

export interface TrueConfUser {
  readonly id: string;
  readonly displayName: string;
}

/** The server's own word about itself (`GET /api/v4/server`); `null` where it does not say. */
export interface ServerInfo {
  readonly version: string | null;
  readonly product: string | null;
}

/** Which pool a call uses, so that no click waits behind a hung poll. */
export type Lane = 'interactive' | 'background';

export interface CallOptions {
  readonly lane?: Lane;
  readonly signal?: AbortSignal;
}

export type Answer<T> = Promise<Result<T, AppError>>;

/**
 * One TrueConf server with one set of credentials. Every method answers with a Result and never throws.
 * A lost answer shows as `timeout` or `connection-lost`; only `create` then leaves doubt (`findByTag` resolves it).
 */
export interface TrueConfClient {
  /** Origin of the configured server. */
  readonly origin: string;
  create(input: NewConference, options?: CallOptions): Answer<Conference>;
  run(conferenceId: string, options?: CallOptions): Answer<void>;
  /** A conference that is not there counts as stopped. */
  stop(conferenceId: string, options?: CallOptions): Answer<void>;
  /** A conference that is not there counts as deleted. */
  remove(conferenceId: string, options?: CallOptions): Answer<void>;
  get(conferenceId: string, options?: CallOptions): Answer<Conference>;
  /** All pages of the list, filtered by the tag here too (a server may ignore the parameter). */
  findByTag(tag: string, options?: CallOptions): Answer<readonly Conference[]>;
  /** All conferences of the server that this application may see, whoever made them. */
  listAll(options?: CallOptions): Answer<readonly Conference[]>;
  participants(conferenceId: string, options?: CallOptions): Answer<readonly Participant[]>;
  /**
   * Rings a user's TrueConf app: into a conference that runs. How a server says that it cannot is not known
   * (trueconf-api.md §3.4, M), so a refusal is nobody's failure.
   */
  ring(conferenceId: string, userId: string, options?: CallOptions): Answer<void>;
  /**
   * The address by which a guest goes straight into the call: short-lived and personal, never stored or logged.
   * Errors: `no-web-client` (not run yet, or no guest seat left), `guest-address-foreign`.
   */
  guestAddress(conferenceId: string, guest: Guest, options?: CallOptions): Answer<string>;
  user(userId: string, options?: CallOptions): Answer<TrueConfUser>;
  probe(options?: CallOptions): Answer<ServerInfo>;
  /** Granted permissions of the token, `null` where the server does not say; fetches a token if there is none. */
  scopes(options?: CallOptions): Answer<readonly string[] | null>;
  /** Opens a connection and fetches a token ahead of the doctor's click. Its failure is nobody's business. */
  warm(): Promise<void>;
  close(): Promise<void>;
}
