/** The patient's pages, rendered whole on the server: each state has one body, in one language. */
import { fill, messages, type Messages } from '../../shared/i18n/messages.ts';
import { maxNameLength } from '../../shared/displayName.ts';
import type { Language, Settings } from '../../shared/settings.ts';
import { assertNever } from '../../shared/result.ts';
import type { PageAssets } from './assets.ts';
import { tryAgain } from './failure.ts';
import { escapeHtml, markup, trusted, type Html } from './html.ts';
import type { LanguageChoice } from './language.ts';

/** What failed: the sentences, and whether the name field is the cause. */
export interface Problem {
  readonly text: string;
  readonly field: boolean;
}

export type PageState =
  /** `typed`: what stood in the field when a press was refused; the only name a page ever contains. */
  | {
      readonly name: 'form';
      readonly doctor: string;
      readonly typed: string;
      readonly problem: Problem | null;
    }
  | { readonly name: 'waiting'; readonly doctor: string }
  | { readonly name: 'let-in'; readonly doctor: string; readonly problem: Problem | null }
  | { readonly name: 'declined' }
  /** Unknown, expired, cancelled, revoked and ended alike. */
  | { readonly name: 'dead' }
  | { readonly name: 'thanks' }
  /** Something failed on this side, or the request was not one of ours. */
  | { readonly name: 'trouble'; readonly text: string };

export interface PageFrame {
  readonly choice: LanguageChoice;
  /** `null`: the page does not depend on a link, so that its bytes tell nothing about one. */
  readonly token: string | null;
  readonly clinic: Settings['clinic'];
  /** The only origin that the page's script goes to. */
  readonly serverOrigin: string;
  readonly assets: PageAssets;
}

type Words = Messages['patient'];
interface Body {
  readonly title: string;
  readonly content: Html;
}

// A camera on the accent colour, inline, so that no browser asks for /favicon.ico.
const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%230b6e6a'/%3E%3Cpath d='M3 5h6v6H3zm7 2 3-2v6l-3-2z' fill='%23fff'/%3E%3C/svg%3E";

/** The whole document as text. */
export function renderPage(frame: PageFrame, state: PageState): string {
  const { choice, clinic, assets, token } = frame;
  const words = messages[choice.language].patient;
  const body = renderBody(frame, state, words);
  const failed = 'problem' in state && state.problem !== null;
  const plainTitle = clinic.name === '' ? body.title : `${body.title} · ${clinic.name}`;
  const errorTitle = fill(words['error-title'], { title: plainTitle });
  const script =
    token === null ? null : markup`<script type="module">${trusted(assets.script.text)}</script>\n`;
  return markup`<!doctype html>
<html lang="${choice.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
<title>${failed ? errorTitle : plainTitle}</title>
<link rel="icon" href="${trusted(icon)}">
${state.name === 'waiting' ? trusted('<noscript><meta http-equiv="refresh" content="5"></noscript>\n') : null}<style>${trusted(assets.style.text)}</style>
</head>
<body${token === null ? null : scriptData(frame, token, words)}>
<header><span class="clinic" dir="auto">${clinic.name === '' ? words['clinic-unnamed'] : clinic.name}</span>${languageLink(frame, words)}</header>
<main data-state="${state.name}" data-title="${plainTitle}" data-error-title="${errorTitle}">
<div class="card">
${body.content}
</div>
</main>
<footer>${footer(clinic, words, token !== null && state.name !== 'declined')}</footer>
${script}</body>
</html>
`.text;
}

function renderBody(frame: PageFrame, state: PageState, words: Words): Body {
  switch (state.name) {
    case 'form':
      return { title: words.title, content: formBody(frame, state, words) };
    case 'waiting':
      return { title: words['waiting-title'], content: waitingBody(state.doctor, words) };
    case 'let-in':
      return { title: words['let-in-title'], content: letInBody(frame, state, words) };
    case 'declined':
      return notice(words['declined-title'], words.declined);
    case 'dead':
      return notice(words['dead-title'], words.dead);
    case 'thanks':
      return notice(words['thanks-title'], words.thanks);
    case 'trouble':
      return notice(words['trouble-title'], state.text);
    default:
      return assertNever(state);
  }
}

const notice = (title: string, text: string): Body => ({
  title,
  content: markup`<h1 tabindex="-1">${title}</h1>
<p class="last">${text}</p>`,
});

function formBody(frame: PageFrame, state: Extract<PageState, { name: 'form' }>, words: Words): Html {
  const { problem, doctor } = state;
  const blamed = problem?.field ? trusted(' aria-invalid="true" aria-describedby="problem-text"') : null;
  return markup`${problemBox(problem, words)}<h1 tabindex="-1">${words.title}</h1>
<p>${doctor === '' ? words.expecting : fill(words['doctor-expecting'], { doctor })}</p>
${formStart(frame)}<label for="name">${words['name-label']}</label>
<input id="name" name="name" type="text" dir="auto" value="${state.typed}" maxlength="${String(maxNameLength)}" autocomplete="name" autocapitalize="words" spellcheck="false" enterkeyhint="go" aria-required="true"${blamed}>
<button type="submit">${words.join}</button>
<p id="progress" class="progress" role="status"></p>
</form>
<p class="last">${words.permission}</p>`;
}

function letInBody(frame: PageFrame, state: Extract<PageState, { name: 'let-in' }>, words: Words): Html {
  const { problem, doctor } = state;
  return markup`${problemBox(problem, words)}<h1 tabindex="-1">${words['let-in-title']}</h1>
<p>${doctor === '' ? words['let-in'] : fill(words['let-in-doctor'], { doctor })}</p>
${formStart(frame)}<button type="submit">${words['go-in']}</button>
<p id="progress" class="progress" role="status"></p>
</form>
<p class="last">${words.permission}</p>`;
}

function waitingBody(doctor: string, words: Words): Html {
  return markup`<div class="pulse" aria-hidden="true"><i></i><i></i><i></i></div>
<h1 tabindex="-1">${words['waiting-title']}</h1>
<p>${doctor === '' ? words.waiting : fill(words['waiting-doctor'], { doctor })}</p>
<p class="last">${words['waiting-stay']}</p>
<p id="progress" class="progress" role="status"></p>`;
}

function formStart({ token, choice }: PageFrame): Html {
  const carried = choice.chosen ? markup`<input type="hidden" name="lang" value="${choice.language}">` : null;
  return markup`<form method="post" action="/v/${token ?? ''}/join" accept-charset="utf-8" novalidate>${carried}`;
}

function problemBox(problem: Problem | null, words: Words): Html | null {
  if (problem === null) return null;
  const text = problem.field ? markup`<a href="#name">${problem.text}</a>` : problem.text;
  return markup`<div id="problem" class="problem" role="alert" tabindex="-1" autofocus><h2>${words.problem}</h2><p id="problem-text">${text}</p></div>
`;
}

/** What the script needs to know, and what it may have to say by itself because no answer of the server can. */
function scriptData({ choice, clinic, serverOrigin }: PageFrame, token: string, words: Words): Html {
  const data = {
    base: `/v/${token}`,
    query: query(choice),
    server: serverOrigin,
    problem: words.problem,
    offline: words['failed-offline'],
    other: `${words['failed-other']} ${tryAgain(choice.language, clinic)}`,
    connecting: words.connecting,
    slow: words['still-trying'],
    'waiting-offline': words['waiting-offline'],
  };
  return trusted(
    Object.entries(data)
      .map(([key, text]) => ` data-${key}="${escapeHtml(text)}"`)
      .join(''),
  );
}

function languageLink({ choice, token }: PageFrame, words: Words): Html {
  const other: Language = choice.language === 'en' ? 'ru' : 'en';
  const path = token === null ? '' : `/v/${token}`;
  return markup`<a href="${path}?lang=${other}" lang="${other}" hreflang="${other}">${words['other-language']}</a>`;
}

/** `pressable`: the page has, or soon has, a button that may not work. */
function footer(clinic: Settings['clinic'], words: Words, pressable: boolean): Html {
  const { phone } = clinic;
  if (phone === '') return markup`${pressable ? words['call-unknown'] : words['ask-unknown']}`;
  return markup`${pressable ? words.call : words.ask}<br><a class="phone" href="tel:${phoneNumber(phone)}">${phone}</a>`;
}

/** Digits, `+`, and what dials an extension; `#` would start a fragment (RFC 3986). */
const phoneNumber = (phone: string): string => phone.replace(/[^0-9+*#,]/g, '').replaceAll('#', '%23');

/** Carries a chosen language along an address of the page. */
export const query = (choice: LanguageChoice): string => (choice.chosen ? `?lang=${choice.language}` : '');
