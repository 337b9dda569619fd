/** The room: from the address to the call and out of it again. */
import { parseFragment } from './address.ts';
import { joinCall, type Call } from './call.ts';
import { openLine, type ServerLine } from './line.ts';
import { capture } from './media.ts';
import { mediaStats, readColor } from './probe.ts';
import type { Refusal, RoomState, ServerMessage, VisitRoom } from './protocol.ts';
import { pickLanguage, textsOf, type TextKey } from './texts.ts';
import { showScreen, showSignIn } from './screens.ts';

const root = document.querySelector<HTMLElement>('#room') ?? document.body;
const address = parseFragment(location.hash);
const language = pickLanguage(address.lang, navigator.language);
const texts = textsOf(language);
document.documentElement.lang = language;

const mediaPatienceMs = 10_000;
let state: RoomState = 'connecting';
let line: ServerLine | null = null;
let call: Call | null = null;
let media: MediaStream | null = null;

/** The messages that TrueConf's web client sends to the page it is embedded in (§4.3); they hold no secret. */
function tellParent(type: 'logout' | 'connectionClosed' | 'loginFail' | 'notSupported'): void {
  if (window.parent !== window) window.parent.postMessage({ type }, '*');
}

function endWith(next: RoomState, text: TextKey, again: TextKey): void {
  state = next;
  line?.close();
  line = null;
  call?.close();
  call = null;
  for (const track of media?.getTracks() ?? []) track.stop();
  media = null;
  showScreen(root, texts, text, [{ text: again, run: start }]);
}

function leave(): void {
  line?.say({ type: 'leave' });
  endWith('left', 'left', 'rejoin');
  tellParent('logout');
}

function refused(reason: Refusal): void {
  if (reason === 'sign-in') {
    line?.close();
    state = 'sign-in';
    showSignIn(root, texts, signIn);
    return;
  }
  endWith('refused', reason, 'again');
  if (reason === 'token') tellParent('loginFail');
}

async function signIn(login: string, password: string): Promise<boolean> {
  const body = JSON.stringify({ login, password });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch('/emulator/sign-in', { method: 'POST', headers, body }).catch(() => null);
  if (answer?.status !== 204) return false;
  start();
  return true;
}

const enter = (): void => line?.say({ type: 'enter' });

/** Asks for camera and microphone and goes in at once; asks the person only when there are none, or no answer. */
async function askMedia(): Promise<void> {
  const asked = line;
  state = 'asking-media';
  showScreen(root, texts, 'asking-media');
  const without = { text: 'join-without', run: enter } as const;
  const timer = setTimeout(() => {
    showScreen(root, texts, 'asking-media', [without]);
  }, mediaPatienceMs);
  const captured = await capture();
  clearTimeout(timer);
  // Meanwhile the person may have gone in without, or the call may have ended.
  if (line !== asked || call) {
    if (captured.ok) for (const track of captured.stream.getTracks()) track.stop();
    return;
  }
  if (captured.ok) {
    media = captured.stream;
    enter();
  } else showScreen(root, texts, captured.trouble, [{ text: 'again', run: () => void askMedia() }, without]);
}

function hear(message: ServerMessage): void {
  switch (message.type) {
    case 'welcome':
      void askMedia();
      return;
    case 'refused':
      refused(message.reason);
      return;
    case 'entered':
      if (!line) return;
      state = 'in-call';
      call = joinCall({ root, texts, me: message.me, peers: message.peers, media, say: line.say, leave });
      return;
    case 'dropped':
      endWith('ended', message.reason, 'rejoin');
      tellParent(message.reason === 'replaced' ? 'logout' : 'connectionClosed');
      return;
    default:
      call?.hear(message);
  }
}

function start(): void {
  state = 'connecting';
  showScreen(root, texts, 'connecting');
  const hello = {
    type: 'hello',
    conference: root.dataset.conference ?? '',
    login: address.login,
    token: address.token,
  } as const;
  line = openLine(hello, hear, () => {
    endWith('lost', 'lost', 'rejoin');
    tellParent('connectionClosed');
  });
}

const visitRoom: VisitRoom = {
  get state() {
    return state;
  },
  get me() {
    return call?.me ?? null;
  },
  get peers() {
    return call?.peers() ?? [];
  },
  readColor: (peerId) => {
    const video = call?.video(peerId);
    return video ? readColor(video) : null;
  },
  stats: (peerId) => mediaStats(call?.connection(peerId)),
  connected: () => call?.connected() ?? false,
};
Object.defineProperty(window, 'visitRoom', { value: visitRoom });

window.addEventListener('pagehide', () => {
  line?.say({ type: 'leave' });
  line?.close();
});
// A page that comes back from the browser's cache has left the call.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});

const played = { loginFail: 'token', connectionClosed: 'stopped', notSupported: 'not-supported' } as const;
const isPlayed = (wanted: string | undefined): wanted is keyof typeof played =>
  wanted !== undefined && Object.hasOwn(played, wanted);

const wanted = root.dataset.message;
if (isPlayed(wanted)) {
  endWith('refused', played[wanted], 'again');
  tellParent(wanted);
} else if (!('RTCPeerConnection' in window)) {
  endWith('refused', 'not-supported', 'again');
  tellParent('notSupported');
} else start();
