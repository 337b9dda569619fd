/**
 * The script of the patient's page. Everything works without it; with it the waiting room is live, a failure
 * is said in place, and a slow or missing connection is explained.
 */
import {
  readHereState,
  readJoinAnswer,
  safeTarget,
  times,
  type HereState,
  type JoinAnswer,
} from './decide.ts';
import { clearProblem, nameField, say, setBusy, showProblem, stateOnScreen, swapIn, word } from './view.ts';

const base = document.body.dataset['base'] ?? '';
const pageAddress = base + (document.body.dataset['query'] ?? '');
let pressing = false;
let pollTimer = 0;

const post = (verb: string, options: RequestInit = {}): Promise<Response> =>
  fetch(`${base}/${verb}${document.body.dataset['query'] ?? ''}`, {
    method: 'POST',
    headers: { Accept: 'application/json' },
    ...options,
  });

/** A failure whose sentence the page must say by itself. */
const unsaid = (key: 'offline' | 'other'): Extract<JoinAnswer, { state: 'failed' }> => ({
  state: 'failed',
  code: key,
  text: word(key),
});

async function askToJoin(): Promise<JoinAnswer> {
  const abort = new AbortController();
  const giveUp = window.setTimeout(() => {
    abort.abort();
  }, times.giveUpMs);
  const slow = window.setTimeout(() => {
    say(word('slow'));
  }, times.slowMs);
  try {
    const response = await post('join', {
      body: new URLSearchParams({ name: nameField()?.value ?? '' }),
      signal: abort.signal,
    });
    const answer: unknown = await response.json().catch(() => null);
    return readJoinAnswer(answer) ?? unsaid('other');
  } catch {
    return unsaid('offline');
  } finally {
    window.clearTimeout(giveUp);
    window.clearTimeout(slow);
  }
}

/** One press; a second one while it runs does nothing. */
async function press(): Promise<void> {
  if (pressing) return;
  pressing = true;
  setBusy(true);
  clearProblem();
  say(word('connecting'));
  const answer = await askToJoin();
  if (answer.state === 'going-in') {
    const target = safeTarget(answer.url, word('server'));
    if (target !== null) {
      // The button stays busy: the page is being left. Coming back frees it (`pageshow`).
      window.location.assign(target);
      return;
    }
  }
  await settle(answer.state === 'going-in' ? unsaid('other') : answer);
}

/** After a press that did not lead into the call. */
async function settle(answer: Exclude<JoinAnswer, { state: 'going-in' }>): Promise<void> {
  const gone = answer.state === 'failed' && (answer.code === 'link-dead' || answer.code === 'declined');
  // A press made by the waiting page itself has no button: the server's page offers one before the problem is said.
  if (answer.state === 'waiting' || gone || stateOnScreen() === 'waiting') await refresh();
  free();
  if (answer.state === 'failed' && !gone) showProblem(answer.text, answer.code === 'name-required');
  watch();
}

function free(): void {
  pressing = false;
  setBusy(false);
  say('');
}

/** Shows the state that the server sees now, in place; where that fails, by loading the page. */
async function refresh(): Promise<void> {
  try {
    const response = await fetch(pageAddress, { headers: { Accept: 'text/html' } });
    if (swapIn(await response.text())) return;
    window.location.replace(pageAddress);
  } catch {
    say(word('offline'));
  }
}

async function askHere(): Promise<HereState> {
  try {
    const response = await post('here');
    return readHereState(await response.json());
  } catch {
    return 'unclear';
  }
}

/** While the page waits and is seen, it asks; a hidden page is silent, and its place is kept. */
function watch(delayMs: number = times.pollMs): void {
  window.clearTimeout(pollTimer);
  if (stateOnScreen() !== 'waiting' || document.visibilityState !== 'visible') return;
  pollTimer = window.setTimeout(() => {
    void lookAgain();
  }, delayMs);
}

async function lookAgain(): Promise<void> {
  const state = await askHere();
  if (stateOnScreen() !== 'waiting' || pressing) return;
  if (state === 'let-in') {
    await press();
    return;
  }
  if (state === 'unclear') {
    say(word('waitingOffline'));
    watch(times.retryMs);
    return;
  }
  say('');
  if (state !== 'waiting') await refresh();
  watch();
}

/** Says once that a person's browser has the page open and on the screen: previews and robots do not get here. */
function sayOpen(): void {
  if (document.visibilityState !== 'visible') {
    document.addEventListener('visibilitychange', sayOpen, { once: true });
    return;
  }
  post('open', { keepalive: true }).catch(() => undefined);
}

function start(): void {
  document.addEventListener('submit', (event) => {
    event.preventDefault();
    void press();
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href="#name"]') : null;
    if (!link) return;
    // Without a change of the address: a fragment of ours might travel on.
    event.preventDefault();
    nameField()?.focus();
  });
  document.addEventListener('visibilitychange', () => {
    watch(0);
  });
  window.addEventListener('online', () => {
    watch(0);
  });
  // Back from the call: the browser may show the page as it was left, with a busy button.
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    free();
    void refresh().then(() => {
      watch();
    });
  });
  document.getElementById('problem')?.focus();
  sayOpen();
  watch();
}

if (base !== '') start();
