/** The Join press and its answers: into the call, to the waiting room, or the page again with what went wrong. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { appError, type AppError } from '../../shared/errors.ts';
import { maxNameLength } from '../../shared/displayName.ts';
import { callReasonOf } from '../../shared/page.ts';
import { err, type Result } from '../../shared/result.ts';
import type { PressAnswer } from '../visits/types.ts';
import { linkPath, pageAddress } from './address.ts';
import { failureStatus } from './failure.ts';
import { cameraOf, codeOf, deviceOf } from './fields.ts';
import type { PageState, Problem } from './pages.ts';
import type { LivingView, Place, Visitor } from './place.ts';
import { field, wantsJson } from './request.ts';
import { pageOf } from './views.ts';

export async function answerPress(
  place: Place,
  request: FastifyRequest,
  reply: FastifyReply,
  visitor: Visitor,
): Promise<void> {
  const { deps, answers } = place;
  const startedAt = deps.clock.now();
  const browser = visitor.browser ?? place.nameBrowser(request, reply, visitor.token);
  const result = await press(place, request, visitor.token, browser);
  const outcome = result.ok ? result.value.state : result.error.code;
  deps.log.info('join-press', { outcome, ms: deps.clock.now() - startedAt });
  if (!result.ok) await answerFailure(place, request, reply, visitor, result.error);
  else if (wantsJson(request)) await answerScript(place, request, reply, result.value);
  else {
    const answer = result.value;
    // The code of a hand-over has been used: it is not carried on.
    const waitingRoom = pageAddress(linkPath(deps.basePath, visitor.token), answers.choice(request), null);
    void reply.redirect(answer.state === 'going-in' ? answer.url : waitingRoom, 303);
  }
}

/** Asks the door; the address is brought into the form that a header may carry (no raw Cyrillic). */
async function press(
  { deps }: Place,
  request: FastifyRequest,
  token: string,
  browser: string,
): Promise<Result<PressAnswer, AppError>> {
  const { body } = request;
  const input = {
    name: field(body, 'name'),
    code: codeOf(request),
    device: deviceOf(body),
    camera: cameraOf(body),
  };
  try {
    const result = await deps.door.press(token, browser, input);
    if (!result.ok || result.value.state !== 'going-in') return result;
    return { ok: true, value: { state: 'going-in', url: new URL(result.value.url).href } };
  } catch (error) {
    deps.log.error('join-press-failed', { error: error instanceof Error ? error.name : 'unknown' });
    return err(appError('internal'));
  }
}

/** The script is told besides whether to show the call in its frame. */
async function answerScript(
  { deps, answers }: Place,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: PressAnswer,
): Promise<void> {
  if (answer.state !== 'going-in') {
    void reply.send(answer);
    return;
  }
  const embed = answers.embeds(request) && (await mayEmbed(deps, answer.url));
  void reply.send({ ...answer, embed });
}

/** A check of framing that fails leads to navigation, which always works. */
async function mayEmbed({ mayEmbed: ask, log }: Place['deps'], url: string): Promise<boolean> {
  try {
    return await ask(url);
  } catch (error) {
    log.warn('join-embed-unknown', { error: error instanceof Error ? error.name : 'unknown' });
    return false;
  }
}

/** The page itself again, with cause and remedy and the typed name kept; for the script the same as JSON. */
export async function answerFailure(
  place: Place,
  request: FastifyRequest,
  reply: FastifyReply,
  visitor: Visitor,
  error: AppError,
): Promise<void> {
  const { answers, deps } = place;
  const { code } = error;
  const status = failureStatus(code);
  if (code === 'link-dead') await place.miss(request, reply);
  else if (wantsJson(request)) answers.failed(request, reply, status, code);
  else {
    const { token } = visitor;
    const problem: Problem = {
      text: answers.failure(request, code),
      field: code === 'name-required',
      reason: callReasonOf(code),
    };
    const view = code === 'declined' ? declined(visitor.view) : visitor.view;
    const plain = pageOf(view, deps.settings().clinic.showDoctor);
    const state = withProblem(plain, field(request.body, 'name'), problem);
    answers.page(request, reply, status, state, { token, view });
  }
}

const declined = ({ doctorName, helpCode }: LivingView): LivingView => ({
  state: 'declined',
  doctorName,
  helpCode,
});

function withProblem(page: PageState, typed: string, problem: Problem): PageState {
  if (page.name === 'form') return { ...page, typed: keepTyped(typed), problem };
  return page.name === 'let-in' || page.name === 'gone' ? { ...page, problem } : page;
}

/** What was typed, as far as a field can hold it: no control characters, whole characters, at most 100. */
function keepTyped(typed: string): string {
  return Array.from(typed.replace(/\p{Cc}/gu, ' '))
    .slice(0, maxNameLength)
    .join('');
}
