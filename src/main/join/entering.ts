/** Who asks at which link: the first steps of every route. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { appError } from '../../shared/errors.ts';
import { isToken } from '../visits/links.ts';
import { linkPath, pageAddress } from './address.ts';
import { codeOf } from './fields.ts';
import { browserOf } from './guards.ts';
import type { Limiter } from './limits.ts';
import type { AtLink, DeadView, Place, Visitor } from './place.ts';
import { answerFailure } from './press.ts';
import { field, wantsJson } from './request.ts';

export type Found =
  Visitor | { readonly token: string; readonly browser: string | null; readonly view: DeadView };

export const isLiving = (found: Found): found is Visitor => found.view.state !== 'dead';

/** What lies under a link for this browser. What is no link at all is not looked up. */
export async function look({ deps }: Place, request: FastifyRequest<AtLink>): Promise<Found> {
  const { token } = request.params;
  const browser = browserOf(request.headers.cookie);
  if (!isToken(token)) return { token, browser, view: { state: 'dead', thanks: false } };
  const view = await deps.door.look(token, browser, codeOf(request));
  return view.state === 'dead' ? { token, browser, view } : { token, browser, view };
}

/**
 * Who presses at a link that lives; `undefined` when the answer has been sent: the link is dead, or there were too
 * many presses, and the page then says so and keeps what was typed.
 */
export async function enter(
  place: Place,
  request: FastifyRequest<AtLink>,
  reply: FastifyReply,
): Promise<Visitor | undefined> {
  const found = await look(place, request);
  if (isLiving(found))
    return (await isWithin(place, request, reply, found, place.limiters.press)) ? found : undefined;
  // The page that thanks is at the link itself.
  if (found.view.thanks && !wantsJson(request)) toLink(place, request, reply, found.token);
  else await place.miss(request, reply);
  return undefined;
}

/** Counts a POST; `false` when there were too many and the answer has been sent. */
export async function isWithin(
  place: Place,
  request: FastifyRequest,
  reply: FastifyReply,
  visitor: Visitor,
  limiter: Limiter,
): Promise<boolean> {
  const wait = await limiter(request);
  if (wait === null) return true;
  void reply.header('retry-after', wait);
  await answerFailure(place, request, reply, visitor, appError('too-many-requests'));
  return false;
}

/** To the page of a link; a code that came with a posted form has been used. */
export function toLink(
  { deps, answers }: Place,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): void {
  const code = field(request.query, 'h');
  const path = linkPath(deps.basePath, token);
  void reply.redirect(pageAddress(path, answers.choice(request), isToken(code) ? code : null), 303);
}
