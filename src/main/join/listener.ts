/** The sockets under the patient's page: http, or https from a certificate and its key, with their limits. */
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Socket } from 'node:net';
import { materialOf, type KeyPair } from '../certificateFiles.ts';
import { joinLimits } from './limits.ts';

/** `certificate`: usable, or `undefined` for http. Every connection is ended when the server closes. */
export function createListener(handler: RequestListener, certificate: KeyPair | undefined): Server {
  const options: ServerOptions = {
    maxHeaderSize: joinLimits.headBytes,
    headersTimeout: joinLimits.headersMs,
    requestTimeout: joinLimits.requestMs,
    keepAliveTimeout: joinLimits.keepAliveMs,
    connectionsCheckingInterval: 1_000,
  };
  const server = certificate
    ? createSecureServer(
        { ...options, ...materialOf(certificate), handshakeTimeout: joinLimits.headersMs },
        handler,
      )
    : createServer(options, handler);
  // Node's own "100 Continue" lands in the midst of the answer to a pipelined request; 16 KiB need no leave to be sent.
  server.on('checkContinue', handler);
  server.maxConnections = joinLimits.connections;
  server.setTimeout(joinLimits.silentMs);
  return server;
}

/** Ends connections at once, those too that are still in their TLS handshake, of which the server knows nothing. */
export function trackSockets(server: Server): () => void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}
