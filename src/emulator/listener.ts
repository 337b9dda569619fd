/** The HTTP or HTTPS server, and the certificate it presents. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { makeCertificate } from './certificate.ts';
import type { CertificateWishes, EmulatorCertificate } from './types.ts';

export interface Listener {
  readonly server: Server;
  readonly certificate: () => EmulatorCertificate | null;
  /** Errors: rejects without TLS. */
  readonly rotate: (wishes: CertificateWishes) => Promise<EmulatorCertificate>;
}

export function plainListener(handle: RequestListener): Listener {
  return {
    server: createServer(handle),
    certificate: () => null,
    rotate: () => Promise.reject(new Error('the emulator speaks http')),
  };
}

/** `hosts`: names and addresses that its certificates are for. */
export async function tlsListener(
  handle: RequestListener,
  hosts: readonly string[],
  bytes: (count: number) => Buffer,
): Promise<Listener> {
  const first = await makeCertificate(hosts, {});
  let shown: EmulatorCertificate = { pem: first.pem, sha256: first.sha256 };
  const server = createTlsServer({ cert: first.pem, key: first.keyPem }, handle);
  return {
    server,
    certificate: () => shown,
    rotate: async (wishes) => {
      const { pem, sha256, keyPem } = await makeCertificate(hosts, wishes);
      // New ticket keys too: a resumed session would never see the new certificate.
      server.setSecureContext({ cert: pem, key: keyPem, ticketKeys: bytes(48) });
      server.closeAllConnections();
      shown = { pem, sha256 };
      return shown;
    },
  };
}

/** The port it got. Errors: rejects when the port is taken. */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the emulator has no port');
  return address.port;
}

export async function shut(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
