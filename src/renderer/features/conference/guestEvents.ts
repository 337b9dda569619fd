/** What the `<webview>` of the desktop tells of its page: DOM events whose members Electron puts on them. */
import type { RecoveryEvent } from './recovery.ts';

/** Chromium's code for a load that another one has taken the place of. */
const aborted = -3;

/** Whether the page itself could not be loaded, not a frame in it. */
export function isFailedLoad(event: object): boolean {
  const isMain = !('isMainFrame' in event) || event.isMainFrame !== false;
  const isAborted = 'errorCode' in event && event.errorCode === aborted;
  return isMain && !isAborted;
}

/** Tells what becomes of the page of a `<webview>`. Returns a function that ends it. */
export function followGuest(view: EventTarget, tell: (event: RecoveryEvent) => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  // The page that says that nothing could be loaded is loaded, too.
  let hasFailed = false;
  view.addEventListener('did-start-loading', () => (hasFailed = false), { signal });
  view.addEventListener('did-finish-load', () => !hasFailed && tell('loaded'), { signal });
  const fail = (event: Event) => {
    if (!isFailedLoad(event)) return;
    hasFailed = true;
    tell('failed');
  };
  view.addEventListener('did-fail-load', fail, { signal });
  view.addEventListener('render-process-gone', () => tell('crashed'), { signal });
  return () => stop.abort();
}
