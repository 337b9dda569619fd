/**
 * Which browser, system and view of an app a page runs in: a pure function. What a view has in its window comes first,
 * the name that a browser gives itself second: some views hide theirs.
 */
import type { BrowserKind, Device, SystemKind } from '../shared/page.ts';

export interface Surroundings {
  readonly userAgent: string;
  readonly touchPoints: number;
  /** The window holds what Telegram's views put there. */
  readonly telegram: boolean;
  /** In a secure context without `navigator.permissions` and `navigator.share`: so are Android's web views. */
  readonly bare: boolean;
  /** Query of the page's address: VK tells its mini apps by it. */
  readonly query: string;
}

/**
 * `real`: a browser. `unsure`: a view of an app, in which a camera may work, or of which nothing is known: it is tried.
 * `bad`: a view that is known not to give a camera.
 */
export type AppKind = 'real' | 'unsure' | 'bad';

export interface App {
  readonly kind: AppKind;
  /** How a link leads out of it: Android's `intent:`, iOS's `x-safari-https:`, or only by hand. */
  readonly way: 'intent' | 'safari' | 'copy';
  /** What to look for where the link does not: the three dots of a menu, or Telegram's compass on iOS. */
  readonly menu: 'dots' | 'compass';
}

export interface Detected {
  readonly device: Device;
  readonly app: App;
}

export function detect(at: Surroundings): Detected {
  const system = systemOf(at);
  const telegram = at.telegram || at.userAgent.includes('Telegram-Android/');
  const kind = appKind(at, system, telegram);
  const inApp = telegram ? 'telegram' : 'in-app';
  const browser = kind === 'real' ? browserOf(at.userAgent) : inApp;
  const apple = isIos(system);
  const way = system === 'android' ? 'intent' : apple ? 'safari' : 'copy';
  return {
    device: { browser, system },
    app: {
      kind,
      way: at.userAgent.includes('MicroMessenger/') ? 'copy' : way,
      menu: telegram && apple ? 'compass' : 'dots',
    },
  };
}

const isIos = (system: SystemKind): boolean => system === 'ipad' || system.startsWith('ios');

function systemOf({ userAgent, touchPoints }: Surroundings): SystemKind {
  // An iPad calls itself a Mac; only a Mac has no touch screen.
  if (/iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1)) return 'ipad';
  if (/iPhone|iPod/.test(userAgent)) {
    // Safari 26 freezes the system's version and tells the truth in its own.
    const versions = /OS (\d+)_.*?(?:Version\/(\d+)|$)/.exec(userAgent);
    return Math.max(Number(versions?.[1] ?? 0), Number(versions?.[2] ?? 0)) < 18 ? 'ios-old' : 'ios';
  }
  if (/Android/.test(userAgent)) return 'android';
  if (/Macintosh/.test(userAgent)) return 'mac';
  if (/Windows/.test(userAgent)) return 'windows';
  return /OpenHarmony/.test(userAgent) || !/Linux|X11/.test(userAgent) ? 'other' : 'linux';
}

const badApps = /FBAN\/|FBAV\/|FB_IAB|MetaIAB|Instagram|MicroMessenger\//;
/** Those that look like a browser otherwise. */
const otherApps = /\[WA(?:iOS|4A)\/|GSA\/|Snapchat\//;

function appKind({ userAgent, bare, query }: Surroundings, system: SystemKind, telegram: boolean): AppKind {
  if (badApps.test(userAgent) || /[?&]vk_platform=/.test(query)) return 'bad';
  if (telegram || otherApps.test(userAgent)) return 'unsure';
  const name = browserOf(userAgent);
  if (system === 'android')
    return /; wv\)/.test(userAgent) || (bare && name === 'chrome') ? 'unsure' : 'real';
  // Safari on a phone has always had this very build number; views have none, or the true one.
  const isView = !/Safari\//.test(userAgent) || /Mobile\/(?!15E148)/.test(userAgent);
  return isIos(system) && isView && (name === 'safari' || name === 'other') ? 'unsure' : 'real';
}

const browsers: readonly (readonly [BrowserKind, RegExp])[] = [
  ['samsung', /SamsungBrowser\//],
  ['yandex', /YaBrowser\/|YaSearchBrowser\/|YaApp_/],
  ['opera', /OPR\/|OPT\/|OPX\//],
  ['edge', /Edg(?:A|iOS)?\//],
  ['mi', /MiuiBrowser\//],
  ['huawei', /HuaweiBrowser\//],
  ['firefox', /Firefox\/|FxiOS\//],
  ['chrome', /Chrome\/|CriOS\//],
  ['safari', /Version\/.*Safari\//],
];

const browserOf = (userAgent: string): BrowserKind =>
  browsers.find(([, mark]) => mark.test(userAgent))?.[0] ?? 'other';
