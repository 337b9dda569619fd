/** `/api/…/conferences…`, in either generation (trueconf-api.md §3). */
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
import { parseJson, type ConferenceWish, type Form } from './form.ts';
import { parseRing } from './wire.ts';

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

const fieldsOf = ({ faults }: World, { fields }: ConferenceWish): Conference['fields'] =>
  faults.dropTags ? { ...fields, tags: [] } : fields;

export function createConference(world: World, request: Request, form: Form): Reply {
  const parsed = form.parse(request.body);
  if ('wrong' in parsed) return invalid(parsed.wrong);
  const { wish } = parsed;
  const owner = withoutDomain(wish.owner);
  if (!world.users.has(owner))
    return problem(400, 'userNotFound', `User '${owner}' is not found`, {
      locationType: 'parameter',
      location: 'owner',
    });
  if (wish.id !== undefined && world.conferences.has(wish.id))
    return problem(400, 'uniqueValueAlreadyInUse', 'Value is already in use. Please try another.', {
      locationType: 'parameter',
      location: 'id',
    });
  const conference: Conference = {
    id: wish.id ?? newConferenceId(world),
    owner,
    createdAt: Math.floor(Date.now() / 1_000),
    fields: fieldsOf(world, wish),
    running: world.faults.startOnCreate && wish.state === 'running',
    participants: new Map(),
    rings: [],
  };
  world.conferences.set(conference.id, conference);
  return json(world.faults.createStatus, { conference: form.conference(world, conference) });
}

export function listConferences(world: World, { query }: Request, form: Form): Reply {
  const state = query.get('state');
  const tag = world.faults.ignoreTagFilter ? null : query.get('tag');
  const { number, size } = form.page(query);
  const found = [...world.conferences.values()].filter(
    ({ running, fields }) =>
      (state === null || state === (running ? 'running' : 'stopped')) &&
      (tag === null || fields.tags.includes(tag)),
  );
  return json(200, form.list(world, found.slice((number - 1) * size, number * size), found.length));
}

export const getConference = (world: World, conference: Conference, _request: Request, form: Form): Reply =>
  json(200, { conference: form.conference(world, conference) });

/** While it runs, only the description changes. */
export function updateConference(world: World, conference: Conference, request: Request, form: Form): Reply {
  const sent: unknown = parseJson(request.body);
  const before = form.updatesInPart ? form.conference(world, conference) : {};
  const parsed = form.parse(JSON.stringify(typeof sent === 'object' ? { ...before, ...sent } : null));
  if ('wrong' in parsed) return invalid(parsed.wrong);
  const wanted = fieldsOf(world, parsed.wish);
  conference.fields = conference.running ? { ...conference.fields, description: wanted.description } : wanted;
  return getConference(world, conference, request, form);
}

const done = (form: Form, state: string | null): Reply => {
  const { status, body } = form.done(state);
  return body ? json(status, body) : { status, body: '' };
};

export function deleteConference(world: World, conference: Conference): Reply {
  if (conference.running && world.faults.deleteWhenRunning400)
    return problem(400, 'conferenceIsRunning', 'The conference is running');
  remove(world, conference);
  return world.faults.deleteStatus === 204 ? { status: 204, body: '' } : json(200, { id: conference.id });
}

export function runConference(world: World, conference: Conference, _request: Request, form: Form): Reply {
  if (conference.running && world.faults.runWhenRunning400)
    return problem(400, 'conferenceIsRunning', 'The conference is running already');
  // TrueConf's contact centre has its operator rung in this way (§9).
  if (!conference.running) ringInvited(conference);
  conference.running = true;
  return done(form, 'running');
}

/** What a server answers is not known (§3.4). */
export function ringUsers(world: World, conference: Conference, request: Request, form: Form): Reply {
  const users = parseRing(request.body)?.map(withoutDomain);
  if (!users) return invalid('participants');
  if (conference.running) conference.rings.push(...users.filter((id) => world.users.has(id)));
  return done(form, null);
}

export function stopConference(world: World, conference: Conference, _request: Request, form: Form): Reply {
  if (!conference.running && world.faults.stopWhenStopped400)
    return problem(400, 'conferenceIsStopped', 'The conference is not running');
  stop(world, conference);
  return done(form, 'stopped');
}

/** Who is there now. v4 shows those who left as well unless `is_in_conf` is asked for; here nobody's past is kept. */
export const listParticipants = (
  _world: World,
  conference: Conference,
  _request: Request,
  form: Form,
): Reply => json(200, form.roster([...conference.participants.values()]));
