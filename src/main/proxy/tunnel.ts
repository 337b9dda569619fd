/** A connection to the server through one proxy, ready for TLS with the server. */
import net, { type Socket } from 'node:net';
import tls from 'node:tls';
import { verdictOfTlsError } from '../security/certificates.ts';
import type { Place } from '../trueconf/place.ts';
import { ProxyFailure, proxyFailure, type ProxyErrorCode } from './failure.ts';
import { connectThrough } from './httpConnect.ts';
import type { ProxyHop } from './hop.ts';
import { socks4, socks5 } from './socks.ts';

export interface TunnelOptions {
  /** Until the proxy has made the connection. */
  readonly timeoutMs: number;
  /** PEM of the authorities that may have issued the certificate of an https proxy. */
  readonly roots: () => readonly string[];
  /** Ends the attempt. */
  readonly signal?: AbortSignal | undefined;
}

/** Errors: rejects with a `ProxyFailure` that names the proxy; nothing is left open then. */
export async function openTunnel(hop: ProxyHop, place: Place, options: TunnelOptions): Promise<Socket> {
  const { timeoutMs, signal } = options;
  const opened: Socket[] = [];
  const keep = (socket: Socket): Socket => {
    opened.push(socket);
    return socket;
  };
  const late = AbortSignal.timeout(timeoutMs);
  const ended = signal ? AbortSignal.any([signal, late]) : late;
  const { promise: over, reject } = Promise.withResolvers<never>();
  const onEnded = () => reject(proxyFailure(hop, late.aborted ? 'proxy-timeout' : 'proxy-lost'));
  ended.addEventListener('abort', onEnded, { once: true });
  if (ended.aborted) onEnded();
  try {
    return await Promise.race([over, dig(hop, place, options, keep)]);
  } catch (thrown) {
    // A socket that is ended while it connects may still say so.
    for (const socket of opened) socket.on('error', () => undefined).destroy();
    throw thrown instanceof ProxyFailure ? thrown : proxyFailure(hop, codeOf(thrown));
  } finally {
    ended.removeEventListener('abort', onEnded);
  }
}

async function dig(
  hop: ProxyHop,
  place: Place,
  { roots }: TunnelOptions,
  keep: (socket: Socket) => Socket,
): Promise<Socket> {
  const plain = keep(net.connect({ host: hop.host, port: hop.port, ...manyAddresses }));
  plain.setNoDelay(true).setKeepAlive(true, keepAliveMs);
  await happened(plain, 'connect');
  switch (hop.kind) {
    case 'http':
      return connectThrough(plain, hop, place);
    case 'https': {
      const secure = keep(secured(plain, hop, roots()));
      await happened(secure, 'secureConnect');
      return connectThrough(secure, hop, place);
    }
    case 'socks5':
      return socks5(plain, hop, place);
    case 'socks4':
      return socks4(plain, hop, place);
  }
}

const keepAliveMs = 60_000;

/** A name may have an address that is dead; the next one is tried after so long, instead of Node's 250 ms. */
export const manyAddresses = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 1_000 } as const;

function secured(socket: Socket, { host }: ProxyHop, roots: readonly string[]): tls.TLSSocket {
  return tls.connect({
    socket,
    // Whatever the environment says of verification.
    rejectUnauthorized: true,
    ca: [...roots],
    host,
    ...(net.isIP(host) === 0 && { servername: host }),
    ALPNProtocols: ['http/1.1'],
  });
}

/** Errors: rejects with what broke the socket first. */
function happened(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onClose = () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
  socket.once('error', reject).once('close', onClose).once(event, resolve);
  return promise.finally(() => {
    socket.off('error', reject).off('close', onClose).off(event, resolve);
  });
}

const codes: ReadonlyMap<string, ProxyErrorCode> = new Map<string, ProxyErrorCode>([
  ['ENOTFOUND', 'proxy-not-found'],
  ['EAI_AGAIN', 'proxy-not-found'],
  ['ENODATA', 'proxy-not-found'],
  ['ECONNRESET', 'proxy-lost'],
  ['EPIPE', 'proxy-lost'],
  ['ETIMEDOUT', 'proxy-timeout'],
  ['EPROTO', 'proxy-tls-failed'],
]);

/** What broke on the way to the proxy or while it was asked. */
function codeOf(thrown: unknown): ProxyErrorCode {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (verdictOfTlsError(code) !== undefined) return 'proxy-certificate';
  if (/^ERR_(?:SSL|TLS|OSSL)_/.test(code)) return 'proxy-tls-failed';
  return codes.get(code) ?? 'proxy-unreachable';
}
