/** v3.11: what TrueConf's own telemedicine sample speaks, and what is recommended where both are there (§0.1). */
import { routesUnder, type Dialect } from './dialect.ts';

const base = '/api/v3.11';
const routes = routesUnder(base);
const page = (number: number, size: number) => ({ page_id: String(number), page_size: String(size) });

export const v3: Dialect = {
  name: 'v3.11',
  routes,
  tokenRoute: '/oauth2/v1/token',
  // The docs have JSON, the samples have forms; both work (§1.1).
  tokenBody: (form) => ({ form }),
  // Without a token it is a 403 `accessTokenInvalid` (§2.1).
  sign: { route: routes.list, query: page(1, 1) },
  /** §3.3. Invitations are there to be rung: without `ring` there are none. */
  conferenceBody: (input) => ({
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
  }),
  page,
  filtersTags: true,
  rosterQuery: {},
};

/** Spoken by servers before v3.11 (§7), newest first. */
export const olderApis = ['v3.10', 'v3.9', 'v3.8', 'v3.7', 'v3.6', 'v3.5', 'v3.4', 'v3.3', 'v3.2', 'v3.1'];

/** Asked without a token; answered like `v3.sign`. */
export const olderSign = (api: string): Dialect['sign'] => ({
  route: `/api/${api}/conferences`,
  query: page(1, 1),
});
