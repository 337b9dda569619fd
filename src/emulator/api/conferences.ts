/** `/api/v3.x/conferences…` (trueconf-api.md §3). */
import { json, problem, type Reply, type Request } from '../http.ts';
import {
  newConferenceId,
  remove,
  ringInvited,
  stop,
  withoutDomain,
  type Conference,
  type World,
} from '../world.ts';
import { conferenceObject, parseConference, parseRing, participantObject, toFields } from './wire.ts';

const invalid = (field: string): Reply =>
  problem(400, 'invalidValue', `Invalid value of '${field}'`, { locationType: 'parameter', location: field });

const notFound = (id: string): Reply =>
  problem(404, 'conferenceNotFound', `Conference '${id}' is not found.`, {
    locationType: 'path',
    location: 'conference_id',
  });

/** Runs `then` with the conference of the path, or answers 404. */
export function withConference(world: World, id: string, then: (conference: Conference) => Reply): Reply {
  const conference = world.conferences.get(id);
  return conference ? then(conference) : notFound(id);
}

export function createConference(world: World, request: Request): Reply {
  const parsed = parseConference(request.body);
  if ('wrong' in parsed) return invalid(parsed.wrong);
  const { input } = parsed;
  const owner = withoutDomain(input.owner);
  if (!world.users.has(owner))
    return problem(400, 'userNotFound', `User '${owner}' is not found`, {
      locationType: 'parameter',
      location: 'owner',
    });
  if (input.id !== undefined && world.conferences.has(input.id))
    return problem(400, 'uniqueValueAlreadyInUse', 'Value is already in use. Please try another.', {
      locationType: 'parameter',
      location: 'id',
    });
  const conference: Conference = {
    id: input.id ?? newConferenceId(world),
    owner,
    createdAt: Math.floor(Date.now() / 1_000),
    fields: toFields(input, world.faults.dropTags),
    running: world.faults.startOnCreate && input.state === 'running',
    participants: new Map(),
    rings: [],
  };
  world.conferences.set(conference.id, conference);
  return json(world.faults.createStatus, { conference: conferenceObject(world, conference) });
}

export function listConferences(world: World, { query }: Request): Reply {
  const state = query.get('state');
  const tag = world.faults.ignoreTagFilter ? null : query.get('tag');
  const size = Math.max(1, Number(query.get('page_size') ?? 100) || 100);
  const page = Math.max(1, Number(query.get('page_id') ?? 1) || 1);
  const found = [...world.conferences.values()].filter(
    ({ running, fields }) =>
      (state === null || state === (running ? 'running' : 'stopped')) &&
      (tag === null || fields.tags.includes(tag)),
  );
  const shown = found.slice((page - 1) * size, page * size);
  return json(200, {
    cnt: found.length,
    conferences: shown.map((conference) => conferenceObject(world, conference)),
  });
}

export const getConference = (world: World, conference: Conference): Reply =>
  json(200, { conference: conferenceObject(world, conference) });

/** The whole object is sent; while it runs, only the description changes. */
export function updateConference(world: World, conference: Conference, request: Request): Reply {
  const parsed = parseConference(request.body);
  if ('wrong' in parsed) return invalid(parsed.wrong);
  const wanted = toFields(parsed.input, world.faults.dropTags);
  conference.fields = conference.running ? { ...conference.fields, description: wanted.description } : wanted;
  return getConference(world, conference);
}

export function deleteConference(world: World, conference: Conference): Reply {
  if (conference.running && world.faults.deleteWhenRunning400)
    return problem(400, 'conferenceIsRunning', 'The conference is running');
  remove(world, conference);
  return world.faults.deleteStatus === 204 ? { status: 204, body: '' } : json(200, { id: conference.id });
}

export function runConference(world: World, conference: Conference): Reply {
  if (conference.running && world.faults.runWhenRunning400)
    return problem(400, 'conferenceIsRunning', 'The conference is running already');
  // TrueConf's contact centre has its operator rung in this way (§9).
  if (!conference.running) ringInvited(conference);
  conference.running = true;
  return json(200, { state: 'running' });
}

/** What a server answers is not known (§3.4). */
export function ringUsers(world: World, conference: Conference, request: Request): Reply {
  const users = parseRing(request.body)?.map(withoutDomain);
  if (!users) return invalid('participants');
  if (conference.running) conference.rings.push(...users.filter((id) => world.users.has(id)));
  return json(200, {});
}

export function stopConference(world: World, conference: Conference): Reply {
  if (!conference.running && world.faults.stopWhenStopped400)
    return problem(400, 'conferenceIsStopped', 'The conference is not running');
  stop(world, conference);
  return json(200, { state: 'stopped' });
}

export const listParticipants = (conference: Conference): Reply =>
  json(200, { participants: [...conference.participants.values()].map(participantObject) });
