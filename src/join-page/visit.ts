/** What people do at a visit: the press, the call inside the page, and the wish to be called. */
import { awayReason, hideAway, showAway } from './away.ts';
import { endCall, enterCall } from './call.ts';
import { stopPreview, tryOut } from './camera.ts';
import { callReasonOf } from '../shared/page.ts';
import { safeTarget, type CallMessage, type FailedAnswer, type JoinAnswer } from './decide.ts';
import { cannotCall } from './media.ts';
import { app, code, report } from './post.ts';
import { askToBeCalled, askToJoin, unsaid } from './press.ts';
import {
  beginCalling,
  endCalling,
  fetchPage,
  free,
  isOccupied,
  isWaiting,
  occupy,
  onLetIn,
  refresh,
  watch,
} from './shown.ts';
import {
  announce,
  clearProblem,
  nameField,
  say,
  setWaiting,
  showProblem,
  stateOnScreen,
  word,
} from './view.ts';

/** Chosen once, and kept for a page that is let in later. */
let isSoundOnly = false;

onLetIn(() => void (cannotCall() ? refresh() : pressBy(isSoundOnly)));

/** A press, by hand or because the page was let in: with picture and sound, or with sound only. */
export async function pressBy(soundOnly: boolean): Promise<void> {
  if (isOccupied()) return;
  isSoundOnly = soundOnly;
  clearProblem();
  if (cannotCall()) showAway('missing');
  else if (soundOnly || !isUnsure() || (await hasCamera())) await press();
}

/** In a view of an app that may have no camera, that is found out first: nobody takes a place and cannot be seen. */
const isUnsure = (): boolean =>
  app.kind !== 'real' && window.isSecureContext && code === '' && nameField()?.value.trim() !== '';

async function hasCamera(): Promise<boolean> {
  occupy();
  stopPreview();
  say(word('asking'));
  const trouble = await tryOut();
  if (trouble) {
    // Let in meanwhile: the way out stands in place of that page, so that nothing is pressed again.
    if (isWaiting()) await fetchPage();
    showAway('failed', trouble);
  }
  free();
  return !trouble;
}

/** "Try here", or "Try again" once the camera has failed here; over http there is nothing that could be tried. */
export async function stayHere(): Promise<void> {
  if (isOccupied()) return;
  if (window.isSecureContext && awayReason() === 'failed' && !(await hasCamera())) return;
  hideAway();
  if (!window.isSecureContext && nameField()?.value.trim() !== '') await pressBy(isSoundOnly);
}

/** One press; a second one while it runs does nothing. */
async function press(): Promise<void> {
  if (isOccupied()) return;
  occupy();
  stopPreview();
  say(word('connecting'));
  const answer = await askToJoin();
  const target = answer.state === 'going-in' ? safeTarget(answer.url, word('server')) : null;
  if (answer.state !== 'going-in' || target === null) {
    await settle(answer.state === 'going-in' ? unsaid('other') : answer);
    return;
  }
  stopPreview();
  if (!answer.embed) {
    // The button stays busy: the page is being left. Coming back frees it (`pageshow`).
    window.location.assign(target);
    return;
  }
  // First the call: "let in", said before the answer came, would press once more.
  enterCall(target, isSoundOnly, (message) => void leaveCall(message));
  free();
  watch();
}

/** After a press that did not lead into the call. */
async function settle(answer: Exclude<JoinAnswer, { state: 'going-in' }>): Promise<void> {
  const isKept = answer.state === 'waiting' && (await fetchPage(answer.state));
  if (answer.state === 'failed') await tellFailure(answer, callReasonOf(answer.code));
  free();
  // Somebody who waits and is not known: the browser did not keep the cookie.
  if (isKept && stateOnScreen() === 'form') showProblem(word('noCookies'), false, 'browser');
  watch();
}

/** Says on top of the page what failed, or shows the page that says it. */
async function tellFailure({ code: failure, text }: FailedAnswer, reason: string | null): Promise<void> {
  const isGone = failure === 'link-dead' || failure === 'declined';
  const isNameless = failure === 'name-required';
  const lacksField = isNameless && !nameField();
  // A press made by the waiting page itself has no button: the server's page offers one before the problem is said.
  if (isGone || lacksField || isWaiting()) await fetchPage();
  if (isGone) return;
  hideAway();
  if (failure === 'needs-browser' && app.kind !== 'real')
    showAway('failed', { help: '', again: word('again') });
  else showProblem(lacksField ? word('nameAgain') : text, isNameless && nameField() !== null, reason);
}

/** What the embedded call says. Who left it may come back while the visit is open. */
async function leaveCall(message: CallMessage): Promise<void> {
  endCall();
  const hasLeft = message === 'logout' || message === 'connectionClosed';
  if (hasLeft) await report('logout');
  await refresh();
  if (hasLeft) return;
  const isOld = message === 'notSupported';
  showProblem(word(isOld ? 'needsBrowser' : 'other'), false, isOld ? 'browser' : 'service');
}

/** The button says that it is under way, and then gives way to the word that the clinic knows. */
export async function callMe(button: HTMLButtonElement): Promise<void> {
  if (!beginCalling()) return;
  const setDone = setWaiting(button, word('telling'));
  const failed = await askToBeCalled(button.value);
  setDone();
  if (failed) await tellFailure(failed, button.value);
  else if (button.isConnected) giveWay(button);
  else announce(button.dataset['done'] ?? '');
  endCalling();
}

function giveWay(button: HTMLButtonElement): void {
  const line = document.createElement('p');
  line.className = 'done';
  line.tabIndex = -1;
  line.textContent = button.dataset['done'] ?? '';
  button.replaceWith(line);
  line.focus();
}
