/** How the patient's page answers: pages from memory, the script's JSON, redirects; one place for each header. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode } from '../../shared/errors.ts';
import { messages } from '../../shared/i18n/messages.ts';
import type { DoorView } from '../visits/types.ts';
import { linkPath } from './address.ts';
import type { JoinServerDeps } from './deps.ts';
import { failureText } from './failure.ts';
import { codeOf } from './fields.ts';
import { chooseLanguage, type LanguageChoice } from './language.ts';
import { joinLimits } from './limits.ts';
import { acceptsGzip, makePage, PageCache } from './pageCache.ts';
import { renderPage, type PageFrame, type PageState } from './pages.ts';
import type { PatientTexts } from './patientTexts.ts';
import { field, isSecure, wantsJson } from './request.ts';
import { versionOf } from './views.ts';

/** The link that a page belongs to, and what the door shows there. */
export interface AtDoor {
  readonly token: string;
  readonly view: DoorView;
}

export interface Answers {
  choice(request: FastifyRequest): LanguageChoice;
  /** Whether the call may be a frame of this visitor's page: IT wants it, and the page is https. */
  embeds(request: FastifyRequest): boolean;
  /** Sentences in the language of the answer. */
  failure(request: FastifyRequest, code: ErrorCode): string;
  /** `at`: `null` for pages that must not depend on a link. */
  page(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    state: PageState,
    at: AtDoor | null,
  ): void;
  failed(request: FastifyRequest, reply: FastifyReply, status: number, code: ErrorCode): void;
}

/** `origins`: under which the page is reached. */
export function createAnswers(deps: JoinServerDeps, origins: () => readonly string[]): Answers {
  const keep = createKeeper(deps.patientTexts);

  const choice: Answers['choice'] = (request) => {
    const configured = deps.settings().app.language;
    const switched = field(request.body, 'lang') || field(request.query, 'lang');
    const accept = request.headers['accept-language'];
    const fallback = configured === 'system' ? 'en' : configured;
    return chooseLanguage(switched, accept, fallback, [...deps.patientTexts().keys()]);
  };
  const embeds: Answers['embeds'] = (request) =>
    deps.settings().join.entry === 'embed' && isSecure(request, origins());
  const failure: Answers['failure'] = (request, code) =>
    failureText(code, wordsIn(deps.patientTexts(), choice(request).language), deps.settings().clinic);

  const frameOf = (request: FastifyRequest, at: AtDoor | null): PageFrame => {
    const texts = deps.patientTexts();
    const chosen = choice(request);
    return {
      choice: chosen,
      path: at && linkPath(deps.basePath, at.token),
      clinic: deps.settings().clinic,
      serverOrigin: deps.serverOrigin(),
      assets: deps.assets,
      code: at && codeOf(request),
      embed: at !== null && embeds(request),
      words: wordsIn(texts, chosen.language),
      languages: [...texts].map(([code, words]) => ({ code, name: words['language-name'] })),
      version: at ? versionOf(at.view) : '',
    };
  };

  const page: Answers['page'] = (request, reply, status, state, at) => {
    const frame = frameOf(request, at);
    const made = keep(frame, state);
    const zipped = acceptsGzip(request.headers['accept-encoding']);
    if (zipped) void reply.header('content-encoding', 'gzip');
    void reply
      .code(status)
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-language', frame.choice.language)
      .send(zipped ? made.gzip : made.plain);
  };

  const failed: Answers['failed'] = (request, reply, status, code) => {
    const text = failure(request, code);
    if (wantsJson(request)) {
      const { language } = choice(request);
      void reply.code(status).header('content-language', language).send({ state: 'failed', code, text });
      return;
    }
    const dead = code === 'link-dead';
    page(request, reply, status, dead ? { name: 'dead' } : { name: 'trouble', text }, null);
  };

  return { choice, embeds, failure, page, failed };
}

const wordsIn = (texts: PatientTexts, language: string): PageFrame['words'] =>
  texts.get(language) ?? messages.en.patient;

/** Makes pages, and keeps them as long as the words are the same. */
function createKeeper(
  texts: () => PatientTexts,
): (frame: PageFrame, state: PageState) => ReturnType<typeof makePage> {
  let cache = new PageCache(joinLimits.cachedPages);
  let cachedFor = texts();
  return (frame, state) => {
    const render = (): string => renderPage(frame, state);
    if (isPrivate(frame, state)) return makePage(render());
    if (cachedFor !== texts()) {
      cachedFor = texts();
      cache = new PageCache(joinLimits.cachedPages);
    }
    const { choice, path, clinic, serverOrigin, embed, version } = frame;
    const key = [choice, path, clinic.name, clinic.phone, serverOrigin, embed, version, state];
    return cache.get(JSON.stringify(key), render);
  };
}

/** A page with a typed name, with a doctor's own words or for one code is made for one answer and never kept. */
function isPrivate({ code }: PageFrame, state: PageState): boolean {
  if (code !== null) return true;
  if (state.name === 'waiting') return state.message?.kind === 'text';
  return state.name === 'form' && state.typed !== '';
}
