/** The client of one TrueConf server: v3.11 of its interface, with client credentials (trueconf-api.md). */
import { appError } from '../../shared/errors.ts';
import { ok } from '../../shared/result.ts';
import type { Pin } from '../../shared/settings.ts';
import type { Clock, Log } from '../ports.ts';
import { conferenceGone, createConferences } from './conferences.ts';
import { defaultLimits, type Limits } from './dispatcher.ts';
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
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<Limits>;
  /** PEM of the trusted authorities; the system's by default. */
  readonly roots?: () => readonly string[];
}

/** The client with what only the connection test needs. */
export interface TrueConfServer extends TrueConfClient {
  /** Whether the interface and the permission `conferences` are there: asks for the shortest list. */
  mayList(options?: CallOptions): Answer<void>;
}

/** Opens nothing until the first call. `close` breaks off what is under way. */
export function createTrueConfClient(options: TrueConfOptions): TrueConfServer {
  const { origin, clientId, secret, otherSecret, pin, clock, log, roots } = options;
  const now = () => clock.now();
  const limits = { ...defaultLimits, ...options.limits };
  const http = createHttp({ origin, pin, limits, now, ...(roots && { roots }) }, log);
  const tokens = createTokens({ http, clientId, secret, otherSecret, now });
  const session = createSession(http, tokens);
  const conferences = createConferences(session, http, origin, log);

  async function user(userId: string, callOptions?: CallOptions): Answer<TrueConfUser> {
    const body = await session.call({
      method: 'GET',
      route: '/api/v3.11/users/{id}',
      params: { id: userId },
      permission: 'users:read',
      refused: (refusal) => (isMissing(refusal) ? appError('owner-unknown', { owner: userId }) : undefined),
      ...callOptions,
    });
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
    const body = await session.openCall({
      method: 'GET',
      route: '/api/v3.11/software/clients',
      query: {
        call_id: conferenceId,
        user: `2$${guest.guestId}*${guest.displayName}`,
        case: 'join_conference_button',
      },
      permission: 'conferences',
      refused: (refusal) => conferenceGone(refusal, conferenceId),
      ...callOptions,
    });
    const parsed = parse(clientsSchema, body, http);
    return parsed.ok ? pickGuestAddress(parsed.value.clients, origin) : parsed;
  }

  async function probe(callOptions?: CallOptions): Answer<ServerInfo> {
    const answer = await http.send({ method: 'GET', route: '/api/v4/server', ...callOptions });
    if (!answer.ok) return answer;
    // Servers before 5.5 have no v4 and say so in their way (§7); that is no fault.
    const parsed = serverSchema.safeParse(answer.value.body);
    const product = answer.value.status < 300 && parsed.success ? parsed.data.product : undefined;
    return ok({ version: product?.version ?? null, product: product?.display_name ?? product?.name ?? null });
  }

  let warming: Promise<void> | undefined;
  async function warmUp(): Promise<void> {
    // Both connections of the lane: a press makes two calls side by side.
    await Promise.all([probe(), tokens.get().then(() => probe())]);
  }

  return {
    origin,
    ...conferences,
    create,
    guestAddress,
    user,
    probe,
    async scopes() {
      const token = await tokens.get();
      return token.ok ? ok(token.value.scopes) : token;
    },
    warm() {
      warming ??= warmUp().finally(() => (warming = undefined));
      return warming;
    },
    close: () => http.close(),
  };
}
