/**
 * v4 (§0.1, §1.4, §3.5). Seen in TrueConf's own client: token URL, create, list, run, stop, invite, participants. Not
 * seen there and inferred (INF): client_credentials (§1.4), `/users/{id}` (§6), what a list leaves out.
 */
import { routesUnder, type Dialect } from './dialect.ts';
import type { Rights } from './types.ts';

const base = '/api/v4';

/** A fifteenth right of v4; access "public" grants what is not revoked (§3.5). */
const withoutRemoteControl = (rights: Rights) => ({ ...rights, remote_desktop_control: false });

export const v4: Dialect = {
  name: 'v4',
  routes: routesUnder(base),
  tokenRoute: `${base}/oauth2/token`,
  tokenBody: (json) => ({ json }),
  // Open to all (§7).
  sign: { route: `${base}/server` },
  conferenceBody: (input) => ({
    // All on screen; 0 in v3 (§0.1).
    mode: 'PxP',
    topic: input.topic,
    owner: input.owner,
    description: input.description,
    tags: input.tags,
    max_podiums: input.places,
    max_participants: input.places,
    schedule: { type: 'none' },
    access: 'public',
    // The meaning of the numbers is v3's (§3.1): INF.
    ...(input.ring === null ? { auto_invite: 0 } : { auto_invite: 1, invitations: [{ id: input.ring }] }),
    recording_enabled: false,
    // A guest would wait in the server's own room before the doctor's (§5).
    waiting_room_enabled: false,
    // `guest` is seen (§3.5); that `user` is taken as in v3 is INF.
    rights: { guest: withoutRemoteControl(input.rights), user: withoutRemoteControl(input.rights) },
  }),
  page: (number, size) => ({ page: String(number), page_size: String(size) }),
  // Among the filters of TrueConf's client there is none for tags (§3.5).
  filtersTags: false,
  // Without it the list has those who left as well (`leave_time`, §3.5).
  rosterQuery: { is_in_conf: 'true', page: '1', page_size: '100' },
};
