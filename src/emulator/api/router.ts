/** Which handler answers which call, and what it needs to be allowed (trueconf-api.md §2). */
import { json, problem, type Reply, type Request } from '../http.ts';
import type { World } from '../world.ts';
import {
  createConference,
  deleteConference,
  getConference,
  listConferences,
  listParticipants,
  ringUsers,
  runConference,
  stopConference,
  updateConference,
  withConference,
} from './conferences.ts';
import type { Form } from './form.ts';
import { grantedScopes, isGranted, issueToken } from './oauth.ts';
import { softwareClients } from './softwareClients.ts';
import { getUser, listUsers } from './users.ts';
import { v3Form } from './wire.ts';
import { v4Form, withTrace } from './wireV4.ts';
import type { Conference } from '../world.ts';

interface Route {
  readonly method: string;
  /** Behind `/api/VERSION/`; its one group, where it has one, is the id. */
  readonly path: RegExp;
  /** `null`: open to all. */
  readonly scope: string | null;
  readonly answer: (world: World, request: Request, id: string, form: Form) => Reply;
}

type OfConference = (world: World, conference: Conference, request: Request, form: Form) => Reply;

const ofConference =
  (answer: OfConference): Route['answer'] =>
  (world, request, id, form) =>
    withConference(world, id, (conference) => answer(world, conference, request, form));

const ofAll =
  (answer: (world: World, request: Request, form: Form) => Reply): Route['answer'] =>
  (world, request, _id, form) =>
    answer(world, request, form);

const read = 'conferences:read';
const write = 'conferences:write';
const one = /^conferences\/([^/]+)$/;
const part = (name: string): RegExp => new RegExp(`^conferences/([^/]+)/${name}$`);

const routes: readonly Route[] = [
  { method: 'GET', path: /^software\/clients$/, scope: null, answer: softwareClients },
  { method: 'GET', path: /^conferences$/, scope: read, answer: ofAll(listConferences) },
  { method: 'POST', path: /^conferences$/, scope: write, answer: ofAll(createConference) },
  { method: 'GET', path: one, scope: read, answer: ofConference(getConference) },
  { method: 'PUT', path: one, scope: write, answer: ofConference(updateConference) },
  { method: 'PATCH', path: one, scope: write, answer: ofConference(updateConference) },
  { method: 'DELETE', path: one, scope: write, answer: ofConference(deleteConference) },
  { method: 'POST', path: part('run'), scope: write, answer: ofConference(runConference) },
  { method: 'POST', path: part('stop'), scope: write, answer: ofConference(stopConference) },
  { method: 'POST', path: part('invite'), scope: write, answer: ofConference(ringUsers) },
  {
    method: 'GET',
    path: part('participants'),
    scope: 'conferences.participants:read',
    answer: ofConference(listParticipants),
  },
  { method: 'GET', path: /^users$/, scope: 'users:read', answer: listUsers },
  {
    method: 'GET',
    path: /^users\/([^/]+)$/,
    scope: 'users:read',
    answer: (world, _request, id) => getUser(world, id),
  },
];

const routeNotFound = problem(404, 'routeNotFound', 'Route is not found');
const forbidden = problem(403, 'forbidden', 'Forbidden');

function isForbidden(world: World, scopes: ReadonlySet<string>, needed: string): boolean {
  if (needed === 'conferences.participants:read' && world.faults.rosterForbidden) return true;
  if (needed === 'users:read' && world.faults.usersForbidden) return true;
  return !isGranted(scopes, needed);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

interface Generation {
  readonly form: Form;
  readonly tokenInvalid: Reply;
  /** The verb of an update that it does not have (§0.1). */
  readonly lacks: 'PUT' | 'PATCH';
}

const v3: Generation = {
  form: v3Form,
  tokenInvalid: problem(403, 'accessTokenInvalid', 'Access token is invalid.'),
  lacks: 'PATCH',
};
/** The body of the 401 is not known (§2.1). */
const v4: Generation = {
  form: v4Form,
  tokenInvalid: problem(401, 'accessTokenInvalid', 'Access token is invalid.'),
  lacks: 'PUT',
};

function answerCall(world: World, request: Request, path: string, generation: Generation): Reply {
  const route = routes.find(({ method, path: form }) => method === request.method && form.test(path));
  if (!route || route.method === generation.lacks) return routeNotFound;
  if (world.faults.inviteMissing && path.endsWith('/invite')) return routeNotFound;
  if (route.scope !== null) {
    const scopes = grantedScopes(world, request);
    if (!scopes) return generation.tokenInvalid;
    if (isForbidden(world, scopes, route.scope)) return forbidden;
  }
  return route.answer(world, request, decode(route.path.exec(path)?.[1] ?? ''), generation.form);
}

/** §7: open to all. */
const serverInfo = (world: World): Reply =>
  json(200, {
    product: {
      id: 'server',
      name: 'TrueConf Server',
      display_name: 'TrueConf Server (emulator)',
      version: '5.5.3.10000',
      platform: 'linux',
    },
    links: { documentation: '', site_url: '' },
    web_config: { url: world.origin },
  });

function answerV4(world: World, request: Request, path: string): Reply {
  if (path === 'oauth2/token') return issueToken(world, request);
  if (path === 'server' && request.method === 'GET') return serverInfo(world);
  return withTrace(answerCall(world, request, path, v4));
}

const isMinorOf3 = (version: string, highest: number): boolean => {
  const minor = Number(/^v3\.(\d{1,2})$/.exec(version)?.[1] ?? 0);
  return minor >= 1 && minor <= highest;
};

/** Whether the server has this version of the interface (§7). */
function isSpoken({ faults }: World, version: string): boolean {
  if (faults.apiMissing.includes(version)) return false;
  if (version === 'v4') return faults.api === 'both' || faults.api === 'v4';
  return faults.api !== 'v4' && isMinorOf3(version, faults.api === 'old' ? 8 : 11);
}

/** v3.1 to v3.11 and v4; `null` when the path belongs to neither the API nor the token endpoint. */
export function answerApi(world: World, request: Request): Reply | null {
  if (request.path === '/oauth2/v1/token')
    return world.faults.api === 'v4' ? withTrace(routeNotFound) : issueToken(world, request);
  const [, version, path] = /^\/api\/([^/]+)\/(.+)$/.exec(request.path) ?? [];
  if (version === undefined || path === undefined)
    return request.path.startsWith('/api') ? routeNotFound : null;
  if (!isSpoken(world, version)) return routeNotFound;
  return version === 'v4' ? answerV4(world, request, path) : answerCall(world, request, path, v3);
}
