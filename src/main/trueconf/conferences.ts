/** The calls on conferences (trueconf-api.md §3): what is sent, what a refusal means. */
import { appError, type AppError } from '../../shared/errors.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { Log } from '../ports.ts';
import { createConferenceList } from './conferenceList.ts';
import type { Routes } from './dialect.ts';
import type { Generation } from './generation.ts';
import type { Http } from './http.ts';
import { parse, type Session } from './session.ts';
import type { Answer, CallOptions, Conference, NewConference, Participant } from './types.ts';
import {
  conferenceSchema,
  isMissing,
  participantsSchema,
  toConference,
  toParticipants,
  type Refusal,
  type WireConference,
} from './wire.ts';

const permission = 'conferences';

export interface Conferences {
  /** Errors besides those of `Session`: `owner-unknown` where the server says so, else `rejected`. */
  create(input: NewConference, options?: CallOptions): Answer<Conference>;
  get(id: string, options?: CallOptions): Answer<Conference>;
  run(id: string, options?: CallOptions): Answer<void>;
  stop(id: string, options?: CallOptions): Answer<void>;
  remove(id: string, options?: CallOptions): Answer<void>;
  findByTag(tag: string, options?: CallOptions): Answer<readonly Conference[]>;
  listAll(options?: CallOptions): Answer<readonly Conference[]>;
  participants(id: string, options?: CallOptions): Answer<readonly Participant[]>;
  ring(id: string, userId: string, options?: CallOptions): Answer<void>;
  /** Asks for the shortest list there is: whether the interface and the permission are there. */
  mayList(options?: CallOptions): Answer<void>;
}

export interface ConferenceParts {
  readonly session: Session;
  readonly generation: Generation;
  readonly http: Http;
  readonly origin: string;
  readonly log: Log;
}

/** A call on one conference. */
interface OnOne {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly route: keyof Routes;
  readonly json?: unknown;
}

export function createConferences({ session, generation, http, origin, log }: ConferenceParts): Conferences {
  const onOne = (id: string, { route, ...rest }: OnOne, options?: CallOptions) =>
    session.call(({ routes }) => ({
      permission,
      params: { id },
      refused: (refusal) => conferenceGone(refusal, id),
      route: routes[route],
      ...rest,
      ...options,
    }));

  async function readWhole(id: string, options?: CallOptions): Answer<WireConference> {
    const body = parse(conferenceSchema, await onOne(id, { method: 'GET', route: 'one' }, options), http);
    return body.ok ? ok(body.value.conference) : body;
  }
  const list = createConferenceList({ session, generation, http, log, readWhole });

  async function get(id: string, options?: CallOptions): Answer<Conference> {
    const whole = await readWhole(id, options);
    return whole.ok ? ok(toConference(whole.value, origin)) : whole;
  }

  /** What a second `run` or `stop` answers is not known (§3.4); if it is refused, the state itself decides. */
  async function switchTo(id: string, running: boolean, options?: CallOptions): Answer<void> {
    const done = await onOne(id, { method: 'POST', route: running ? 'run' : 'stop' }, options);
    if (done.ok) return ok(undefined);
    if (done.error.code !== 'rejected') return done;
    const state = await get(id, options);
    if (!state.ok) return state.error.code === 'conference-not-found' ? state : done;
    return state.value.running === running ? ok(undefined) : done;
  }

  async function create(input: NewConference, options?: CallOptions): Answer<Conference> {
    const answer = await session.call(({ routes, conferenceBody }) => ({
      method: 'POST',
      route: routes.list,
      json: conferenceBody(input),
      permission,
      refused: (refusal) => ownerUnknown(refusal, input.owner),
      ...options,
    }));
    const body = parse(conferenceSchema, answer, http);
    if (!body.ok) return body;
    const conference = toConference(body.value.conference, origin);
    list.learn(input.tags, conference.tags);
    return ok(conference.owner === '' ? { ...conference, owner: input.owner } : conference);
  }

  async function participants(id: string, options?: CallOptions): Answer<readonly Participant[]> {
    const answer = await session.call(({ routes, rosterQuery }) => ({
      method: 'GET',
      route: routes.participants,
      params: { id },
      query: rosterQuery,
      permission: 'conferences.participants:read',
      refused: (refusal) => conferenceGone(refusal, id),
      ...options,
    }));
    const body = parse(participantsSchema, answer, http);
    return body.ok ? ok(toParticipants(body.value)) : body;
  }

  return {
    create,
    get,
    run: (id, options) => switchTo(id, true, options),
    stop: async (id, options) => fineWhenGone(await switchTo(id, false, options)),
    async remove(id, options) {
      const done = await onOne(id, { method: 'DELETE', route: 'one' }, options);
      return fineWhenGone(done.ok ? ok(undefined) : done);
    },
    findByTag: async (tag, options) => toConferences(await list.find(tag, options), origin),
    listAll: async (options) => toConferences(await list.all(options), origin),
    participants,
    async ring(id, userId, options) {
      const json = { participants: [userId] };
      const done = await onOne(id, { method: 'POST', route: 'invite', json }, options);
      return done.ok ? ok(undefined) : done;
    },
    mayList: (options) => list.peek(options),
  };
}

function toConferences(
  found: Result<readonly WireConference[], AppError>,
  origin: string,
): Result<readonly Conference[], AppError> {
  return found.ok ? ok(found.value.map((wire) => toConference(wire, origin))) : found;
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
