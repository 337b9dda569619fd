/** Which state of the visit the page shows: what the server says of it, and how the page follows. */
import { showAway } from './away.ts';
import { endCall, isInCall } from './call.ts';
import { offerCamera, stopPreview } from './camera.ts';
import { type View } from './decide.ts';
import { createLive, type StreamWish } from './live.ts';
import { cannotCall } from './media.ts';
import { app, code, pageAddress, within } from './post.ts';
import * as times from './times.ts';
import {
  find,
  isSeen,
  say,
  setBusy,
  stateOnScreen,
  swapIn,
  tellTimes,
  versionOnScreen,
  word,
} from './view.ts';
import { keepAwake } from './wake.ts';

/** A press, or a page that is being fetched: nothing else changes the page meanwhile. */
let isBusy = false;
/** Somebody asks to be called: the same, but it never waits for a press. */
let isCalling = false;
/** What was said of the page meanwhile. */
let missed: View | null = null;
/** What the server has to show did not come: another page, or that of the waiting room after a press. */
let behind: '' | 'page' | 'waiting' = '';
let goIn = (): void => undefined;

/** `enter`: presses by itself, when a page that waits and is seen is let in. */
export function onLetIn(enter: () => void): void {
  goIn = enter;
}

/** Nobody has pressed: the page waits for the patient, or for the time. */
function isCalm(): boolean {
  return !behind && !isInCall() && /form|early/.test(stateOnScreen());
}

export const isWaiting = (): boolean => behind === 'waiting' || stateOnScreen() === 'waiting';
export const isOccupied = (): boolean => isBusy;
export const live = createLive({
  // All but those that stay as they are; one that is seen again asks all the same (`page.ts`): a cancellation may be taken back.
  isOn: () => behind !== '' || isInCall() || !/called|trouble|dead|thanks/.test(stateOnScreen()),
  isCalm,
  onView: hear,
  onLine(isThere) {
    if (isThere) calm();
    else if (!isBusy && !isInCall()) say(word('waitingOffline'));
  },
});

/** There is a connection after all. */
function calm(): void {
  if (find('.progress')?.textContent === word('waitingOffline')) say('');
}

export function occupy(): void {
  isBusy = true;
  setBusy(true);
}

/** The page can be changed again; what was said of it meanwhile counts now. */
export function free(): void {
  isBusy = false;
  setBusy(false);
  say(behind ? word('offline') : '');
  catchUp();
}

/** False when somebody asks already. */
export function beginCalling(): boolean {
  if (isCalling) return false;
  isCalling = true;
  return true;
}

export function endCalling(): void {
  isCalling = false;
  catchUp();
}

function catchUp(): void {
  if (isBusy || isCalling) return;
  const view = missed;
  missed = null;
  if (view) hear(view);
}

/**
 * Shows the state that the server sees now, in place. What is no page of ours (a failure on the way or on our side)
 * changes nothing: the live loop tries again. False then.
 * `missing`: whose page it is; who waits after a press is let in even before the page has come.
 */
export async function fetchPage(missing = behind || 'page'): Promise<boolean> {
  try {
    const swapped = await within(times.answerMs, async (signal) => {
      // A script that only looks is no sign of life.
      const headers = { Accept: 'text/html', 'X-Page': 'script' };
      const response = await fetch(pageAddress, { headers, signal });
      return swapIn(await response.text(), response.status);
    });
    behind = swapped === null ? missing : '';
    if (swapped === 'swapped') {
      stopPreview();
      prepare();
    }
  } catch {
    behind = missing;
  }
  return !behind;
}

export async function refresh(): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  await fetchPage();
  free();
  watch();
}

/** What the server says that the page should show. */
export function hear(view: View): void {
  if (isBusy || isCalling) {
    missed = view;
    return;
  }
  if (isInCall()) {
    if (!/dead|thanks/.test(view.state)) return;
    endCall();
  }
  calm();
  const { state, version } = view;
  // A form that somebody is filling in is left alone.
  const isSame = state === stateOnScreen() && (state === 'form' || version === versionOnScreen());
  if (isSame || stateOnScreen() === 'called') settleDown();
  else if (state !== 'let-in' || !isWaiting()) void follow(isWaiting());
  else if (isSeen()) goIn();
  // Nobody goes in unseen: the tab says it, and goes in when it is looked at.
  else document.title = find('.pulse')?.dataset['letIn'] ?? document.title;
}

/** Who waited and was let in while the page came goes in as well. */
async function follow(waited: boolean): Promise<void> {
  await refresh();
  if (waited && stateOnScreen() === 'let-in' && isSeen()) goIn();
  // For a minute a cancellation can be taken back, and a page that is dead hears of nothing: it looks once more.
  if (stateOnScreen() === 'dead') window.setTimeout(() => void refresh(), times.calmMs);
}

/** The page shows what it should. */
function settleDown(): void {
  if (!behind) return;
  behind = '';
  say('');
}

export function watch(wish: StreamWish = 'keep'): void {
  live.wake(wish);
  void keepAwake(isSeen() && (isWaiting() || isInCall()));
}

/** What a fresh state of the page needs: the check of the camera, or the way out of an app. */
export function prepare(): void {
  tellTimes();
  offerCamera();
  if (cannotCall()) showAway('missing');
  else if (app.kind === 'bad' && code === '' && stateOnScreen() === 'form') showAway('app');
}
