/** The authorities that this computer trusts, for undici, which by itself knows only those built into Node. */
import tls from 'node:tls';

let roots: readonly string[] | undefined;

/**
 * Node's own list and the system's together: a `ca` replaces the default list, so both are named. Read once, at the
 * first secure connection: it takes about 100 ms. PEM.
 * Source: https://nodejs.org/api/tls.html#tlsgetcacertificatestype
 */
export function systemRoots(): readonly string[] {
  roots ??= [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])];
  return roots;
}
