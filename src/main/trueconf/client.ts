/** The client of one TrueConf server: v3.11 or v4 of its interface, with client credentials (trueconf-api.md). */
import type { LookupFunction } from 'node:net';
import { appError } from '../../shared/errors.ts';
import { ok } from '../../shared/result.ts';
import type { Pin } from '../../shared/settings.ts';
import type { Clock, Log } from '../ports.ts';
import type { Way } from '../proxy/way.ts';
import { conferenceGone, createConferences } from './conferences.ts';
import type { DialectName } from './dialect.ts';
import { v4 } from './dialectV4.ts';
import { defaultLimits, type Limits } from './dispatcher.ts';
import { createGeneration } from './generation.ts';
import { pickGuestAddress } from './guestAddress.ts';
import { createHttp } from './http.ts';
import { createTokens } from './oauth.ts';
import { createSession, parse } from './session.ts';
import type {
  Answer,
  CallOptions,
  Guest,
  NewConference,
  ServerInfo,
  TrueConfClient,
  TrueConfUser,
} from './types.ts';
import { clientsSchema, isMissing, serverSchema, toUser, userSchema } from './wire.ts';

export interface TrueConfOptions {
  readonly origin: string;
  readonly clientId: string;
  /** Asked for at each token request, so that the secret is not kept here. `undefined`: none is stored. */
  readonly secret: () => Promise<string | undefined>;
  /** Another secret to try when the server rejects this one; absent or `undefined`: there is none. */
  readonly otherSecret?: ((rejected: string) => Promise<string | undefined>) | undefined;
  /** Counts only for the host and port that it was accepted for. */
  readonly pin: Pin | null;
  /** PEM of the CA file's authorities, beside `roots` (`serverTrust.ts`). */
  readonly authorities?: readonly string[] | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<Limits>;
  /** PEM of the trusted authorities; the system's by default. */
  readonly roots?: () => readonly string[];
  /** Proxies on the way; straight by default. */
  readonly way?: Way | undefined;
  /** How a name becomes addresses; the system's by default. */
  readonly lookup?: LookupFunction | undefined;
}

/** The client with what only the connection test needs. */
export interface TrueConfServer extends TrueConfClient {
  /** How far our clock is ahead of the server's, by its last answer; `null`: it has not said. */
  clockAheadMs(): number | null;
  /** Whether the interface and the permission `conferences` are there: asks for the shortest list. */
  mayList(options?: CallOptions): Answer<void>;
  /**
   * Looks which generation of the interface the server speaks; needs no credentials. Errors: `server-too-old` with the
   * newest `version` of the interface that it has, `api-missing` where it has none that is known.
   */
  speaks(): Answer<DialectName>;
}

/** Opens nothing until the first call. `close` breaks off what is under way. */
export function createTrueConfClient(options: TrueConfOptions): TrueConfServer {
  const { origin, clientId, secret, otherSecret, pin, authorities, clock, log, roots, way, lookup } = options;
  const now = () => clock.now();
  const limits = { ...defaultLimits, ...options.limits };
  const http = createHttp(
    { origin, pin, authorities, limits, now, way, lookup, ...(roots && { roots }) },
    log,
  );
  const tokens = createTokens({ http, clientId, secret, otherSecret, now });
  const generation = createGeneration(http, log, now);
  const session = createSession(http, tokens, generation);
  const conferences = createConferences({ session, generation, http, origin, log });

  async function user(userId: string, callOptions?: CallOptions): Answer<TrueConfUser> {
    const body = await session.call(({ routes }) => ({
      method: 'GET',
      route: routes.user,
      params: { id: userId },
      permission: 'users:read',
      refused: (refusal) => (isMissing(refusal) ? appError('owner-unknown', { owner: userId }) : undefined),
      ...callOptions,
    }));
    const parsed = parse(userSchema, body, http);
    return parsed.ok ? ok(toUser(parsed.value)) : parsed;
  }

  /** That a 400 can mean an unknown owner is documented, its wording is not (§2.1): so the owner is asked for. */
  async function create(input: NewConference, callOptions?: CallOptions) {
    const made = await conferences.create(input, callOptions);
    if (made.ok || made.error.code !== 'rejected' || made.error.details?.['status'] !== 400) return made;
    const owner = await user(input.owner, callOptions);
    return !owner.ok && owner.error.code === 'owner-unknown' ? owner : made;
  }

  async function guestAddress(conferenceId: string, guest: Guest, callOptions?: CallOptions) {
    const body = await session.openCall(({ routes }) => ({
      method: 'GET',
      route: routes.clients,
      // Seen with v3.11; v4 was seen with `$Name` (§4.1). That it takes the guest's own id too is INF.
      query: {
        call_id: conferenceId,
        user: `2$${guest.guestId}*${guest.displayName}`,
        case: 'join_conference_button',
      },
      permission: 'conferences',
      refused: (refusal) => conferenceGone(refusal, conferenceId),
      ...callOptions,
    }));
    const parsed = parse(clientsSchema, body, http);
    return parsed.ok ? pickGuestAddress(parsed.value.clients, origin) : parsed;
  }

  async function probe(callOptions?: CallOptions): Answer<ServerInfo> {
    const answer = await http.send({ method: 'GET', ...v4.sign, ...callOptions });
    if (!answer.ok) return answer;
    // Servers before 5.5 have no v4 and say so in their way (§7); that is no fault.
    const parsed = serverSchema.safeParse(answer.value.body);
    const product = answer.value.status < 300 && parsed.success ? parsed.data.product : undefined;
    return ok({ version: product?.version ?? null, product: product?.display_name ?? product?.name ?? null });
  }

  let warming: Promise<void> | undefined;
  async function warmUp(): Promise<void> {
    // Both connections of the lane: a press makes two calls side by side. The list asks for a token
    // first, and finds out which generation is spoken.
    await Promise.all([probe(), conferences.mayList()]);
  }

  return {
    origin,
    ...conferences,
    create,
    guestAddress,
    user,
    probe,
    async scopes() {
      const token = await session.token();
      return token.ok ? ok(token.value.scopes) : token;
    },
    async speaks() {
      const dialect = await generation.look();
      return dialect.ok ? ok(dialect.value.name) : dialect;
    },
    warm() {
      warming ??= warmUp().finally(() => (warming = undefined));
      return warming;
    },
    clockAheadMs: http.clockAheadMs,
    close: () => http.close(),
  };
}
