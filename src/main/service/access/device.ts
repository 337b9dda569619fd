/** What a person recognises an own session by: the kind of browser and system, from words of our own only. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bElectron\//, 'Visit Desk'],
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bYaBrowser\//, 'Yandex Browser'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\bWindows\b/, 'Windows'],
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b|\biPad\b/, 'iOS'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** Such as `Firefox, Linux`; `?` for what is not known. */
export function deviceWords(userAgent: string | undefined): string {
  const text = (userAgent ?? '').slice(0, 500);
  const find = (kinds: typeof browsers): string => kinds.find(([sign]) => sign.test(text))?.[1] ?? '?';
  return `${find(browsers)}, ${find(systems)}`;
}
