/** `/api/v3.x/users…` (trueconf-api.md §6). */
import { json, problem, type Reply, type Request } from '../http.ts';
import type { EmulatorUser } from '../types.ts';
import { serverName, withoutDomain, type World } from '../world.ts';

const userObject = ({ id, displayName }: EmulatorUser): object => ({
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
  mobile_phone: '',
  work_phone: '',
  home_phone: '',
  is_active: 1,
  status: 0,
});

export function getUser(world: World, userId: string): Reply {
  const user = world.users.get(withoutDomain(userId));
  if (user) return json(200, { user: userObject(user) });
  return problem(404, 'userNotFound', `User '${userId}' is not found`, {
    locationType: 'path',
    location: 'user_id',
  });
}

/** Pages from 0; `next_page_id` is -1 on the last. */
export function listUsers(world: World, { query }: Request): Reply {
  const size = Math.max(1, Number(query.get('page_size') ?? 100) || 100);
  const page = Math.max(0, Number(query.get('page_id') ?? 0) || 0);
  const login = query.get('login_name');
  const found = [...world.users.values()].filter(({ id }) => login === null || id === login);
  const last = (page + 1) * size >= found.length;
  return json(200, {
    next_page_id: last ? -1 : page + 1,
    users: found.slice(page * size, (page + 1) * size).map(userObject),
  });
}
