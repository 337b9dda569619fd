/**
 * v4 on the wire (trueconf-api.md §0.1, §3.5). The names are those that TrueConf's own client sends and reads; what it
 * does not show is inferred: that unknown fields are ignored, ids in the roster, what `flag` means.
 */
import { z } from 'zod';
import { json, type Reply } from '../http.ts';
import { originInAnswers, serverName, type Conference, type Participant, type World } from '../world.ts';
import { countIn, parseJson, wrongField, type ConferenceWish, type Form } from './form.ts';
import { ownerInAnswers } from './wire.ts';

const modes = { 0: 'PxP', 1: 'OxP', 3: 'S|L' } as const;
const types: Readonly<Record<string, number>> = { PxP: 0, OxP: 1, 'S|L': 3, 'S|L Auto': 3 };
const scheduleTypes = ['none', 'week', 'once'] as const;

const participants = z.int().min(1).max(250);

const conferenceInput = z.object({
  id: z
    .string()
    .regex(/^\w{1,128}$/)
    .optional(),
  owner: z.string().min(1).max(64),
  topic: z.string().min(1).max(240),
  mode: z.enum(['PxP', 'OxP', 'S|L', 'S|L Auto']),
  access: z.enum(['private', 'public']).default('private'),
  description: z.string().default(''),
  max_podiums: participants.default(36),
  max_participants: participants.default(36),
  schedule: z.looseObject({ type: z.enum(scheduleTypes) }).default({ type: 'none' }),
  invitations: z.array(z.object({ id: z.string(), display_name: z.string().optional() })).default([]),
  auto_invite: z.int().min(0).max(2).default(0),
  tags: z.array(z.string()).default([]),
  recording_enabled: z.boolean().default(false),
  waiting_room_enabled: z.boolean().default(false),
  rights: z.record(z.string(), z.record(z.string(), z.boolean())).default({}),
});

const toWish = (input: z.infer<typeof conferenceInput>): ConferenceWish => ({
  id: input.id,
  owner: input.owner,
  fields: {
    topic: input.topic,
    description: input.description,
    type: types[input.mode] ?? 0,
    maxPodiums: input.max_podiums,
    maxParticipants: input.max_participants,
    schedule: { ...input.schedule, type: scheduleTypes.indexOf(input.schedule.type) - 1 },
    invitations: input.invitations,
    allowGuests: input.access === 'public',
    autoInvite: input.auto_invite,
    tags: input.tags,
    rights: input.rights,
  },
});

function parse(body: string): ReturnType<Form['parse']> {
  const parsed = conferenceInput.safeParse(parseJson(body));
  return parsed.success ? { wish: toWish(parsed.data) } : { wrong: wrongField(parsed.error.issues) };
}

const scheduleObject = z.looseObject({ type: z.int().min(-1).max(1) }).catch({ type: -1 });
const modeOf = (type: number): string => modes[type === 1 || type === 3 ? type : 0];

/** As far as lists go that are short. */
function shortObject(world: World, { id, owner, createdAt, fields, running }: Conference): object {
  const schedule = scheduleObject.parse(fields.schedule);
  return {
    id,
    topic: fields.topic,
    owner: ownerInAnswers(world, owner),
    state: running ? 'running' : 'stopped',
    mode: modeOf(fields.type),
    access: fields.allowGuests ? 'public' : 'private',
    recording_enabled: false,
    created_at: new Date(createdAt * 1_000).toISOString(),
    schedule: { ...schedule, type: scheduleTypes[schedule.type + 1] },
    ...(running && { session_id: `${id}@${serverName}#vcs` }),
  };
}

function conferenceObject(world: World, conference: Conference): object {
  const { id, fields } = conference;
  const origin = originInAnswers(world);
  return {
    ...shortObject(world, conference),
    description: fields.description,
    max_podiums: fields.maxPodiums,
    max_participants: fields.maxParticipants,
    invitations: fields.invitations,
    auto_invite: fields.autoInvite,
    tags: fields.tags,
    rights: fields.rights,
    pin_enabled: false,
    waiting_room_enabled: false,
    broadcast_enabled: false,
    broadcast_id: null,
    url: `${origin}/c/${id}`,
    web_client_url: `${origin}/webrtc/${id}`,
  };
}

/** `id` is the connection's, and `call_id` whose it is. */
const participantObject = ({ id, displayName, isOwner, joinTime }: Participant, index: number): object => ({
  id: `conn-${index + 1}`,
  display_name: displayName,
  flag: isOwner ? 2 : 1,
  duration: Math.max(0, Math.floor(Date.now() / 1_000) - joinTime),
  join_time: new Date(joinTime * 1_000).toISOString(),
  leave_time: null,
  app_id: 'webrtc',
  call_id: `${id}@${serverName}`,
});

export const v4Form: Form = {
  parse,
  updatesInPart: true,
  conference: conferenceObject,
  page: (query) => ({ number: countIn(query, 'page', 1), size: countIn(query, 'page_size', 100) }),
  list: (world, shown, total) => ({
    results: total,
    conferences: shown.map((conference) =>
      (world.faults.shortList ? shortObject : conferenceObject)(world, conference),
    ),
  }),
  roster: (present) => ({ cnt: present.length, list: present.map(participantObject) }),
  // A success that has nothing to tell may be a 204 (§3.5).
  done: () => ({ status: 204 }),
};

const problemBody = z.looseObject({ error: z.looseObject({}) });

/** v4's refusals bear a number by which the server's log can be searched (§2.1). */
export function withTrace(reply: Reply): Reply {
  const parsed = problemBody.safeParse(parseJson(String(reply.body)));
  if (!parsed.success) return reply;
  return json(reply.status, { error: { ...parsed.data.error, trace_id: '3904405107' } });
}
