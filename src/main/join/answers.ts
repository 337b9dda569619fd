/** How the patient's page answers: pages from memory, the script's JSON, redirects; one place for each header. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode } from '../../shared/errors.ts';
import type { JoinServerDeps } from './deps.ts';
import { failureText } from './failure.ts';
import { chooseLanguage, type LanguageChoice } from './language.ts';
import { joinLimits } from './limits.ts';
import { acceptsGzip, makePage, PageCache } from './pageCache.ts';
import { renderPage, type PageState } from './pages.ts';
import { field, wantsJson } from './request.ts';

export interface Answers {
  choice(request: FastifyRequest): LanguageChoice;
  /** `token`: `null` for pages that must not depend on a link. */
  page(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    state: PageState,
    token: string | null,
  ): void;
  failed(request: FastifyRequest, reply: FastifyReply, status: number, code: ErrorCode): void;
}

export function createAnswers(deps: JoinServerDeps): Answers {
  const cache = new PageCache(joinLimits.cachedPages);

  const choice = (request: FastifyRequest): LanguageChoice => {
    const configured = deps.settings().app.language;
    const switched = field(request.body, 'lang') || field(request.query, 'lang');
    return chooseLanguage(
      switched,
      request.headers['accept-language'],
      configured === 'system' ? 'en' : configured,
    );
  };

  const page: Answers['page'] = (request, reply, status, state, token) => {
    const chosen = choice(request);
    const { clinic } = deps.settings();
    const serverOrigin = deps.serverOrigin();
    const render = (): string =>
      renderPage({ choice: chosen, token, clinic, serverOrigin, assets: deps.assets }, state);
    // A page with a typed name is made for one answer and never kept.
    const key = JSON.stringify([chosen, token, clinic.name, clinic.phone, serverOrigin, state]);
    const kept = state.name === 'form' && state.typed !== '' ? makePage(render()) : cache.get(key, render);
    const zipped = acceptsGzip(request.headers['accept-encoding']);
    if (zipped) void reply.header('content-encoding', 'gzip');
    void reply
      .code(status)
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-language', chosen.language)
      .send(zipped ? kept.gzip : kept.plain);
  };

  const failed: Answers['failed'] = (request, reply, status, code) => {
    const { language } = choice(request);
    const text = failureText(code, language, deps.settings().clinic);
    if (wantsJson(request)) {
      void reply.code(status).header('content-language', language).send({ state: 'failed', code, text });
      return;
    }
    const dead = code === 'link-dead';
    page(request, reply, status, dead ? { name: 'dead' } : { name: 'trouble', text }, null);
  };

  return { choice, page, failed };
}
