/** v3 on the wire: conferences and participants (trueconf-api.md §3). */
import { z } from 'zod';
import { originInAnswers, serverName, type Conference, type Participant, type World } from '../world.ts';
import { countIn, parseJson, wrongField, type ConferenceWish, type Form } from './form.ts';

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
type ConferenceInput = z.infer<typeof conferenceInput>;

function parse(body: string): ReturnType<Form['parse']> {
  const parsed = conferenceInput.safeParse(parseJson(body));
  return parsed.success ? { wish: toWish(parsed.data) } : { wrong: wrongField(parsed.error.issues) };
}

const ringInput = z.object({ participants: z.array(z.string()) });

/** Whom to ring, alike in v3 and v4; `undefined`: the body is wrong. */
export const parseRing = (body: string): readonly string[] | undefined =>
  ringInput.safeParse(parseJson(body)).data?.participants;

const toWish = (input: ConferenceInput): ConferenceWish => ({
  id: input.id,
  owner: input.owner,
  state: input.state,
  fields: {
    topic: input.topic,
    description: input.description,
    type: input.type,
    maxPodiums: input.max_podiums,
    maxParticipants: input.max_participants,
    schedule: input.schedule,
    invitations: input.invitations,
    allowGuests: input.allow_guests,
    autoInvite: input.auto_invite,
    tags: input.tags,
    rights: input.rights ?? {},
  },
});

export const ownerInAnswers = ({ faults }: World, owner: string): string =>
  faults.ownerWithDomain ? `${owner}@${serverName}` : owner;

/** A conference as §3.3 shows it. */
function conferenceObject(world: World, conference: Conference): object {
  const { id, owner, createdAt, fields, running } = conference;
  const origin = originInAnswers(world);
  return {
    id,
    type: fields.type,
    topic: fields.topic,
    owner: ownerInAnswers(world, owner),
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
function participantObject({ id, displayName, isOwner, joinTime }: Participant): object {
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

export const v3Form: Form = {
  parse,
  updatesInPart: false,
  conference: conferenceObject,
  page: (query) => ({ number: countIn(query, 'page_id', 1), size: countIn(query, 'page_size', 100) }),
  list: (world, shown, total) => ({
    cnt: total,
    conferences: shown.map((conference) => conferenceObject(world, conference)),
  }),
  roster: (participants) => ({ participants: participants.map(participantObject) }),
  done: (state) => ({ status: 200, body: state === null ? {} : { state } }),
};
