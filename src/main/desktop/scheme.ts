/** The scheme that the doctor's UI is loaded from. */
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { contentSecurityPolicy } from '../security/csp.ts';
import { appScheme } from '../security/ownPage.ts';
import { resolveSchemePath } from '../security/schemePath.ts';
import type { DesktopPort } from './port.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Before `ready`: later ones are ignored. `standard` gives it a host, `secure` the clipboard. */
export function registerScheme({ protocol }: Pick<DesktopPort, 'protocol'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

const refused = (status: number): Response => new Response(null, { status });

/** Serves the built renderer and nothing outside of its folder. */
export function serveScheme({ protocol }: Pick<DesktopPort, 'protocol'>, folder: string): void {
  protocol.handle(appScheme, async ({ method, url }) => {
    const answer = resolveSchemePath(method, url, folder);
    if (answer.status !== 200) return refused(answer.status);
    const type = types[extname(answer.path)];
    const body = type === undefined ? undefined : await readFile(answer.path).catch(() => undefined);
    if (type === undefined || body === undefined) return refused(404);
    return new Response(new Uint8Array(body), {
      headers: {
        'content-type': type,
        'content-security-policy': contentSecurityPolicy(),
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
    });
  });
}
