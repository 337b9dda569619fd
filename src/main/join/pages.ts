/** The patient's pages, rendered whole on the server: each state has one body, in one language. */
import { fill } from '../../shared/i18n/messages.ts';
import { escapeHtml } from '../escapeHtml.ts';
import { markup, trusted, type Html } from './html.ts';
import type { LanguageChoice } from './language.ts';
import { renderBody } from './pageBodies.ts';
import { linkQuery, tryAgain } from './pageParts.ts';
import type { PageFrame, PageState } from './pageState.ts';

export type { PageFrame, PageState, Problem } from './pageState.ts';

// A camera in the accent colour, inline, so that no browser asks for /favicon.ico.
const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%230b6e6a' d='M1 4h9v8H1zm10 3 4-3v8l-4-3z'/%3E%3C/svg%3E";

/** Languages that a clinic may add (`docs/patient-texts.md`) and that are written from the right. */
const rightToLeft: ReadonlySet<string> = new Set([
  'ar',
  'ckb',
  'dv',
  'fa',
  'he',
  'ps',
  'sd',
  'ug',
  'ur',
  'yi',
]);

/** The whole document as text. */
export function renderPage(frame: PageFrame, state: PageState): string {
  const { choice, clinic, assets, path, words, version } = frame;
  const body = renderBody(frame, state);
  const failed = 'problem' in state && state.problem !== null;
  const plainTitle = clinic.name === '' ? body.title : `${body.title} · ${clinic.name}`;
  const errorTitle = fill(words['error-title'], { title: plainTitle });
  const script =
    path === null ? null : markup`<script type="module">${trusted(assets.script.text)}</script>\n`;
  return markup`<!doctype html>
<html lang="${choice.language}"${rightToLeft.has(choice.language) ? trusted(' dir="rtl"') : null}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no">
<title>${failed ? errorTitle : plainTitle}</title>
<link rel="icon" href="${trusted(icon)}">
${refresh(state)}<style>${trusted(assets.style.text)}</style>
</head>
<body${path === null ? null : scriptData(frame, path)}>
<header><span class="clinic" dir="auto">${clinic.name === '' ? words['clinic-unnamed'] : clinic.name}</span>${otherLanguages(frame)}</header>
<main data-state="${state.name}" data-version="${version}" data-title="${plainTitle}" data-error-title="${errorTitle}">
<div class="card">
${body.content}
</div>
</main>
<p id="live" class="unseen" role="status"></p>
<footer>${footer(frame, state)}</footer>
${script}</body>
</html>
`.text;
}

/** Without a script the page looks again by itself, as often as it may change soon. */
function refresh({ name }: PageState): Html | null {
  const seconds = name === 'waiting' ? '5' : name === 'early' ? '60' : null;
  return seconds && markup`<noscript><meta http-equiv="refresh" content="${seconds}"></noscript>\n`;
}

/** What the script needs to know, and what it may have to say by itself because no answer of the server can. */
function scriptData(frame: PageFrame, path: string): Html {
  const { choice, serverOrigin, words } = frame;
  const data = {
    base: path,
    query: query(choice),
    ...(frame.code !== null && { code: frame.code }),
    ...(frame.embed && {
      embed: words['frame-title'],
      opening: words['frame-opening'],
      alone: words['frame-alone'],
    }),
    server: serverOrigin,
    problem: words.problem,
    offline: words['failed-offline'],
    other: `${words['failed-other']} ${tryAgain(frame)}`,
    'needs-browser': words['failed-needs-browser'],
    'name-again': words['failed-name-again'],
    'no-cookies': words['failed-no-cookies'],
    connecting: words.connecting,
    slow: words['still-trying'],
    'waiting-offline': words['waiting-offline'],
    telling: words.telling,
    asking: words['camera-asking'],
    again: words['camera-again'],
    'ask-again': words['camera-ask-again'],
  };
  return trusted(
    Object.entries(data)
      .map(([key, text]) => ` data-${key}="${escapeHtml(text)}"`)
      .join(''),
  );
}

function otherLanguages(frame: PageFrame): readonly Html[] {
  const { choice, path, languages } = frame;
  return languages
    .filter(({ code }) => code !== choice.language)
    .map(
      ({ code, name }) =>
        markup`<a href="${path ?? ''}${linkQuery(frame, code)}" lang="${code}" hreflang="${code}">${name}</a>`,
    );
}

/** The telephone; beside it the help code, which the script shows when something fails later. */
function footer({ clinic: { phone }, words, path }: PageFrame, state: PageState): Html {
  // The page has, or soon has, a button that may not work.
  const pressable =
    path !== null && state.name !== 'early' && state.name !== 'declined' && state.name !== 'called';
  const call =
    phone === ''
      ? markup`${pressable ? words['call-unknown'] : words['ask-unknown']}`
      : markup`${pressable ? words.call : words.ask}<br><a class="phone" href="tel:${phoneNumber(phone)}">${phone}</a>`;
  return markup`${call}${'helpCode' in state ? helpCode(state.helpCode, needsHelp(state), words['help-code']) : null}`;
}

function needsHelp(state: PageState): boolean {
  const failed = 'problem' in state && state.problem !== null;
  const calm =
    state.name === 'form' || state.name === 'waiting' || (state.name === 'let-in' && !state.returning);
  return failed || !calm;
}

/** In two groups for the eye, sign by sign for a screen reader. */
function helpCode(code: string, shown: boolean, words: string): Html | null {
  if (code === '') return null;
  return markup`<p class="code" translate="no"${shown ? null : trusted(' hidden')}>${words} <b aria-hidden="true">${code.slice(0, 3)} ${code.slice(3)}</b><span class="unseen">${Array.from(code).join(' ')}</span></p>`;
}

/** Digits, `+`, and what dials an extension; `#` would start a fragment (RFC 3986). */
const phoneNumber = (phone: string): string => phone.replace(/[^0-9+*#,]/g, '').replaceAll('#', '%23');

/** Carries a chosen language along an address of the page. */
export const query = (choice: LanguageChoice): string => (choice.chosen ? `?lang=${choice.language}` : '');
