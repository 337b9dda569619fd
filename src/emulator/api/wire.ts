/** What goes over the wire for a conference and a participant (trueconf-api.md §3). */
import { z } from 'zod';
import {
  originInAnswers,
  serverName,
  type Conference,
  type ConferenceFields,
  type Participant,
  type World,
} from '../world.ts';

const participants = z.int().min(1).max(250);

/** Loose on unknown fields, strict on what the documents bound. */
const conferenceInput = z.object({
  id: z
    .string()
    .regex(/^\w{1,128}$/)
    .optional(),
  owner: z.string().min(1).max(64),
  topic: z.string().min(1).max(240),
  description: z.string().default(''),
  type: z.union([z.literal(0), z.literal(1), z.literal(3)]).default(0),
  max_podiums: participants.default(36),
  max_participants: participants.default(36),
  schedule: z.looseObject({ type: z.int() }).default({ type: -1 }),
  invitations: z.array(z.object({ id: z.string(), display_name: z.string().optional() })).default([]),
  allow_guests: z.boolean().default(false),
  auto_invite: z.int().min(0).max(2).default(0),
  tags: z.array(z.string()).default([]),
  rights: z.unknown().optional(),
  state: z.string().optional(),
});
export type ConferenceInput = z.infer<typeof conferenceInput>;

/** The input, or the name of the first field that is wrong. */
export function parseConference(
  body: string,
): { readonly input: ConferenceInput } | { readonly wrong: string } {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { wrong: 'body' };
  }
  const parsed = conferenceInput.safeParse(value);
  if (parsed.success) return { input: parsed.data };
  return { wrong: String(parsed.error.issues[0]?.path[0] ?? 'body') };
}

const ringInput = z.object({ participants: z.array(z.string()) });

/** Whom to ring; `undefined`: the body is wrong. */
export function parseRing(body: string): readonly string[] | undefined {
  try {
    return ringInput.safeParse(JSON.parse(body)).data?.participants;
  } catch {
    return undefined;
  }
}

export const toFields = (input: ConferenceInput, dropTags: boolean): ConferenceFields => ({
  topic: input.topic,
  description: input.description,
  type: input.type,
  maxPodiums: input.max_podiums,
  maxParticipants: input.max_participants,
  schedule: input.schedule,
  invitations: input.invitations,
  allowGuests: input.allow_guests,
  autoInvite: input.auto_invite,
  tags: dropTags ? [] : input.tags,
  rights: input.rights ?? {},
});

/** A conference as §3.3 shows it. */
export function conferenceObject(world: World, conference: Conference): object {
  const { id, owner, createdAt, fields, running } = conference;
  const origin = originInAnswers(world);
  return {
    id,
    type: fields.type,
    topic: fields.topic,
    owner: world.faults.ownerWithDomain ? `${owner}@${serverName}` : owner,
    description: fields.description,
    max_podiums: fields.maxPodiums,
    max_participants: fields.maxParticipants,
    schedule: fields.schedule,
    invitations: fields.invitations,
    allow_guests: fields.allowGuests,
    auto_invite: fields.autoInvite,
    state: running ? 'running' : 'stopped',
    access: fields.allowGuests ? 'public' : 'private',
    url: `${origin}/c/${id}`,
    webclient_url: `${origin}/webrtc/${id}`,
    created_at: createdAt,
    multicast_enable: false,
    multicast_address: null,
    tags: fields.tags,
    recording: 0,
    stream_recording_state: 0,
    rights: fields.rights,
    broadcast_enabled: false,
    broadcast_id: null,
    broadcast: null,
    allow_only_planned_participants: false,
    ...(running && { session_id: `${id}@${serverName}#vcs` }),
  };
}

/** A line of the roster (§3.4). */
export function participantObject({ id, displayName, isOwner, joinTime }: Participant): object {
  return {
    id,
    uid: `${id}@${serverName}`,
    avatar: null,
    login_name: id,
    email: '',
    display_name: displayName,
    first_name: '',
    last_name: '',
    company: '',
    groups: [],
    is_active: 1,
    status: 5,
    join_time: joinTime,
    is_owner: isOwner,
  };
}
