/**
 * What the patient's page reports of itself: facts about a browser, never about a person. The page sends these words,
 * the join server takes no others, the doctor's card shows them.
 */

export const pageEvents = [
  /** The script runs and somebody sees the page. */
  'open',
  /** Still there and seen: the pulse of a waiting page. */
  'here',
  /** Out of sight: another tab, another app, a dark screen. Repeated by a page that stays alive meanwhile. */
  'hidden',
  'back',
  /** The page is being left or loaded anew. */
  'leaving',
  /** "Try camera and sound" came to something: `camera` says what. */
  'camera',
  /** The embedded call said that the person left it. */
  'logout',
] as const;
export type PageEvent = (typeof pageEvents)[number];

export const browserKinds = [
  'chrome',
  'edge',
  'safari',
  'firefox',
  'samsung',
  'yandex',
  'opera',
  'mi',
  'huawei',
  'telegram',
  /** The view of another app: a messenger, a mail program. */
  'in-app',
  'other',
] as const;
export type BrowserKind = (typeof browserKinds)[number];

/** `ios-old`: before iOS 18, whose menus have other names. */
export const systemKinds = ['android', 'ios', 'ios-old', 'ipad', 'mac', 'windows', 'linux', 'other'] as const;
export type SystemKind = (typeof systemKinds)[number];

export interface Device {
  readonly browser: BrowserKind;
  readonly system: SystemKind;
}

/** What "Try camera and sound" came to. All but the first two are causes of a failure. */
export const cameraOutcomes = [
  'asking',
  'works',
  /** The browser's question was closed without an answer. */
  'closed',
  /** Refused for now: the browser will ask again. */
  'refused',
  /** Refused and remembered: only the settings of the browser help. */
  'blocked',
  /** The phone or the computer refuses, whatever the browser says. */
  'system',
  'busy',
  'none',
  /** No answer within ten seconds in the view of an app, or thirty in a browser. */
  'silent',
  /** The browser has no way to a camera or a call at all. */
  'missing',
] as const;
export type CameraOutcome = (typeof cameraOutcomes)[number];

export interface CameraReport {
  readonly outcome: CameraOutcome;
  /** Whether the microphone works. */
  readonly sound: boolean;
}

export interface PageReport {
  readonly event: PageEvent;
  /** By the clock of the browser (epoch ms), to tell which of its reports is the later one; `null`: not known. */
  readonly at: number | null;
  readonly device: Device | null;
  /** Only with the event `camera`. */
  readonly camera: CameraReport | null;
}

/** Why somebody asks to be called. */
export const callReasons = ['camera', 'browser', 'no-seat', 'service', 'declined', 'other'] as const;
export type CallReason = (typeof callReasons)[number];

/** Failures that people put right themselves, or of which nobody could be told. */
const silentCodes = ['name-required', 'too-many-requests', 'foreign-origin', 'bad-request', 'link-dead'];

/** Why the clinic would be asked to call after a failure; `null`: "Call me" is not offered. `code`: an `ErrorCode`, or one of the script's own. */
export function callReasonOf(code: string): CallReason | null {
  if (silentCodes.includes(code)) return null;
  if (code === 'no-web-client') return 'no-seat';
  if (code === 'needs-browser') return 'browser';
  return code === 'declined' ? 'declined' : 'service';
}

export const sights = ['open', 'hidden', 'left'] as const;
export type Sight = (typeof sights)[number];

/** What is known of a page now; of a person's, or of a link's while nobody has pressed. */
export interface PageNews {
  readonly sight: Sight;
  /** When `sight` became so (epoch ms). */
  readonly sightAt: number;
  readonly device: Device | null;
  readonly camera: (CameraReport & { readonly at: number }) | null;
  /** Set until the doctor says that it is done. */
  readonly callMe: { readonly reason: CallReason; readonly at: number } | null;
}

/** Where a page is after it reported this. */
export const sightOf: Readonly<Record<PageEvent, Sight>> = {
  open: 'open',
  here: 'open',
  back: 'open',
  camera: 'open',
  logout: 'open',
  hidden: 'hidden',
  leaving: 'left',
};

/** What is known after a report at a time (epoch ms); the very same object when nothing is new. */
export function applyReport(news: PageNews | null, report: PageReport, now: number): PageNews {
  const sight = sightOf[report.event];
  const device = report.device ?? news?.device ?? null;
  const camera = newCamera(news, report, now);
  const same =
    news?.sight === sight &&
    news.camera === camera &&
    news.device?.browser === device?.browser &&
    news.device?.system === device?.system;
  if (news && same) return news;
  const sightAt = news?.sight === sight ? news.sightAt : now;
  return { sight, sightAt, device, camera, callMe: news?.callMe ?? null };
}

function newCamera(news: PageNews | null, { event, camera }: PageReport, now: number): PageNews['camera'] {
  const former = news?.camera ?? null;
  if (event !== 'camera' || !camera) return former;
  if (former?.outcome === camera.outcome && former.sound === camera.sound) return former;
  return { ...camera, at: now };
}

/** Whether the check of camera and sound failed with a cause that can be told. */
export const cameraFailed = (camera: PageNews['camera']): boolean =>
  camera !== null && camera.outcome !== 'asking' && camera.outcome !== 'works';
