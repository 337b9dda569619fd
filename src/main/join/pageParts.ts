/** What several states of the patient's page share: the form, the check of camera and sound, the way out of an app. */
import { fill } from '../../shared/i18n/messages.ts';
import type { CallReason } from '../../shared/page.ts';
import { markup, trusted, type Html } from './html.ts';
import type { PageFrame, Problem } from './pageState.ts';

const hidden = (isHidden: boolean): Html | null => (isHidden ? trusted(' hidden') : null);

/** "Try again", and the telephone where there is one; its number does not break. */
export const tryAgain = ({ words, clinic: { phone } }: Pick<PageFrame, 'words' | 'clinic'>): string =>
  phone === ''
    ? words.again
    : fill(words['again-or-call'], { phone: phone.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011') });

/** Of an address of the page in a language; the code of a hand-over stays on it. */
export const linkQuery = ({ code }: PageFrame, language: string): string =>
  `?lang=${language}${code === null ? '' : `&h=${code}`}`;

export function problemBox(problem: Problem | null, { words }: PageFrame): Html | null {
  if (problem === null) return null;
  const text = problem.field ? markup`<a href="#name">${problem.text}</a>` : problem.text;
  return markup`<div id="problem" class="problem" role="alert" tabindex="-1" autofocus><h2>${words.problem}</h2><p id="problem-text">${text}</p></div>
`;
}

/** What a form of the page holds. */
export interface FormParts {
  readonly field: Html | null;
  /** The button that presses Join; `null`: nothing can be pressed but "Call me". */
  readonly press: string | null;
  /** `null`: "Call me" is there, but only the script shows it. */
  readonly callReason: CallReason | null;
  readonly camera: boolean;
}

/**
 * "Call me" stands behind the press button, because the first one is what the Enter key presses; in the same form,
 * because it sends the typed name along.
 */
export function pageForm(frame: PageFrame, { field, press, callReason, camera }: FormParts): Html {
  const { choice, code, words } = frame;
  const path = frame.path ?? '';
  const carried = [
    ...(choice.chosen ? [markup`<input type="hidden" name="lang" value="${choice.language}">`] : []),
    ...(code === null ? [] : [markup`<input type="hidden" name="h" value="${code}">`]),
  ];
  // Where nothing else can be pressed it is the main thing.
  const only = press === null && callReason !== null;
  const pressButton = press === null ? null : markup`<button type="submit">${press}</button>\n`;
  return markup`<form method="post" action="${path}/join" novalidate>${carried}${field}${pressButton}<p class="progress" aria-hidden="true"></p>
${camera ? cameraCheck(frame) : null}<button type="submit"${only ? null : trusted(' class="second"')} formaction="${path}/call-me" name="reason" value="${callReason ?? 'other'}" data-do="call" data-done="${words['called-here']}"${hidden(callReason === null)}>${words['call-me']}</button>
</form>`;
}

/** Shown by the script where a page may use a camera at all. */
function cameraCheck({ words, embed }: PageFrame): Html {
  const soundJoin = embed
    ? markup`<button type="button" class="second" data-do="sound" hidden>${words['sound-join']}</button>\n`
    : markup`<p class="sound" hidden>${words['sound-only']}</p>\n`;
  return markup`<section id="camera" hidden data-works="${words['camera-works']}" data-no-sound="${words['camera-no-sound']}" data-speak="${words['camera-speak']}" data-failed="${words['camera-failed']}">
<div class="view" hidden><video playsinline muted autoplay></video><label>${words['camera-sound']} <meter max="1"></meter></label></div>
<p class="says" tabindex="-1" hidden></p>
${soundJoin}<button type="button" class="second" data-do="try">${words['camera-try']}</button>
</section>
`;
}

/** Put in place of the card by the script where a call cannot work: out of an app, into a real browser. */
export function wayOut({ words }: PageFrame): Html {
  return markup`<template id="away"><div class="card"><h1 tabindex="-1">${words['away-title']}</h1>
<p data-app="${words.away}" data-failed="${words['away-failed']}" data-missing="${words['away-missing']}"></p>
<a class="button" data-do="out" data-safari="${words['away-safari']}">${words['away-open']}</a>
<div class="steps" hidden><h2>${words['away-steps']}</h2>
<p data-menu="dots">${picture('<circle cx="12" cy="5" r="2"/><circle cx="12" cy="12" r="2"/><circle cx="12" cy="19" r="2"/>')}${words['away-dots']}</p>
<p data-menu="compass">${picture('<path d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm4.5 5.5-3 6-6 3 3-6z"/>')}${words['away-compass']}</p>
<p data-menu="dots">${words['away-menu']}</p></div>
<button type="button" class="second" data-do="copy" data-done="${words['away-copied']}">${words['away-copy']}</button>
<label hidden>${words['away-select']}<input readonly></label>
<p class="progress" aria-hidden="true"></p>
<button type="button" class="second" data-do="here">${words['away-here']}</button>
<button type="button" class="second" value="browser" data-do="call" data-done="${words['called-here']}">${words['call-me']}</button></div></template>`;
}

const picture = (shapes: string): Html =>
  trusted(
    `<svg viewBox="0 0 24 24" width="40" height="40" fill="currentColor" aria-hidden="true">${shapes}</svg>`,
  );
