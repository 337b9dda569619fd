/** Addresses by which other programs start the desk: `visit-desk:new`, `visit-desk:open/ID`. Pure. */
import type { DeepLink } from '../../shared/ipc/life.ts';

export const linkScheme = 'visit-desk';

/** Programs and browsers write `visit-desk:new`, `visit-desk://new` and `visit-desk://new/` for the same. */
const known = /^visit-desk:(?:\/\/)?(?:(new)|open\/([A-Za-z0-9_-]{1,64}))\/?$/;
const scheme = /^visit-desk:/i;

/** `null`: not such an address, or one with anything else in it. It names a wish; nothing is made or entered by it. */
export function parseDeepLink(text: string): DeepLink | null {
  const found = known.exec(text.replace(scheme, `${linkScheme}:`));
  if (!found) return null;
  const [, isNew, visitId] = found;
  if (isNew !== undefined) return { kind: 'new' };
  return visitId === undefined ? null : { kind: 'open', visitId };
}

/** Chromium adds arguments of its own, so that the address is not simply the last one. The last address counts. */
export function deepLinkIn(parameters: readonly string[]): DeepLink | null {
  const given = parameters.findLast((parameter) => scheme.test(parameter));
  return given === undefined ? null : parseDeepLink(given);
}

export type SchemeClient = readonly [scheme: string, path?: string, parameters?: string[]];

export interface SchemeFacts {
  readonly packaged: boolean;
  readonly platform: NodeJS.Platform;
  /** The running program, and the script that it was given. */
  readonly execPath: string;
  readonly script: string | undefined;
}

/** How the system is told whose scheme this is; `null`: not at all, where only a packaged program can have one. */
export function schemeClient({ packaged, platform, execPath, script }: SchemeFacts): SchemeClient | null {
  if (packaged) return [linkScheme];
  return platform === 'win32' && script !== undefined ? [linkScheme, execPath, [script]] : null;
}
