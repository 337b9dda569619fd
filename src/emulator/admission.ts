/** Who may enter which call. */
import type { IncomingMessage } from 'node:http';
import type { ClientMessage, Refusal } from './room/protocol.ts';
import { signedInUser } from './signIn.ts';
import { hasGuestSeat, type Conference, type Participant, type World } from './world.ts';

export type Hello = Extract<ClientMessage, { type: 'hello' }>;
type Identity = Pick<Participant, 'id' | 'kind' | 'displayName' | 'isOwner'>;
export interface Admitted {
  readonly conference: Conference;
  readonly identity: Identity;
}

/** Who says hello, or why not. A guest's token counts only while the conference runs. */
export function admit(world: World, hello: Hello, request: IncomingMessage): Admitted | Refusal {
  const conference = world.conferences.get(hello.conference);
  if (!conference) return 'not-found';
  if (hello.token !== '') {
    const pass = world.guestPasses.get(hello.token);
    const fits = pass?.conferenceId === conference.id && pass.login === hello.login;
    if (!fits || !conference.running) return 'token';
    const { guestId, displayName } = pass;
    if (!hasGuestSeat(world, guestId)) return 'seats';
    const id = world.faults.guestIdHidden ? `guest_${world.bytes(8).toString('hex')}` : guestId;
    return { conference, identity: { id, kind: 'guest', displayName, isOwner: false } };
  }
  const user = signedInUser(world, request.headers);
  if (!user) return 'sign-in';
  if (!conference.running) return 'not-running';
  const { id, displayName } = user;
  return { conference, identity: { id, kind: 'user', displayName, isOwner: id === conference.owner } };
}
