/** The sign-in of people with an account of their own, remembered by a cookie. */
import type { IncomingHttpHeaders } from 'node:http';
import { parseFields, problem, type Reply, type Request } from './http.ts';
import type { EmulatorUser } from './types.ts';
import { withoutDomain, type World } from './world.ts';

/** Browsers send a cookie to every port of a host; the name tells emulators and other servers on it apart. */
const cookieName = (world: World): string => `trueconf_emulator_${new URL(world.origin).port || 'default'}`;

export function signedInUser(world: World, headers: IncomingHttpHeaders): EmulatorUser | null {
  const name = cookieName(world);
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  const session = pairs.find(([key]) => key === name)?.[1] ?? '';
  return world.users.get(world.sessions.get(session) ?? '') ?? null;
}

/** `{login, password}` -> 204 with the cookie, or 401. */
export function signIn(world: World, request: Request): Reply {
  const { login, password } = parseFields(request);
  const user = typeof login === 'string' ? world.users.get(withoutDomain(login.trim())) : undefined;
  if (!user || user.password !== password)
    return problem(401, 'invalidCredentials', 'Wrong login or password');
  const session = world.bytes(20).toString('hex');
  world.sessions.set(session, user.id);
  const secure = world.origin.startsWith('https:') ? '; Secure' : '';
  const cookie = `${cookieName(world)}=${session}; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800${secure}`;
  return { status: 204, headers: { 'set-cookie': cookie }, body: '' };
}
