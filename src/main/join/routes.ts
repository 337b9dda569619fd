/** The routes of the patient's page. GET and HEAD change nothing; every change is a POST from our own page. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { appError } from '../../shared/errors.ts';
import { createAnswers } from './answers.ts';
import type { JoinServerDeps } from './deps.ts';
import { browserOf, isToken, personCookie } from './guards.ts';
import { createLimiters, type Limiter, type Limiters } from './limits.ts';
import { query } from './pages.ts';
import type { DeadView, Place, Visitor } from './place.ts';
import { answerFailure, answerPress, pageOf } from './press.ts';
import { addFailures, addGuards, addWrongMethods, createMiss } from './refusals.ts';
import { wantsJson } from './request.ts';

interface AtLink {
  Params: { token: string };
}

const [pagePath, joinPath, openPath, herePath] = [
  '/v/:token',
  '/v/:token/join',
  '/v/:token/open',
  '/v/:token/here',
];

/** `origins`: under which this listener is reached, the first one being its own. */
export function addRoutes(
  app: FastifyInstance,
  deps: JoinServerDeps,
  origins: () => readonly string[],
): void {
  const answers = createAnswers(deps);
  const limiters = createLimiters(app);
  const miss = createMiss(answers, limiters.miss);
  const nameBrowser = (reply: FastifyReply, token: string): string => {
    const browser = deps.random.bytes(16).toString('base64url');
    const lifeSeconds = deps.settings().visits.linkLifeHours * 3600;
    const secure = origins()[0]?.startsWith('https:') ?? false;
    void reply.header('set-cookie', personCookie(token, browser, lifeSeconds, secure));
    return browser;
  };
  const place: Place = { deps, answers, miss, nameBrowser };
  addGuards(app, answers, origins);
  addFailures(app, deps, answers, miss);
  addReads(app, place);
  addPosts(app, place, limiters);
  addWrongMethods(app, answers, {
    [pagePath]: ['GET', 'HEAD'],
    [joinPath]: ['GET', 'HEAD', 'POST'],
    [openPath]: ['POST'],
    [herePath]: ['POST'],
  });
}

function addReads(app: FastifyInstance, place: Place): void {
  const { deps, answers, miss } = place;
  app.get<AtLink>(pagePath, async (request, reply) => {
    const found = await look(place, request);
    const { token, browser } = found;
    // A page that reloads itself without a script keeps its place by that; a HEAD is never a page.
    const known =
      browser !== null && isLiving(found) && found.view.state !== 'form' && request.method === 'GET';
    const view = known ? await deps.door.heard(token, browser) : found.view;
    if (view.state === 'dead' && view.thanks) answers.page(request, reply, 200, { name: 'thanks' }, null);
    else if (view.state === 'dead') await miss(request, reply);
    else {
      if (browser === null) place.nameBrowser(reply, token);
      answers.page(request, reply, 200, pageOf(view, place), token);
    }
    return reply;
  });
  // The address under which a refused press was answered: a restored tab and the language switch ask for it.
  app.get<AtLink>(joinPath, async (request, reply) => {
    const found = await look(place, request);
    if (found.view.state === 'dead' && !found.view.thanks) {
      await miss(request, reply);
      return reply;
    }
    toLink(place, request, reply, found.token);
    return reply;
  });
  app.get('/robots.txt', (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send('User-agent: *\nDisallow: /\n'),
  );
}

function addPosts(app: FastifyInstance, place: Place, limiters: Limiters): void {
  const { deps } = place;
  app.post<AtLink>(joinPath, async (request, reply) => {
    const visitor = await enter(place, request, reply, limiters.press);
    if (visitor) await answerPress(place, request, reply, visitor);
    return reply;
  });
  app.post<AtLink>(openPath, async (request, reply) => {
    const visitor = await enter(place, request, reply, limiters.pulse);
    if (!visitor) return reply;
    await deps.door.opened(visitor.token);
    return reply.code(204).send();
  });
  app.post<AtLink>(herePath, async (request, reply) => {
    const visitor = await enter(place, request, reply, limiters.pulse, { state: 'dead' });
    if (!visitor) return reply;
    const { state } = await deps.door.heard(visitor.token, visitor.browser);
    return reply.send({ state });
  });
}

function toLink({ answers }: Place, request: FastifyRequest, reply: FastifyReply, token: string): void {
  void reply.redirect(`/v/${token}${query(answers.choice(request))}`, 303);
}

type Found = Visitor | { readonly token: string; readonly browser: string | null; readonly view: DeadView };
const isLiving = (found: Found): found is Visitor => found.view.state !== 'dead';

/** What lies under a link for this browser. What is no link at all is not looked up. */
async function look({ deps }: Place, request: FastifyRequest<AtLink>): Promise<Found> {
  const { token } = request.params;
  const browser = browserOf(request.headers.cookie);
  if (!isToken(token)) return { token, browser, view: { state: 'dead', thanks: false } };
  const view = await deps.door.look(token, browser);
  return view.state === 'dead' ? { token, browser, view } : { token, browser, view };
}

/**
 * Who posts at a link that lives; `undefined` when the answer has been sent: the link is dead (to a script `dead`
 * is said), or there were too many POSTs, and the page then says so and keeps what was typed.
 */
async function enter(
  place: Place,
  request: FastifyRequest<AtLink>,
  reply: FastifyReply,
  limiter: Limiter,
  dead?: object,
): Promise<Visitor | undefined> {
  const found = await look(place, request);
  if (!isLiving(found)) {
    // The page that thanks is at the link itself.
    if (found.view.thanks && !dead && !wantsJson(request)) toLink(place, request, reply, found.token);
    else await place.miss(request, reply, dead);
    return undefined;
  }
  const wait = await limiter(request);
  if (wait === null) return found;
  void reply.header('retry-after', wait);
  await answerFailure(place, request, reply, found, appError('too-many-requests'));
  return undefined;
}
