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
import { grantedScopes, isGranted, issueToken } from './oauth.ts';
import { softwareClients } from './softwareClients.ts';
import { getUser, listUsers } from './users.ts';
import type { Conference } from '../world.ts';

interface Route {
  readonly method: string;
  /** Behind `/api/v3.x/`; its one group, where it has one, is the id. */
  readonly path: RegExp;
  /** `null`: open to all. */
  readonly scope: string | null;
  readonly answer: (world: World, request: Request, id: string) => Reply;
}

type OfConference = (world: World, conference: Conference, request: Request) => Reply;

const ofConference =
  (answer: OfConference): Route['answer'] =>
  (world, request, id) =>
    withConference(world, id, (conference) => answer(world, conference, request));

const read = 'conferences:read';
const write = 'conferences:write';
const one = /^conferences\/([^/]+)$/;
const part = (name: string): RegExp => new RegExp(`^conferences/([^/]+)/${name}$`);

const routes: readonly Route[] = [
  { method: 'GET', path: /^software\/clients$/, scope: null, answer: softwareClients },
  { method: 'GET', path: /^conferences$/, scope: read, answer: listConferences },
  { method: 'POST', path: /^conferences$/, scope: write, answer: createConference },
  { method: 'GET', path: one, scope: read, answer: ofConference(getConference) },
  { method: 'PUT', path: one, scope: write, answer: ofConference(updateConference) },
  { method: 'DELETE', path: one, scope: write, answer: ofConference(deleteConference) },
  { method: 'POST', path: part('run'), scope: write, answer: ofConference(runConference) },
  { method: 'POST', path: part('stop'), scope: write, answer: ofConference(stopConference) },
  { method: 'POST', path: part('invite'), scope: write, answer: ofConference(ringUsers) },
  {
    method: 'GET',
    path: part('participants'),
    scope: 'conferences.participants:read',
    answer: ofConference((_world, conference) => listParticipants(conference)),
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
const tokenInvalid = problem(403, 'accessTokenInvalid', 'Access token is invalid.');

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

function answerV3(world: World, request: Request, path: string): Reply {
  const route = routes.find((candidate) => candidate.method === request.method && candidate.path.test(path));
  if (!route || (world.faults.inviteMissing && path.endsWith('/invite'))) return routeNotFound;
  if (route.scope !== null) {
    const scopes = grantedScopes(world, request);
    if (!scopes) return tokenInvalid;
    if (isForbidden(world, scopes, route.scope)) return forbidden;
  }
  return route.answer(world, request, decode(route.path.exec(path)?.[1] ?? ''));
}

/** Of the fourth version only what a connection test needs. */
function answerV4(world: World, request: Request, path: string): Reply {
  if (path === 'oauth2/token') return issueToken(world, request);
  if (path === 'server' && request.method === 'GET')
    return json(200, {
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
  const [code, message, reason] = grantedScopes(world, request)
    ? ([404, 'Not Found', 'routeNotFound'] as const)
    : ([401, 'Unauthorized', 'accessTokenInvalid'] as const);
  return json(code, { error: { code, message, trace_id: '3904405107', errors: [{ reason }] } });
}

/** v3.1 to v3.11 and v4; `null` when the path belongs to neither the API nor the token endpoint. */
export function answerApi(world: World, request: Request): Reply | null {
  if (request.path === '/oauth2/v1/token') return issueToken(world, request);
  const [, version, path] = /^\/api\/([^/]+)\/(.+)$/.exec(request.path) ?? [];
  if (version === undefined || path === undefined)
    return request.path.startsWith('/api') ? routeNotFound : null;
  if (world.faults.apiMissing.includes(version)) return routeNotFound;
  if (version === 'v4') return answerV4(world, request, path);
  return /^v3\.([1-9]|1[01])$/.test(version) ? answerV3(world, request, path) : routeNotFound;
}
