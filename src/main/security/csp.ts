/** The Content-Security-Policy of the doctor's UI: one builder for the custom scheme and for the web shell. */

export interface PolicyOptions {
  /** Origin that may be framed (web shell: the TrueConf server); `''` or absent: nothing may. */
  readonly frameOrigin?: string;
  /** Further origins that scripts may connect to (the web shell's socket, `ws://127.0.0.1:PORT`). */
  readonly connect?: readonly string[];
}

const originProtocols: ReadonlySet<string> = new Set(['http:', 'https:', 'ws:', 'wss:']);

/** Whether this is nothing but an origin: what is not would end the directive and begin another. */
function isOrigin(source: string): boolean {
  const url = URL.parse(source);
  return url !== null && originProtocols.has(url.protocol) && `${url.protocol}//${url.host}` === source;
}

/**
 * The value of the header. Sources that are not plain origins are left out: that denies.
 * `webview` needs no `frame-src`: its guest is a page of its own, not a frame.
 */
export function contentSecurityPolicy(options: PolicyOptions = {}): string {
  const connect = ["'self'", ...(options.connect ?? []).filter(isOrigin)];
  const frame = options.frameOrigin !== undefined && isOrigin(options.frameOrigin) ? options.frameOrigin : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    ...(frame === '' ? [] : [`frame-src ${frame}`]),
  ].join('; ');
}
