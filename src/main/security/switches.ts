/** Switches of Chromium and Node with which a packaged desk does not start. Pure. */

/** With them another program reads the desk, or pages of others lose their walls. */
const refused: readonly RegExp[] = [
  /^remote-debugging-/,
  /^remote-allow-origins$/,
  /^inspect(-|$)/,
  /^debug(-|$)/,
  /^js-flags$/,
  /^wait-for-debugger/,
  /^auto-open-devtools/,
  /^disable-web-security$/,
  /^disable-site-isolation/,
  /^ignore-certificate-errors/,
  /^allow-running-insecure-content$/,
  /^unsafely-treat-insecure-origin-as-secure$/,
  /^host-(resolver-)?rules$/,
  /^load-extension$/,
  /^use-fake-ui-for-media-stream$/,
];

/** As Chromium reads them: one hyphen or two, on Windows a slash too and letters of any size. */
function nameOf(parameter: string, platform: NodeJS.Platform): string | null {
  const prefix = platform === 'win32' ? /^(?:--?|\/)/ : /^--?/;
  if (!prefix.test(parameter)) return null;
  const [name = ''] = parameter.replace(prefix, '').split('=');
  return name.toLowerCase();
}

/** The first of these parameters that a packaged desk refuses, without its value; `null`: none. */
export function refusedSwitch(
  parameters: readonly string[],
  { packaged, platform }: { readonly packaged: boolean; readonly platform: NodeJS.Platform },
): string | null {
  if (!packaged) return null;
  for (const parameter of parameters) {
    const name = nameOf(parameter, platform);
    if (name !== null && refused.some((pattern) => pattern.test(name))) return `--${name}`;
  }
  return null;
}
