/** Asks the browser for camera and sound, one wish after another, and tells what came of it. */
import type { CameraReport } from '../shared/page.ts';
import { causeOf } from './cause.ts';
import { app, device } from './post.ts';
import * as times from './times.ts';

export interface Attempt extends CameraReport {
  /** `null`: no camera. Whoever takes it stops its tracks. */
  readonly stream: MediaStream | null;
}

export function stopTracks(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Whether this browser could make a call; over http none can use a camera here, and nothing is known. */
export const cannotCall = (): boolean =>
  window.isSecureContext && !('mediaDevices' in navigator && 'RTCPeerConnection' in window);

/** What the browser knows of its permissions; empty where it does not tell. */
export async function permissions(): Promise<readonly PermissionStatus[]> {
  const names = ['camera', 'microphone'] as const;
  try {
    return await Promise.all(names.map((name) => navigator.permissions.query({ name })));
  } catch {
    return [];
  }
}

/** `late`: called when an attempt that was given up succeeds after all, as when somebody reads slowly. */
export async function attempt(late: (attempt: Attempt) => void): Promise<Attempt> {
  let isOver = false;
  const work = climb();
  const silence = new Promise<Attempt>((resolve) => {
    const waitMs = app.kind === 'real' ? times.silentMs : times.silentAppMs;
    window.setTimeout(() => {
      resolve({ outcome: 'silent', sound: false, stream: null });
    }, waitMs);
  });
  void work.then((done) => {
    if (isOver) late(done);
  });
  const first = await Promise.race([work, silence]);
  isOver = true;
  return first;
}

const media = (constraints: MediaStreamConstraints): Promise<MediaStream> =>
  navigator.mediaDevices.getUserMedia(constraints);

async function climb(): Promise<Attempt> {
  const startedAt = performance.now();
  try {
    return works(await media({ video: { facingMode: 'user' }, audio: true }), true);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error();
    const outcome = causeOf({
      name,
      message,
      elapsedMs: performance.now() - startedAt,
      permissions: (await permissions()).map(({ state }) => state),
      device,
    });
    return (await withLess(outcome)) ?? { outcome, sound: await hasSound(outcome), stream: null };
  }
}

/** Not asked again by somebody who was refused: only where the wish itself may have been too much. */
async function withLess(outcome: CameraReport['outcome']): Promise<Attempt | null> {
  if (outcome !== 'none' && outcome !== 'busy') return null;
  for (const audio of [true, false])
    try {
      return works(await media({ video: true, audio }), audio);
    } catch {
      // The next wish is smaller.
    }
  return null;
}

const works = (stream: MediaStream, sound: boolean): Attempt => ({ outcome: 'works', sound, stream });

async function hasSound(outcome: CameraReport['outcome']): Promise<boolean> {
  if (outcome === 'closed' || outcome === 'missing') return false;
  try {
    stopTracks(await media({ audio: true }));
    return true;
  } catch {
    return false;
  }
}
