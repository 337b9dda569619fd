/** The routes of the patient's page. GET and HEAD change nothing; every change is a POST from our own page. */
import type { FastifyInstance } from 'fastify';
import { createAnswers } from './answers.ts';
import { linkPath } from './address.ts';
import type { JoinServerDeps } from './deps.ts';
import { enter, isLiving, look, toLink } from './entering.ts';
import { answerEvents, createStreams, type Streams } from './events.ts';
import { codeOf } from './fields.ts';
import { personCookie } from './guards.ts';
import { createLimiters } from './limits.ts';
import type { AtLink, Place } from './place.ts';
import { answerPress } from './press.ts';
import { addFailures, addGuards, addWrongMethods, createMiss } from './refusals.ts';
import { answerCallMe, answerHandOver, answerReport } from './reports.ts';
import { addPhoneTest, phoneTestRoute } from './phoneTestRoutes.ts';
import { isNonce, selfCheckPath } from './selfCheck.ts';
import { isOpened, isSecure } from './request.ts';
import { pageOf } from './views.ts';

interface Paths {
  readonly page: string;
  readonly join: string;
  readonly report: string;
  readonly callMe: string;
  readonly handOver: string;
  readonly events: string;
  readonly selfCheck: string;
}

/** A proxy hands paths on as they are: the base path is part of ours, and what lies outside it is not there. */
function pathsUnder(basePath = ''): Paths {
  const page = linkPath(basePath, ':token');
  return {
    page,
    join: `${page}/join`,
    report: `${page}/report`,
    callMe: `${page}/call-me`,
    handOver: `${page}/hand-over`,
    events: `${page}/events`,
    selfCheck: `${basePath}${selfCheckPath(':nonce')}`,
  };
}

/** `origins`: under which the page is reached. */
export function addRoutes(
  app: FastifyInstance,
  deps: JoinServerDeps,
  origins: () => readonly string[],
): void {
  const paths = pathsUnder(deps.basePath);
  const answers = createAnswers(deps, origins);
  const limiters = createLimiters(app);
  const miss = createMiss(answers, limiters.miss);
  const nameBrowser: Place['nameBrowser'] = (request, reply, token) => {
    const browser = deps.random.bytes(16).toString('base64url');
    const lifeSeconds = deps.settings().visits.linkLifeHours * 3600;
    const secure = isSecure(request, origins());
    void reply.header(
      'set-cookie',
      personCookie(linkPath(deps.basePath, token), browser, lifeSeconds, secure),
    );
    return browser;
  };
  const place: Place = { deps, answers, limiters, miss, nameBrowser };
  const streams = createStreams(deps.clock);
  app.addHook('preClose', async () => streams.close());
  addGuards(app, deps, answers, origins);
  addFailures(app, deps, answers, miss);
  addReads(app, paths, place, streams);
  addPosts(app, paths, place);
  addPhoneTest(app, { ...place, origins });
  addWrongMethods(app, answers, {
    [paths.page]: ['GET', 'HEAD'],
    [paths.join]: ['GET', 'HEAD', 'POST'],
    [paths.report]: ['POST'],
    [paths.callMe]: ['POST'],
    [paths.handOver]: ['POST'],
    [paths.events]: ['GET'],
    [paths.selfCheck]: ['GET', 'HEAD'],
    [phoneTestRoute(deps.basePath)]: ['GET', 'HEAD', 'POST'],
  });
}

function addReads(app: FastifyInstance, paths: Paths, place: Place, streams: Streams): void {
  const { deps, answers, miss } = place;
  app.get<AtLink>(paths.page, async (request, reply) => {
    const found = await look(place, request);
    const { token, browser } = found;
    // A page that reloads itself without a script keeps its place by that.
    const known = browser !== null && isLiving(found) && found.view.state !== 'form' && isOpened(request);
    const view = known ? await deps.door.heard(token, browser, codeOf(request)) : found.view;
    if (view.state === 'dead' && view.thanks) answers.page(request, reply, 200, { name: 'thanks' }, null);
    else if (view.state === 'dead') await miss(request, reply);
    else {
      if (browser === null) place.nameBrowser(request, reply, token);
      const state = pageOf(view, deps.settings().clinic.showDoctor);
      answers.page(request, reply, 200, state, { token, view });
    }
    return reply;
  });
  // The address under which a refused press was answered: a restored tab and the language switch ask for it.
  app.get<AtLink>(paths.join, async (request, reply) => {
    const found = await look(place, request);
    if (isLiving(found) || found.view.thanks) toLink(place, request, reply, found.token);
    else await miss(request, reply);
    return reply;
  });
  app.get<AtLink>(paths.events, { exposeHeadRoute: false }, async (request, reply) => {
    await answerEvents(place, streams, request, reply);
    return reply;
  });
  // Asked by the rehearsal, through whatever stands in front of this page.
  app.get<{ Params: { nonce: string } }>(paths.selfCheck, async (request, reply) => {
    const { nonce } = request.params;
    const answer = isNonce(nonce) ? deps.selfCheck?.(nonce) : undefined;
    if (answer === undefined) await miss(request, reply);
    else void reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(answer);
    return reply;
  });
  // Robots ask at the root only: under a base path it is not ours, and the header of each page tells them.
  if ((deps.basePath ?? '') !== '') return;
  app.get('/robots.txt', (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send('User-agent: *\nDisallow: /\n'),
  );
}

function addPosts(app: FastifyInstance, paths: Paths, place: Place): void {
  app.post<AtLink>(paths.join, async (request, reply) => {
    const visitor = await enter(place, request, reply);
    if (visitor) await answerPress(place, request, reply, visitor);
    return reply;
  });
  app.post<AtLink>(paths.report, async (request, reply) => {
    await answerReport(place, request, reply);
    return reply;
  });
  app.post<AtLink>(paths.callMe, async (request, reply) => {
    await answerCallMe(place, request, reply);
    return reply;
  });
  app.post<AtLink>(paths.handOver, async (request, reply) => {
    await answerHandOver(place, request, reply);
    return reply;
  });
}
