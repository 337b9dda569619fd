/** What the emulated server knows: conferences, tokens, who is in which call. All in memory. */
import { randomBytes } from 'node:crypto';
import { noFaults, type Faults } from './faults.ts';
import type { ConferenceSnapshot, EmulatorOptions, EmulatorUser } from './types.ts';

/** Why somebody is put out of a call. */
export type DropReason = 'stopped' | 'kicked' | 'replaced';

export interface Participant {
  readonly id: string;
  readonly kind: 'user' | 'guest';
  readonly displayName: string;
  readonly isOwner: boolean;
  readonly color: string;
  /** Unix seconds. */
  readonly joinTime: number;
  /** Tells the participant's page and ends its connection. */
  readonly drop: (reason: DropReason) => void;
}

/** The fields that a create or an update sets (§3.1), apart from those that the server makes. */
export interface ConferenceFields {
  readonly topic: string;
  readonly description: string;
  readonly type: number;
  readonly maxPodiums: number;
  readonly maxParticipants: number;
  readonly schedule: unknown;
  readonly invitations: readonly { readonly id: string; readonly display_name?: string | undefined }[];
  readonly allowGuests: boolean;
  readonly autoInvite: number;
  readonly tags: readonly string[];
  readonly rights: unknown;
}

export interface Conference {
  readonly id: string;
  /** Without `@server`. */
  readonly owner: string;
  /** Unix seconds. */
  readonly createdAt: number;
  fields: ConferenceFields;
  running: boolean;
  readonly participants: Map<string, Participant>;
  /** Whose TrueConf app it rang, each time anew. */
  readonly rings: string[];
}

export interface GuestPass {
  readonly conferenceId: string;
  readonly login: string;
  readonly guestId: string;
  readonly displayName: string;
}

export interface AccessToken {
  readonly scopes: ReadonlySet<string>;
  /** Epoch ms. */
  readonly expiresAt: number;
  calls: number;
}

export interface World {
  readonly options: EmulatorOptions;
  readonly faults: Faults;
  readonly users: ReadonlyMap<string, EmulatorUser>;
  readonly conferences: Map<string, Conference>;
  readonly accessTokens: Map<string, AccessToken>;
  /** Guest token -> whose it is. */
  readonly guestPasses: Map<string, GuestPass>;
  /** Cookie value -> user id. */
  readonly sessions: Map<string, string>;
  readonly bytes: (count: number) => Buffer;
  /** Known once it listens. */
  origin: string;
}

export const defaultScopes = 'conferences conferences.participants:read users:read';
/** The server's TrueConf name: behind the `@` of a user, and not its web host (§6). */
export const serverName = 'emulator.trueconf.name';

export function createWorld(options: EmulatorOptions): World {
  return {
    options,
    faults: {
      ...noFaults(),
      ...(options.latencyMs !== undefined && { latencyMs: options.latencyMs }),
      ...options.faults,
    },
    users: new Map(options.users.map((user) => [user.id, user])),
    conferences: new Map(),
    accessTokens: new Map(),
    guestPasses: new Map(),
    sessions: new Map(),
    bytes: options.bytes ?? randomBytes,
    origin: '',
  };
}

/** The origin that stands in answers, which need not be the one that was asked. */
export function originInAnswers({ origin, faults }: World): string {
  const url = new URL(origin);
  if (faults.foreignHost !== null) url.hostname = faults.foreignHost;
  if (faults.otherPort !== null) url.port = String(faults.otherPort);
  // The setter of `protocol` would drop a port that is the default of the new scheme.
  return faults.httpUrlsInAnswers ? url.origin.replace(/^https:/, 'http:') : url.origin;
}

export const withoutDomain = (userId: string): string => userId.replace(/@.*$/s, '');

/** Ten digits, often with a zero in front: an id that was made a number somewhere is then found out. */
export function newConferenceId(world: World): string {
  for (;;) {
    const digits = String(world.bytes(6).readUIntBE(0, 6) % 10_000_000_000).padStart(10, '0');
    const id = world.conferences.size % 2 === 0 ? `0${digits.slice(1)}` : digits;
    if (!world.conferences.has(id)) return id;
  }
}

/** Rings those of the invited who are not in the call. */
export function ringInvited({ fields, participants, rings }: Conference): void {
  const invited = fields.invitations.map(({ id }) => withoutDomain(id));
  rings.push(...invited.filter((id) => !participants.has(id)));
}

/** §3.1: 1 when anybody comes in, 2 when one of the invited does. */
export function ringOnEntering(conference: Conference, { id }: Pick<Participant, 'id'>): void {
  const { autoInvite, invitations } = conference.fields;
  const isInvited = invitations.some((invited) => withoutDomain(invited.id) === id);
  if (autoInvite === 1 || (autoInvite === 2 && isInvited)) ringInvited(conference);
}

export function stop(world: World, conference: Conference): void {
  conference.running = false;
  for (const [token, pass] of world.guestPasses)
    if (pass.conferenceId === conference.id) world.guestPasses.delete(token);
  for (const participant of [...conference.participants.values()]) participant.drop('stopped');
}

export function remove(world: World, conference: Conference): void {
  world.conferences.delete(conference.id);
  stop(world, conference);
}

/** Whether the licence has a guest seat for this guest, who may already sit on one. */
export function hasGuestSeat(world: World, guestId: string): boolean {
  const seats = world.options.guestSeats ?? null;
  if (seats === null) return true;
  const taken = [...world.conferences.values()]
    .flatMap((conference) => [...conference.participants.values()])
    .filter(({ kind, id }) => kind === 'guest' && id !== guestId);
  return taken.length < seats;
}

export function snapshot(conference: Conference): ConferenceSnapshot {
  const { topic, description, tags, allowGuests, maxParticipants, rights } = conference.fields;
  const participants = [...conference.participants.values()].map(
    ({ id, displayName, isOwner, kind, color }) => ({ id, displayName, isOwner, kind, color }),
  );
  const { id, owner, running } = conference;
  const invited = conference.fields.invitations.map((invitation) => withoutDomain(invitation.id));
  const ringing = { invited, autoInvite: conference.fields.autoInvite, rings: [...conference.rings] };
  const facts = { id, topic, description, owner, tags, allowGuests, maxParticipants, rights };
  return { ...facts, running, participants, ...ringing };
}
