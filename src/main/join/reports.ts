/** What open pages say of themselves, and what people ask besides a press: a call, another browser. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { helpFor } from '../../shared/help.ts';
import type { PageReport } from '../../shared/page.ts';
import { isToken } from '../visits/links.ts';
import { enter, isLiving, isWithin, look } from './entering.ts';
import { codeOf, deviceOf, reasonOf, reportOf } from './fields.ts';
import type { AtLink, Place, Visitor } from './place.ts';
import { answerFailure } from './press.ts';
import { field, wantsJson } from './request.ts';
import { shownBy } from './views.ts';

type Request = FastifyRequest<AtLink>;

/** Tells what the page should show now, and what helps with a camera that was reported. */
export async function answerReport(place: Place, request: Request, reply: FastifyReply): Promise<void> {
  const found = await look(place, request);
  if (!isLiving(found)) {
    if (found.view.thanks) void reply.send(shownBy(found.view));
    else await place.miss(request, reply, shownBy(found.view));
    return;
  }
  if (!(await isWithin(place, request, reply, found, place.limiters.report))) return;
  const report = reportOf(request.body);
  if (!report) {
    place.answers.failed(request, reply, 400, 'bad-request');
    return;
  }
  const view = await place.deps.door.report(found.token, found.browser, report);
  const help = helpIn(place, request, report);
  void reply.send({ ...shownBy(view), ...(help !== undefined && { help }) });
}

/** The sentence for a camera that failed, in the page's language, else in English. */
function helpIn({ deps, answers }: Place, request: Request, report: PageReport): string | undefined {
  const key = report.camera && helpFor(report.camera.outcome, report.device);
  if (!key) return undefined;
  return deps.help[key][answers.choice(request).language] ?? deps.help[key]['en'];
}

export async function answerCallMe(place: Place, request: Request, reply: FastifyReply): Promise<void> {
  const visitor = await enter(place, request, reply);
  if (!visitor) return;
  const { deps, answers } = place;
  const { token, browser, view } = visitor;
  const { body } = request;
  const called = await deps.door.callMe(token, browser, {
    name: field(body, 'name'),
    code: codeOf(request),
    reason: reasonOf(body),
    device: deviceOf(body),
  });
  deps.log.info('join-call-me', { outcome: called.ok ? 'called' : called.error.code });
  if (!called.ok) await answerFailure(place, request, reply, visitor, called.error);
  else if (wantsJson(request)) void reply.send({ state: 'called' });
  else answers.page(request, reply, 200, { name: 'called', helpCode: view.helpCode }, { token, view });
}

/** Says nothing of what it keeps: the page goes to the other browser whatever became of it. */
export async function answerHandOver(place: Place, request: Request, reply: FastifyReply): Promise<void> {
  const visitor: Visitor | undefined = await enter(place, request, reply);
  if (!visitor) return;
  const code = field(request.body, 'code');
  const name = field(request.body, 'name');
  if (isToken(code)) await place.deps.door.handOver(visitor.token, visitor.browser, code, name);
  void reply.code(204).send();
}
