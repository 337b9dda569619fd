/** The certificate that a server shows: Chromium tells the host only that it dislikes one. */
import tls from 'node:tls';

/** PEM. Errors: rejects when the handshake fails. */
export function certificateOf(address: string): Promise<string> {
  const { hostname, port } = new URL(address);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket = tls.connect({ host: hostname, port: Number(port || 443), rejectUnauthorized: false });
  socket.once('error', reject);
  socket.once('secureConnect', () => {
    const seen = socket.getPeerX509Certificate();
    if (seen) resolve(seen.toString());
    else reject(new Error(`${hostname} shows no certificate`));
    socket.destroy();
  });
  return promise;
}
