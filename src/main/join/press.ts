/** The Join press and its answers: into the call, to the waiting room, or the page again with what went wrong. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { appError, type AppError } from '../../shared/errors.ts';
import { maxNameLength } from '../../shared/displayName.ts';
import { err, type Result } from '../../shared/result.ts';
import type { PressAnswer } from '../visits/types.ts';

import { failureStatus, failureText } from './failure.ts';
import { query, type PageState, type Problem } from './pages.ts';
import type { LivingView, Place, Visitor } from './place.ts';
import { field, wantsJson } from './request.ts';

export async function answerPress(
  place: Place,
  request: FastifyRequest,
  reply: FastifyReply,
  visitor: Visitor,
): Promise<void> {
  const { deps, answers } = place;
  const startedAt = deps.clock.now();
  const browser = visitor.browser ?? place.nameBrowser(reply, visitor.token);
  const result = await press(place, visitor.token, browser, field(request.body, 'name'));
  const outcome = result.ok ? result.value.state : result.error.code;
  deps.log.info('join-press', { outcome, ms: deps.clock.now() - startedAt });
  if (!result.ok) {
    await answerFailure(place, request, reply, visitor, result.error);
    return;
  }
  const answer = result.value;
  if (wantsJson(request)) {
    void reply.send(answer);
    return;
  }
  const waitingRoom = `/v/${visitor.token}${query(answers.choice(request))}`;
  void reply.redirect(answer.state === 'going-in' ? answer.url : waitingRoom, 303);
}

/** Asks the door; the address is brought into the form that a header may carry (no raw Cyrillic). */
async function press(
  { deps }: Place,
  token: string,
  browser: string,
  name: string,
): Promise<Result<PressAnswer, AppError>> {
  try {
    const result = await deps.door.press(token, browser, name);
    if (!result.ok || result.value.state !== 'going-in') return result;
    return { ok: true, value: { state: 'going-in', url: new URL(result.value.url).href } };
  } catch (error) {
    deps.log.error('join-press-failed', { error: error instanceof Error ? error.name : 'unknown' });
    return err(appError('internal'));
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
    const text = failureText(code, answers.choice(request).language, deps.settings().clinic);
    const problem: Problem = { text, field: code === 'name-required' };
    const view: LivingView = code === 'declined' ? { state: 'declined', doctorName: '' } : visitor.view;
    const state = withProblem(pageOf(view, place), field(request.body, 'name'), problem);
    answers.page(request, reply, status, state, visitor.token);
  }
}

/** The page of what the door sees. The doctor's name only where the clinic wants it shown. */
export function pageOf(view: LivingView, { deps }: Place): PageState {
  const doctor = deps.settings().clinic.showDoctor ? view.doctorName : '';
  switch (view.state) {
    case 'form':
      return { name: 'form', doctor, typed: '', problem: null };
    case 'let-in':
      return { name: 'let-in', doctor, problem: null };
    case 'waiting':
      return { name: 'waiting', doctor };
    case 'declined':
      return { name: 'declined' };
  }
}

function withProblem(page: PageState, typed: string, problem: Problem): PageState {
  if (page.name === 'form') return { ...page, typed: keepTyped(typed), problem };
  return page.name === 'let-in' ? { ...page, problem } : page;
}

/** What was typed, as far as a field can hold it: no control characters, whole characters, at most 100. */
function keepTyped(typed: string): string {
  return Array.from(typed.replace(/\p{Cc}/gu, ' '))
    .slice(0, maxNameLength)
    .join('');
}
