/**
 * Keeps a page that waits in touch with the server: a stream tells what happens at once, reports say that the page
 * lives, and poll where something on the way holds the stream back. Nothing is left to the stream's own retries.
 */
import { readView, type View } from './decide.ts';
import { base, report } from './post.ts';
import * as times from './times.ts';
import { isSeen } from './view.ts';

export interface Listener {
  /** Whether the page has something to wait for. */
  isOn(): boolean;
  /** Whether it only says from time to time that it lives, and hears what is new: a stream is for those who pressed. */
  isCalm(): boolean;
  onView(view: View): void;
  /** Whether a report reached the server, whatever that said. */
  onLine(isThere: boolean): void;
}

export interface Live {
  /**
   * Starts, goes on or ends, as `isOn` says. `retry`: a stream that failed is tried again; `replace`: one that may only
   * look alive is given up for a new one.
   */
  wake(wish?: StreamWish): void;
  /** The page is being left. */
  stop(): void;
}

export type StreamWish = 'keep' | 'retry' | 'replace';

export function createLive(listener: Listener): Live {
  let stream: EventSource | null = null;
  let mayStream = true;
  /** The stream has told something; one that then breaks is tried again as soon as the server answers. */
  let isProven = false;
  let timer = 0;
  /** How long the server wants to be left alone. */
  let sparingMs = 0;

  const endStream = (ended: EventSource | null = stream): void => {
    ended?.close();
    if (stream === ended) stream = null;
  };

  const openStream = (): void => {
    mayStream = false;
    isProven = false;
    const opened = new EventSource(`${base}/events`);
    stream = opened;
    const tooLate = window.setTimeout(() => {
      endStream(opened);
    }, times.streamMs);
    opened.addEventListener('view', ({ data }: MessageEvent<string>) => {
      window.clearTimeout(tooLate);
      isProven = true;
      const view = parse(data);
      if (view && stream === opened) listener.onView(view);
    });
    opened.addEventListener('bye', () => {
      isProven = false;
      endStream(opened);
      plan();
    });
    opened.onerror = () => {
      window.clearTimeout(tooLate);
      if (stream !== opened) return;
      endStream(opened);
      mayStream = isProven;
      isProven = false;
      plan();
    };
  };

  const plan = (): void => {
    window.clearTimeout(timer);
    if (!listener.isOn()) return;
    const streaming = stream !== null && isProven;
    const seenMs = streaming ? times.pulseMs : times.pollMs;
    const delayMs = listener.isCalm() ? times.calmMs : isSeen() ? seenMs : times.hiddenMs;
    timer = window.setTimeout(() => void tick(), Math.max(delayMs, sparingMs));
  };

  const tick = async (): Promise<void> => {
    const { view, waitMs } = await report(isSeen() ? 'here' : 'hidden');
    sparingMs = waitMs;
    if (!listener.isOn()) return;
    plan();
    listener.onLine(view !== null || waitMs > 0);
    if (!view) {
      // Whatever kept a stream back may be gone when the server answers again.
      if (waitMs === 0) mayStream = true;
      return;
    }
    if (mayStream && !stream && !listener.isCalm()) openStream();
    listener.onView(view);
  };

  const stop = (): void => {
    window.clearTimeout(timer);
    endStream();
    mayStream = true;
  };

  return {
    stop,
    wake(wish = 'keep') {
      if (!listener.isOn()) {
        stop();
        return;
      }
      if (wish === 'replace') endStream();
      if (wish !== 'keep') mayStream = true;
      if (mayStream && !stream && !listener.isCalm() && 'EventSource' in window) openStream();
      plan();
    },
  };
}

function parse(data: string): View | null {
  try {
    return readView(JSON.parse(data));
  } catch {
    return null;
  }
}
