/** "Try camera and sound": picture, level and, where something fails, what helps; never in the way of Join. */
import type { CameraOutcome, CameraReport } from '../shared/page.ts';
import { hideAway, isAway, showAway, type CameraTrouble } from './away.ts';
import { isInCall } from './call.ts';
import { attempt, cannotCall, permissions, stopTracks, type Attempt } from './media.ts';
import { app, report } from './post.ts';
import { announce, find, isSeen, offerCall, show, word } from './view.ts';

/** What is known of camera and sound since the page was loaded. */
let known: CameraReport | null = null;
let stream: MediaStream | null = null;
let isTrying = false;
/** Grows with each end of a preview: what an attempt from before brings is no longer wanted. */
let round = 0;

export const knownCamera = (): CameraReport | null => known;
const text = (key: string): string => find('#camera')?.dataset[key] ?? '';

/** What the button that asks once more says: whether the browser itself will ask, or the camera is only tried. */
function againText(outcome: CameraOutcome): string {
  const asks = outcome === 'closed' || outcome === 'refused' || (outcome === 'silent' && app.kind === 'real');
  return word(asks ? 'askAgain' : 'again');
}

/** Shows the button where the page may use a camera at all. */
export function offerCamera(): void {
  if (window.isSecureContext && !cannotCall()) show(find('#camera'));
}

/** The camera is free for the call. */
export function stopPreview(): void {
  round += 1;
  isTrying = false;
  stopTracks(stream);
  stream = null;
  show(find('#camera .view'), false);
}

function tell(line: string): void {
  const says = find('#camera .says');
  if (says) says.textContent = line;
  show(says, line !== '');
  announce(line);
}

export async function tryCamera(): Promise<void> {
  if (isTrying || isInCall()) return;
  stopPreview();
  const mine = round;
  isTrying = true;
  tell(word('asking'));
  const asked = report('camera', { outcome: 'asking', sound: false });
  const done = await attempt((late) => void settle(late, mine));
  await asked;
  await settle(done, mine);
}

async function settle({ outcome, sound, stream: picture }: Attempt, mine: number): Promise<void> {
  if (mine !== round) {
    stopTracks(picture);
    return;
  }
  isTrying = false;
  known = { outcome, sound };
  const failed = outcome !== 'works';
  const button = find('#camera [data-do="try"]');
  if (button && failed) button.textContent = againText(outcome);
  // The button goes when the camera works; the focus must not go with it.
  if (!failed && document.activeElement === button) find('#camera .says')?.focus();
  show(button, failed);
  show(find('#camera [data-do="sound"]'), failed && sound);
  show(find('#camera .sound'), false);
  if (picture) showPicture(picture, sound);
  const { view } = await report('camera', known);
  if (failed && mine === round) await tellTrouble(known, view?.help ?? '');
}

/** A sentence that helps may name a button: that is there then. */
async function tellTrouble({ outcome, sound }: CameraReport, help: string): Promise<void> {
  if (app.kind !== 'real' || outcome === 'missing') {
    tell('');
    if (app.kind === 'real') showAway('missing');
    else showAway('failed', { help, again: againText(outcome) });
  } else {
    tell(help || text('failed'));
    // The help for a camera that is not there says it itself.
    show(find('#camera .sound'), sound && (outcome !== 'none' || help === ''));
    offerCall('camera');
  }
  await watchPermissions();
}

function showPicture(picture: MediaStream, sound: boolean): void {
  const video = document.querySelector('video');
  // Healed: there is nothing to leave for any more. The picture is not what the card was closed for.
  if (isAway() || !video) {
    stopTracks(picture);
    hideAway();
    tell(text('works'));
    return;
  }
  stream = picture;
  video.srcObject = picture;
  show(find('#camera .view'));
  show(find('#camera .view label'), sound);
  tell(sound ? `${text('works')} ${text('speak')}` : text('noSound'));
  if (sound) showLevel(picture);
}

function showLevel(picture: MediaStream): void {
  const meter = document.querySelector('meter');
  if (!meter || !('AudioContext' in window)) return;
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(picture).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const draw = (): void => {
    if (stream !== picture) {
      void context.close();
      return;
    }
    analyser.getFloatTimeDomainData(samples);
    // Speech at a phone has an effective value of about a tenth.
    meter.value = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length) * 6;
    window.requestAnimationFrame(draw);
  };
  draw();
}

/** Heals by itself when somebody comes back from the settings. */
async function watchPermissions(): Promise<void> {
  for (const status of await permissions()) status.onchange = () => void lookAgain();
}

export async function lookAgain(): Promise<void> {
  if (!known || known.outcome === 'works' || !isFree()) return;
  const states = (await permissions()).map(({ state }) => state);
  const allowed = states.length > 0 && states.every((state) => state === 'granted');
  // Where the browser tells nothing, a refusal that was remembered may have been taken back.
  const unknown = states.length === 0 && known.outcome !== 'refused' && known.outcome !== 'closed';
  if (!isFree() || !(allowed || unknown)) return;
  if (isAway()) await heal();
  else await tryCamera();
}

const isFree = (): boolean => !isTrying && !isInCall() && isSeen();

/** While the page sends people out of an app: no picture behind the card. */
async function heal(): Promise<void> {
  isTrying = true;
  const trouble = await tryOut();
  isTrying = false;
  if (!trouble) hideAway();
}

/**
 * Before a press in a view of an app: whether the call will have a camera; `null`: it will. Nothing is shown and nothing
 * kept. A camera that comes late leads back from the way out.
 */
export async function tryOut(): Promise<CameraTrouble | null> {
  if (known?.outcome === 'works') return null;
  const free = ({ outcome, sound, stream: picture }: Attempt): CameraReport => {
    stopTracks(picture);
    return (known = { outcome, sound });
  };
  const { outcome, sound } = free(
    await attempt((late) => {
      if (free(late).outcome === 'works') hideAway();
    }),
  );
  const { view } = await report('camera', { outcome, sound });
  await watchPermissions();
  return outcome === 'works' ? null : { help: view?.help ?? '', again: againText(outcome) };
}
