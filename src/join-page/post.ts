/** What the page sends to the join server: facts about the browser, a typed name on a press, nothing else. */
import type { CameraReport, PageEvent } from '../shared/page.ts';
import { readView, sparingMsOf, type View } from './decide.ts';
import { detect } from './device.ts';
import * as times from './times.ts';
import { nameField } from './view.ts';

const { dataset } = document.body;
export const base = dataset['base'] ?? '';
const query = dataset['query'] ?? '';
/** The code of a hand-over that this page was opened with. */
export const code = dataset['code'] ?? '';
/** The page in its language, without the code: to copy and to send. */
export const plainAddress = base + query;
export const pageAddress = plainAddress + (code && `${query ? '&' : '?'}h=${code}`);

export const { device, app } = detect({
  userAgent: navigator.userAgent,
  touchPoints: navigator.maxTouchPoints,
  telegram: 'TelegramWebview' in window || 'TelegramWebviewProxy' in window,
  bare: window.isSecureContext && !('permissions' in navigator) && !('share' in navigator),
  query: window.location.search,
});

type Fields = Readonly<Record<string, string>>;

const cameraFields = (camera: CameraReport): Fields => ({
  camera: camera.outcome,
  sound: camera.sound ? '1' : '',
});

/** Gives up what takes longer than `limitMs`: it rejects then. */
export async function within<T>(limitMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const timer = window.setTimeout(() => {
    abort.abort();
  }, limitMs);
  try {
    return await work(abort.signal);
  } finally {
    window.clearTimeout(timer);
  }
}

interface Posted {
  readonly response: Response;
  /** `null`: the answer is not JSON. */
  readonly answer: unknown;
}

/** Rejects without a connection, and when the answer takes too long. */
export const post = (verb: string, fields: Fields, limitMs: number = times.answerMs): Promise<Posted> =>
  within(limitMs, async (signal) => {
    const response = await fetch(`${base}/${verb}${query}`, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams({ ...device, ...fields }),
      signal,
    });
    const answer: unknown = await response.json().catch(() => null);
    return { response, answer };
  });

/** What comes with a press or a wish to be called. */
export const pressFields = (camera: CameraReport | null): Fields => ({
  name: nameField()?.value ?? '',
  ...(code && { h: code }),
  ...(camera && cameraFields(camera)),
});

/** What came of a report. Without a connection there is no view and nothing to wait for. */
export interface Told {
  /** What the page should show. */
  readonly view: View | null;
  /** How long a server that is there, but refuses, is to be left alone. */
  readonly waitMs: number;
}

const reportFields = (event: PageEvent): Fields => ({ event, at: String(Date.now()) });

/** Tells how the page fares. */
export async function report(event: PageEvent, camera?: CameraReport): Promise<Told> {
  try {
    const fields = { ...reportFields(event), ...(camera && cameraFields(camera)) };
    const { response, answer } = await post('report', fields);
    const view = readView(answer);
    const refused = !view && !response.ok;
    return { view, waitMs: refused ? sparingMsOf(response.headers.get('retry-after')) : 0 };
  } catch {
    return { view: null, waitMs: 0 };
  }
}

/** For a page that is being left: nobody waits for an answer. */
export const send = (verb: string, fields: Fields): void => {
  navigator.sendBeacon(`${base}/${verb}`, new URLSearchParams({ ...device, ...fields }));
};

export const sendReport = (event: PageEvent): void => {
  send('report', reportFields(event));
};
