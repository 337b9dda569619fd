/**
 * Which sentence helps with a camera that does not work: a pure choice by cause, browser and system. The sentences
 * themselves are in `resources/camera-help.json`, which can be corrected without a release.
 */
import type { CameraOutcome, Device } from './page.ts';

export const helpKeys = [
  'any-closed',
  /** A browser's question that nobody answers is one that nobody sees. */
  'any-silent',
  'safari-ios-first',
  'safari-ios-site',
  'safari-ios-old-site',
  'safari-ios-system',
  'ipad',
  'safari-mac',
  'chrome-android-site',
  'chrome-android-system',
  'android-switch',
  'chrome-ios',
  'samsung-site',
  'samsung-system',
  'firefox-android',
  'firefox-desktop',
  'chrome-desktop',
  'edge',
  'yandex-desktop',
  'yandex-android',
  'yandex-ios',
  'opera-android',
  'mi-browser',
  'huawei',
  'inapp-android',
  'inapp-ios',
  'inapp-manual',
  'telegram-system',
  'windows-system',
  'mac-system',
  'busy',
  'none',
  /** No way to a call in this browser at all. */
  'missing',
  /** Nothing better is known of this browser. */
  'any-site',
] as const;
export type HelpKey = (typeof helpKeys)[number];

/** What the file of help sentences holds: for each key a sentence per language (`en` at least). */
export type HelpTexts = Readonly<Record<HelpKey, Readonly<Record<string, string>>>>;

/** `null`: nothing failed. `device` may be unknown. */
export function helpFor(outcome: CameraOutcome, device: Device | null): HelpKey | null {
  switch (outcome) {
    case 'asking':
    case 'works':
      return null;
    case 'closed':
      return 'any-closed';
    case 'refused':
      return device && isSafariOnPhone(device) ? 'safari-ios-first' : 'any-closed';
    case 'blocked':
      return inSite(device);
    case 'system':
      return inSystem(device);
    case 'busy':
      return 'busy';
    case 'none':
      return 'none';
    case 'silent':
      return inApp(device) ?? 'any-silent';
    case 'missing':
      return inApp(device) ?? 'missing';
  }
}

const isPhone = ({ system }: Device): boolean => system === 'ios' || system === 'ios-old';
const isSafariOnPhone = (device: Device): boolean =>
  device.browser === 'safari' && (isPhone(device) || device.system === 'ipad');

function inApp(device: Device | null): HelpKey | undefined {
  if (device?.browser !== 'in-app' && device?.browser !== 'telegram') return undefined;
  if (device.system === 'android') return 'inapp-android';
  return isPhone(device) || device.system === 'ipad' ? 'inapp-ios' : 'inapp-manual';
}

/** Where this browser keeps what was once refused for a site. */
export function inSite(device: Device | null): HelpKey {
  if (!device) return 'any-site';
  const app = inApp(device);
  if (app) return app;
  if (device.system === 'android') return androidSite[device.browser] ?? 'any-site';
  if (device.browser === 'safari') {
    if (device.system === 'ipad') return 'ipad';
    if (isPhone(device)) return device.system === 'ios' ? 'safari-ios-site' : 'safari-ios-old-site';
    return 'safari-mac';
  }
  if (isPhone(device) || device.system === 'ipad')
    return device.browser === 'yandex' ? 'yandex-ios' : 'chrome-ios';
  return desktopSite[device.browser] ?? 'any-site';
}

type BySomeBrowsers = Readonly<Partial<Record<Device['browser'], HelpKey>>>;

const androidSite: BySomeBrowsers = {
  chrome: 'chrome-android-site',
  edge: 'chrome-android-site',
  firefox: 'firefox-android',
  samsung: 'samsung-site',
  yandex: 'yandex-android',
  opera: 'opera-android',
  mi: 'mi-browser',
  huawei: 'huawei',
};
const desktopSite: BySomeBrowsers = {
  chrome: 'chrome-desktop',
  opera: 'chrome-desktop',
  edge: 'edge',
  firefox: 'firefox-desktop',
  yandex: 'yandex-desktop',
};
const androidSystem: BySomeBrowsers = {
  chrome: 'chrome-android-system',
  samsung: 'samsung-system',
  yandex: 'yandex-android',
  mi: 'mi-browser',
  huawei: 'huawei',
  telegram: 'telegram-system',
};

/** Where the phone or the computer keeps cameras from this browser. */
function inSystem(device: Device | null): HelpKey {
  switch (device?.system) {
    case 'android':
      return androidSystem[device.browser] ?? 'android-switch';
    case 'ios':
    case 'ios-old':
    case 'ipad':
      if (device.browser === 'safari') return 'safari-ios-system';
      if (device.browser === 'telegram') return 'telegram-system';
      if (device.browser === 'in-app') return 'inapp-ios';
      return device.browser === 'yandex' ? 'yandex-ios' : 'chrome-ios';
    case 'mac':
      return 'mac-system';
    case 'windows':
      return 'windows-system';
    default:
      return 'any-site';
  }
}
