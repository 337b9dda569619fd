/** From the server's list of clients to the one address that a guest's browser may be sent to (trueconf-api.md §4.2). */
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { WireClient } from './wire.ts';

/**
 * The full web client before the widget, whatever their order, on the configured origin. The same host under
 * another scheme or port (a TLS proxy stands before the server) is put on that origin; the fragment, which holds the
 * guest's token, is kept. Errors: `no-web-client`, `guest-address-foreign` with the other `host`.
 */
export function pickGuestAddress(clients: readonly WireClient[], origin: string): Result<string, AppError> {
  const configured = new URL(origin);
  const addresses = clients
    .filter(isWebClient)
    .map((client) => URL.parse(client.web_url || frameSource(client.iframe ?? ''), origin))
    .filter((url) => url !== null)
    .filter((url) => /^https?:$/.test(url.protocol) && url.pathname !== '/');
  const own = addresses.filter((url) => sameHost(url, configured)).sort((a, b) => rank(a) - rank(b));
  const [best] = own;
  if (best) return ok(`${configured.origin}${best.pathname}${best.search}${best.hash}`);
  const [foreign] = addresses;
  return err(
    foreign ? appError('guest-address-foreign', { host: foreign.hostname }) : noWebClient(configured),
  );
}

function noWebClient(configured: URL): AppError {
  return appError('no-web-client', { host: configured.hostname });
}

/** Older servers name the platform only. */
function isWebClient({ type, platform }: WireClient): boolean {
  return platform === 'webrtc' && (type === 'web' || type === null || type === undefined);
}

function rank({ pathname }: URL): number {
  if (/(^|\/)webrtc\//.test(pathname)) return 0;
  return /(^|\/)webrtc-widget\//.test(pathname) ? 1 : 2;
}

function sameHost(a: URL, b: URL): boolean {
  return a.hostname.replace(/\.$/, '') === b.hostname.replace(/\.$/, '');
}

/** Attributes before `src` may hold any sign inside their quotes. */
const frameTag = /<iframe(?:\s+[\w-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*?\s+src\s*=\s*(?:"([^"]*)"|'([^']*)')/i;

/** The `src` of the server's frame, only read: its HTML carries event handlers and is put into no page. */
function frameSource(html: string): string {
  const source = frameTag.exec(html);
  return decodeEntities(source?.[1] ?? source?.[2] ?? '');
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
  '&#039;': "'",
  '&lt;': '<',
  '&gt;': '>',
};

function decodeEntities(text: string): string {
  return text.replace(/&(?:amp|quot|#0?39|lt|gt);/g, (entity) => entities[entity] ?? entity);
}
