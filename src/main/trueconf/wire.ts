/**
 * What the server's answers must hold: loose on fields that are not used, strict on those that are (trueconf-api.md).
 * Where v3 and v4 name a thing differently both names are read (§0.1, §3.5).
 */
import { z } from 'zod';
import type { Conference, Participant, TrueConfUser } from './types.ts';

/**
 * Ids are strings and may begin with zeros; a number is taken as long as it is exact. A path segment of dots only
 * would lead elsewhere, so it is no id.
 */
const wireId = z
  .union([z.string(), z.int().nonnegative().transform(String)])
  .refine((id) => /^[^\s/\\?#]{1,200}$/.test(id) && !/^\.+$/.test(id));
/** How a guest's id looks is not known (§3.4), and one odd entry must not hide the others. */
const looseId = z.union([z.string(), z.number().transform(String)]);
const optionalText = z.string().nullish();

/** §1.1; lifetime in seconds. */
export const tokenSchema = z.looseObject({
  access_token: z.string().min(1).max(4_096),
  expires_in: z.coerce.number().positive().nullish(),
  scope: optionalText,
});

const conferenceObject = z.looseObject({
  id: wireId,
  owner: optionalText,
  state: optionalText,
  tags: z.array(z.string()).nullish(),
  description: optionalText,
  webclient_url: optionalText,
  /** v4 */
  web_client_url: optionalText,
  access: optionalText,
  /** v3: Unix seconds; v4: text. */
  created_at: z.union([z.number(), z.string()]).nullish().catch(null),
  session_id: optionalText.catch(null),
});

/** §3.3 */
export const conferenceSchema = z.looseObject({ conference: conferenceObject });
/** §3.4 */
export const conferencesSchema = z.looseObject({
  cnt: z.coerce.number().nullish(),
  /** v4. TrueConf's client reads it as the total; taken for nothing better than that. */
  results: z.coerce.number().nullish().catch(null),
  conferences: z.array(conferenceObject),
});
export type WireConference = z.output<typeof conferenceObject>;

const participantObject = z.looseObject({
  id: looseId.nullish(),
  display_name: optionalText,
  is_owner: z.union([z.boolean(), z.number()]).nullish(),
  /** v4, where `id` may be that of the connection (§3.5). */
  call_id: looseId.nullish(),
});
const participantList = z.array(participantObject);

/** §3.4; v4: `list` (§3.5). */
export const participantsSchema = z.union([
  z.looseObject({ participants: participantList }).transform(({ participants }) => participants),
  z.looseObject({ list: participantList }).transform(({ list }) => list),
]);

/** §6 */
export const userSchema = z.looseObject({
  user: z.looseObject({ id: looseId, display_name: optionalText }),
});

/** §4.2 */
export const clientsSchema = z.looseObject({
  clients: z.array(
    z.looseObject({
      type: optionalText,
      platform: optionalText,
      web_url: optionalText,
      iframe: optionalText,
    }),
  ),
});
export type WireClient = z.output<typeof clientsSchema>['clients'][number];

/** §7; a server that tells less is no worse. */
export const serverSchema = z.looseObject({
  product: z.looseObject({ display_name: optionalText, name: optionalText, version: optionalText }).nullish(),
});

const envelope = z.looseObject({
  error: z.looseObject({
    code: z.number().nullish(),
    errors: z
      .array(z.looseObject({ reason: optionalText, location: optionalText }))
      .nullish()
      .catch(null),
  }),
});

/** A refusal as the server words it (§2.1): the reasons and the fields that they are about. */
export interface Refusal {
  readonly status: number;
  /** Whether the server itself says so: a bare status may come from something in between. */
  readonly told: boolean;
  readonly reasons: readonly string[];
  readonly locations: readonly string[];
}

/**
 * The refusal in an answer; `undefined` when it is a success. Some answers carry an error under status 200
 * (§1.3), and then their own code counts.
 */
export function refusalIn(status: number, body: unknown): Refusal | undefined {
  const parsed = envelope.safeParse(body);
  const error = parsed.success ? parsed.data.error : undefined;
  if (status < 300 && !error) return undefined;
  const entries = error?.errors ?? [];
  return {
    status: status < 300 ? (error?.code ?? 400) : status,
    told: error !== undefined,
    reasons: entries.map((entry) => entry.reason).filter((reason) => typeof reason === 'string'),
    locations: entries.map((entry) => entry.location).filter((location) => typeof location === 'string'),
  };
}

/** The thing asked for is not there; a missing route says nothing about it (§2.1). */
export function isMissing({ status, told, reasons }: Refusal): boolean {
  return status === 404 && told && !reasons.includes('routeNotFound');
}

/** Whether the body has an `error` of any shape: text as in OAuth, or the envelope (§1.3). */
export function hasError(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'error' in body && Boolean(body.error);
}

/** Owners come as `id` or `id@server` (§3.1). */
export function withoutDomain(userId: string): string {
  const at = userId.indexOf('@');
  return at > 0 ? userId.slice(0, at) : userId;
}

export function toConference(wire: WireConference, origin: string): Conference {
  return {
    id: wire.id,
    owner: withoutDomain(wire.owner ?? ''),
    running: isRunning(wire),
    tags: wire.tags ?? [],
    description: wire.description ?? '',
    createdAt: createdMs(wire),
    pageUrl: pageUrl(wire, origin),
  };
}

/** Epoch ms of what is Unix seconds (v3) or text (v4, §3.1); `null` where it cannot be read. */
export function createdMs({ created_at: told }: WireConference): number | null {
  if (told === null || told === undefined || told === '') return null;
  const seconds = Number(told);
  const ms = Number.isNaN(seconds) ? Date.parse(String(told)) : seconds * 1_000;
  return Number.isNaN(ms) ? null : ms;
}

/** A v4 that told no state would still have a session while one runs (§3.1). */
function isRunning({ state, session_id }: WireConference): boolean {
  return typeof state === 'string' ? state === 'running' : Boolean(session_id);
}

/** The page on the configured server; an address on another host is not taken over. */
function pageUrl(wire: WireConference, origin: string): string {
  const address = wire.webclient_url || wire.web_client_url;
  const told = address ? URL.parse(address, origin) : null;
  const ours = told !== null && told.hostname === new URL(origin).hostname && /^https?:$/.test(told.protocol);
  return `${origin}${ours && told.pathname !== '/' ? told.pathname : `/webrtc/${encodeURIComponent(wire.id)}`}`;
}

/** Both ids where there are two: in which of them a guest's own id stands is not known (§3.5). */
export function toParticipants(wire: z.output<typeof participantsSchema>): readonly Participant[] {
  return wire.map(({ id, call_id, display_name, is_owner }) => ({
    id: [...new Set([id ?? '', call_id ?? ''])].filter((text) => text !== '').join(' '),
    displayName: display_name ?? '',
    // v4 has a `flag` of unknown meaning, and a guest taken for the owner would never be seen.
    isOwner: Boolean(is_owner),
  }));
}

export function toUser({ user }: z.output<typeof userSchema>): TrueConfUser {
  return { id: withoutDomain(user.id), displayName: user.display_name ?? '' };
}
