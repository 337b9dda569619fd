/** The calls on conferences (trueconf-api.md §3): what is sent, what a refusal means. */
import { appError, type AppError } from '../../shared/errors.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { Log } from '../ports.ts';
import { createConferenceList, listRoute } from './conferenceList.ts';
import type { Http } from './http.ts';
import { parse, type ApiCall, type Session } from './session.ts';
import type { Answer, CallOptions, Conference, NewConference, Participant } from './types.ts';
import {
  conferenceSchema,
  isMissing,
  participantsSchema,
  toConference,
  toParticipants,
  type Refusal,
} from './wire.ts';

const permission = 'conferences';
const one = `${listRoute}/{id}`;

/** The body of a new conference (§3.3). Invitations are there to be rung: without `ring` there are none. */
function conferenceBody(input: NewConference): Readonly<Record<string, unknown>> {
  return {
    type: 0,
    topic: input.topic,
    owner: input.owner,
    description: input.description,
    tags: input.tags,
    max_podiums: input.places,
    max_participants: input.places,
    schedule: { type: -1 },
    allow_guests: true,
    // 1: whoever is invited is rung when anybody comes in (§3.1).
    ...(input.ring === null ? { auto_invite: 0 } : { auto_invite: 1, invitations: [{ id: input.ring }] }),
    recording: 0,
    stream_recording_state: 0,
    rights: { guest: input.rights, user: input.rights },
    allow_only_planned_participants: false,
  };
}

export interface Conferences {
  /** Errors besides those of `Session`: `owner-unknown` where the server says so, else `rejected`. */
  create(input: NewConference, options?: CallOptions): Answer<Conference>;
  get(id: string, options?: CallOptions): Answer<Conference>;
  run(id: string, options?: CallOptions): Answer<void>;
  stop(id: string, options?: CallOptions): Answer<void>;
  remove(id: string, options?: CallOptions): Answer<void>;
  findByTag(tag: string, options?: CallOptions): Answer<readonly Conference[]>;
  participants(id: string, options?: CallOptions): Answer<readonly Participant[]>;
  ring(id: string, userId: string, options?: CallOptions): Answer<void>;
  /** Asks for the shortest list there is: whether the interface and the permission are there. */
  mayList(options?: CallOptions): Answer<void>;
}

export function createConferences(session: Session, http: Http, origin: string, log: Log): Conferences {
  const list = createConferenceList(session, http, log);
  const gone = (id: string) => (refusal: Refusal) => conferenceGone(refusal, id);
  const onOne = (id: string, rest: Pick<ApiCall, 'method' | 'route' | 'json'>, options?: CallOptions) =>
    session.call({ permission, params: { id }, refused: gone(id), ...rest, ...options });

  async function get(id: string, options?: CallOptions): Answer<Conference> {
    const body = parse(conferenceSchema, await onOne(id, { method: 'GET', route: one }, options), http);
    return body.ok ? ok(toConference(body.value.conference, origin)) : body;
  }

  /** What a second `run` or `stop` answers is not known (§3.4); if it is refused, the state itself decides. */
  async function switchTo(id: string, running: boolean, options?: CallOptions): Answer<void> {
    const route = `${one}/${running ? 'run' : 'stop'}`;
    const done = await onOne(id, { method: 'POST', route }, options);
    if (done.ok) return ok(undefined);
    if (done.error.code !== 'rejected') return done;
    const state = await get(id, options);
    if (!state.ok) return state.error.code === 'conference-not-found' ? state : done;
    return state.value.running === running ? ok(undefined) : done;
  }

  async function findByTag(tag: string, options?: CallOptions): Answer<readonly Conference[]> {
    const found = await list.find(tag, options);
    return found.ok ? ok(found.value.map((wire) => toConference(wire, origin))) : found;
  }

  return {
    async create(input, options) {
      const refused = (refusal: Refusal) => ownerUnknown(refusal, input.owner);
      const json = conferenceBody(input);
      const call: ApiCall = { method: 'POST', route: listRoute, json, permission, refused, ...options };
      const body = parse(conferenceSchema, await session.call(call), http);
      if (!body.ok) return body;
      const conference = toConference(body.value.conference, origin);
      list.learn(input.tags, conference.tags);
      return ok(conference.owner === '' ? { ...conference, owner: input.owner } : conference);
    },
    get,
    run: (id, options) => switchTo(id, true, options),
    stop: async (id, options) => fineWhenGone(await switchTo(id, false, options)),
    async remove(id, options) {
      const done = await onOne(id, { method: 'DELETE', route: one }, options);
      return fineWhenGone(done.ok ? ok(undefined) : done);
    },
    findByTag,
    async participants(id, options) {
      const call: ApiCall = {
        method: 'GET',
        route: `${one}/participants`,
        params: { id },
        permission: 'conferences.participants:read',
        refused: gone(id),
        ...options,
      };
      const body = parse(participantsSchema, await session.call(call), http);
      return body.ok ? ok(toParticipants(body.value)) : body;
    },
    async ring(id, userId, options) {
      const call = { method: 'POST', route: `${one}/invite`, json: { participants: [userId] } } as const;
      const done = await onOne(id, call, options);
      return done.ok ? ok(undefined) : done;
    },
    mayList: (options) => list.peek(options),
  };
}

/** A 404 about the conference, not about the interface. */
export function conferenceGone(refusal: Refusal, id: string): AppError | undefined {
  return isMissing(refusal) ? appError('conference-not-found', { conference: id }) : undefined;
}

/** §2.1: that it is a 400 is documented, how it is worded is not. */
function ownerUnknown({ status, reasons, locations }: Refusal, owner: string): AppError | undefined {
  const aboutOwner = reasons.includes('userNotFound') || locations.includes('owner');
  return aboutOwner && (status === 400 || status === 404) ? appError('owner-unknown', { owner }) : undefined;
}

function fineWhenGone(done: Result<void, AppError>): Result<void, AppError> {
  return !done.ok && done.error.code === 'conference-not-found' ? ok(undefined) : done;
}
