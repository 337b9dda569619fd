import { describe, expect, it } from 'vitest';
import { helpFor, helpKeys, inSite, type HelpKey } from '../../../src/shared/help.ts';
import {
  browserKinds,
  cameraOutcomes,
  systemKinds,
  type BrowserKind,
  type CameraOutcome,
  type SystemKind,
} from '../../../src/shared/page.ts';

describe('the sentence for a camera that does not work', () => {
  it.each<[CameraOutcome, BrowserKind, SystemKind, HelpKey | null]>([
    ['asking', 'chrome', 'android', null],
    ['works', 'safari', 'ios', null],
    ['closed', 'chrome', 'android', 'any-closed'],
    ['refused', 'chrome', 'android', 'any-closed'],
    ['refused', 'safari', 'ios', 'safari-ios-first'],
    ['refused', 'safari', 'ipad', 'safari-ios-first'],
    ['refused', 'safari', 'mac', 'any-closed'],
    ['blocked', 'safari', 'ios', 'safari-ios-site'],
    ['blocked', 'safari', 'ios-old', 'safari-ios-old-site'],
    ['blocked', 'safari', 'ipad', 'ipad'],
    ['blocked', 'safari', 'mac', 'safari-mac'],
    ['blocked', 'chrome', 'android', 'chrome-android-site'],
    ['blocked', 'samsung', 'android', 'samsung-site'],
    ['blocked', 'firefox', 'android', 'firefox-android'],
    ['blocked', 'yandex', 'android', 'yandex-android'],
    ['blocked', 'opera', 'android', 'opera-android'],
    ['blocked', 'mi', 'android', 'mi-browser'],
    ['blocked', 'huawei', 'android', 'huawei'],
    ['blocked', 'other', 'android', 'any-site'],
    ['blocked', 'chrome', 'ios', 'chrome-ios'],
    ['blocked', 'yandex', 'ios', 'yandex-ios'],
    ['blocked', 'chrome', 'windows', 'chrome-desktop'],
    ['blocked', 'edge', 'windows', 'edge'],
    ['blocked', 'firefox', 'linux', 'firefox-desktop'],
    ['blocked', 'yandex', 'windows', 'yandex-desktop'],
    ['blocked', 'other', 'other', 'any-site'],
    ['blocked', 'in-app', 'android', 'inapp-android'],
    ['blocked', 'telegram', 'ios', 'inapp-ios'],
    ['system', 'chrome', 'android', 'chrome-android-system'],
    ['system', 'samsung', 'android', 'samsung-system'],
    ['system', 'telegram', 'android', 'telegram-system'],
    ['system', 'other', 'android', 'android-switch'],
    ['system', 'safari', 'ios-old', 'safari-ios-system'],
    ['system', 'telegram', 'ios', 'telegram-system'],
    ['system', 'in-app', 'ios', 'inapp-ios'],
    ['system', 'chrome', 'ipad', 'chrome-ios'],
    ['system', 'chrome', 'mac', 'mac-system'],
    ['system', 'edge', 'windows', 'windows-system'],
    ['system', 'chrome', 'linux', 'any-site'],
    ['busy', 'chrome', 'android', 'busy'],
    ['none', 'chrome', 'windows', 'none'],
    ['silent', 'in-app', 'android', 'inapp-android'],
    ['missing', 'in-app', 'ios', 'inapp-ios'],
    ['missing', 'in-app', 'other', 'inapp-manual'],
    ['missing', 'chrome', 'android', 'missing'],
    ['silent', 'safari', 'ios', 'any-silent'],
  ])('%s in %s on %s: %s', (outcome, browser, system, key) => {
    expect(helpFor(outcome, { browser, system })).toBe(key);
  });

  it('is there for every cause, browser and system, known or not', () => {
    const causes = cameraOutcomes.filter((outcome) => outcome !== 'asking' && outcome !== 'works');
    for (const outcome of causes) {
      expect(helpKeys).toContain(helpFor(outcome, null));
      for (const browser of browserKinds)
        for (const system of systemKinds) {
          expect(helpKeys).toContain(helpFor(outcome, { browser, system }));
          expect(helpKeys).toContain(inSite({ browser, system }));
        }
    }
  });

  it('is chosen for every key somewhere: no sentence is kept that nobody is told', () => {
    const chosen = new Set(
      cameraOutcomes.flatMap((outcome) =>
        browserKinds.flatMap((browser) => systemKinds.map((system) => helpFor(outcome, { browser, system }))),
      ),
    );
    expect(helpKeys.filter((key) => !chosen.has(key))).toEqual([]);
  });
});
