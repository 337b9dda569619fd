/**
 * Asks a SOCKS proxy for a connection: version 5 (RFC 1928, 1929) and 4a. The proxy looks the name up, as a browser has it.
 */
import { isIP, type Socket } from 'node:net';
import type { Place } from '../trueconf/place.ts';
import { proxyFailure, type ProxyErrorCode, type ProxyFailure } from './failure.ts';
import type { ProxyHop } from './hop.ts';

const methods = { none: 0x00, password: 0x02, refused: 0xff } as const;
/** Domain name as the kind of an address; the others by their version. */
const addressKinds = { ipv4: 0x01, name: 0x03, ipv6: 0x04 } as const;

/** Resolves with the tunnel. Errors: rejects with a `ProxyFailure`, or with what broke the socket. */
export async function socks5(socket: Socket, hop: ProxyHop, place: Place): Promise<Socket> {
  await signIn(socket, hop);
  const port = Buffer.alloc(2);
  port.writeUInt16BE(place.port);
  socket.write(Buffer.concat([Buffer.from([5, 1, 0]), addressBytes(place.host), port]));
  const [version, reply, , kind] = await take(socket, 4);
  if (version !== 5) throw proxyFailure(hop, 'proxy-bad-answer');
  if (reply !== 0) throw socksFailure(hop, reply ?? 1);
  await take(socket, (await boundLength(socket, kind)) + 2);
  return socket;
}

/** Resolves with the tunnel. Errors: as `socks5`. Version 4 knows no password. */
export async function socks4(socket: Socket, hop: ProxyHop, place: Place): Promise<Socket> {
  const head = Buffer.alloc(8);
  head.writeUInt8(4, 0);
  head.writeUInt8(1, 1);
  head.writeUInt16BE(place.port, 2);
  // 0.0.0.x: the name follows (4a).
  head.writeUInt8(1, 7);
  const user = Buffer.from(hop.credentials?.user ?? '', 'utf8');
  const end = Buffer.from([0]);
  socket.write(Buffer.concat([head, user, end, Buffer.from(place.host, 'utf8'), end]));
  const [version, reply] = await take(socket, 8);
  if (version !== 0) throw proxyFailure(hop, 'proxy-bad-answer');
  if (reply === 0x5c || reply === 0x5d) throw proxyFailure(hop, 'proxy-credentials-needed', reply);
  if (reply !== 0x5a) throw proxyFailure(hop, 'proxy-refused', reply);
  return socket;
}

async function signIn(socket: Socket, hop: ProxyHop): Promise<void> {
  const { credentials } = hop;
  const offered = credentials ? [methods.none, methods.password] : [methods.none];
  socket.write(Buffer.from([5, offered.length, ...offered]));
  const [version, method] = await take(socket, 2);
  if (version !== 5) throw proxyFailure(hop, 'proxy-bad-answer');
  if (method === methods.none) return;
  if (method !== methods.password || !credentials) {
    const isKnown = method === methods.refused || method === methods.password;
    throw proxyFailure(
      hop,
      isKnown && !credentials ? 'proxy-credentials-needed' : 'proxy-sign-in-unsupported',
    );
  }
  const [user, password] = [credentials.user, credentials.password].map((text) =>
    Buffer.from(text).subarray(0, 255),
  );
  if (!user || !password) return;
  socket.write(
    Buffer.concat([Buffer.from([1, user.length]), user, Buffer.from([password.length]), password]),
  );
  const [, verdict] = await take(socket, 2);
  if (verdict !== 0) throw proxyFailure(hop, 'proxy-credentials-rejected', verdict);
}

function addressBytes(host: string): Buffer {
  if (isIP(host) === 4) return Buffer.from([addressKinds.ipv4, ...host.split('.').map(Number)]);
  // An IPv6 address goes as a name too: proxies take both, and there is one way less to write.
  const name = Buffer.from(host, 'utf8').subarray(0, 255);
  return Buffer.concat([Buffer.from([addressKinds.name, name.length]), name]);
}

/** Bytes of the address in the answer, which nobody needs. */
async function boundLength(socket: Socket, kind: number | undefined): Promise<number> {
  if (kind === addressKinds.ipv4) return 4;
  if (kind === addressKinds.ipv6) return 16;
  return (await take(socket, 1))[0] ?? 0;
}

/** RFC 1928 §6: 3 to 6 are about the way to the server, 2 is a rule of the proxy's. */
function socksFailure(hop: ProxyHop, reply: number): ProxyFailure {
  const code: ProxyErrorCode = reply >= 3 && reply <= 6 ? 'proxy-no-way' : 'proxy-refused';
  return proxyFailure(hop, code, reply);
}

/** Exactly so many bytes; what follows them stays in the socket. Errors: rejects with what broke it, or that it ended. */
async function take(socket: Socket, count: number): Promise<Buffer> {
  for (;;) {
    const bytes: unknown = socket.read(count);
    if (Buffer.isBuffer(bytes) && bytes.length === count) return bytes;
    if (bytes !== null || socket.readableEnded || socket.destroyed) throw ended();
    await readable(socket);
  }
}

const ended = (): Error => Object.assign(new Error('ended'), { code: 'ECONNRESET' });

function readable(socket: Socket): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onReadable = () => resolve();
  const onError = (error: Error) => reject(error);
  const onClose = () => reject(ended());
  socket.once('readable', onReadable).once('end', onReadable).once('error', onError).once('close', onClose);
  return promise.finally(() => {
    socket.off('readable', onReadable).off('end', onReadable).off('error', onError).off('close', onClose);
  });
}
