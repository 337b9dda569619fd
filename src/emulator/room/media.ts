/** Camera, microphone, and the picture that is sent: the camera's with a block of this side's colour. */

export type MediaTrouble = 'media-refused' | 'media-missing' | 'media-insecure' | 'media-busy';
export type Capture =
  | { readonly ok: true; readonly stream: MediaStream }
  | { readonly ok: false; readonly trouble: MediaTrouble };

const wishes: readonly MediaStreamConstraints[] = [
  { video: { facingMode: 'user', width: 640, height: 360, frameRate: 15 }, audio: true },
  { video: false, audio: true },
  { video: true, audio: false },
];

function troubleOf(error: unknown): MediaTrouble {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'media-missing';
  return name === 'NotReadableError' || name === 'AbortError' ? 'media-busy' : 'media-refused';
}

/** Both, else what there is. The first answer says why: it is the one the person saw the question for. */
export async function capture(): Promise<Capture> {
  // Undefined on an insecure address, whatever its type says.
  if (!('mediaDevices' in navigator)) return { ok: false, trouble: 'media-insecure' };
  let trouble: MediaTrouble | null = null;
  for (const wish of wishes) {
    try {
      return { ok: true, stream: await navigator.mediaDevices.getUserMedia(wish) };
    } catch (error) {
      trouble ??= troubleOf(error);
    }
  }
  return { ok: false, trouble: trouble ?? 'media-refused' };
}

/** The block of colour covers this share of the picture's width, from the left. */
export const blockShare = 1 / 3;
const widthPx = 480;
const heightPx = 270;
const framesPerSecond = 15;

function silentVideo(stream: MediaStream): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  // Refused only when the call is over before the first frame.
  video.play().catch(() => undefined);
  return video;
}

/** As much of the camera's picture as fills the frame. */
function drawCover(context: CanvasRenderingContext2D, video: HTMLVideoElement): void {
  const scale = Math.max(widthPx / video.videoWidth, heightPx / video.videoHeight);
  const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
  context.drawImage(video, (widthPx - width) / 2, (heightPx - height) / 2, width, height);
}

export interface Picture {
  readonly track: MediaStreamTrack | null;
  readonly stop: () => void;
}

/** Draws until stopped. Without a camera the block alone is drawn, so that the others still get a picture. */
export function colourPicture(camera: MediaStream | null, color: string): Picture {
  const canvas = document.createElement('canvas');
  canvas.width = widthPx;
  canvas.height = heightPx;
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return { track: null, stop: () => undefined };
  const video = camera && camera.getVideoTracks().length > 0 ? silentVideo(camera) : null;
  const draw = (): void => {
    context.fillStyle = '#1b2730';
    context.fillRect(0, 0, widthPx, heightPx);
    const isOn = camera?.getVideoTracks()[0]?.enabled === true;
    if (video && isOn && video.videoWidth > 0) drawCover(context, video);
    context.fillStyle = color;
    context.fillRect(0, 0, widthPx * blockShare, heightPx);
  };
  draw();
  // Not an animation frame: those cease in a hidden tab, and the others would see a frozen picture.
  const timer = setInterval(draw, 1_000 / framesPerSecond);
  const [track] = canvas.captureStream(framesPerSecond).getVideoTracks();
  return {
    track: track ?? null,
    stop: () => {
      clearInterval(timer);
    },
  };
}
