/** The connections to one TrueConf server: two pools, so that no click waits behind a hung poll. */
import tls from 'node:tls';
import { Pool } from 'undici';
import { appError, type AppError } from '../../shared/errors.ts';
import type { Pin } from '../../shared/settings.ts';
import { decideTrust, describeCertificate, pinApplies } from '../security/certificates.ts';
import { placeOf } from './place.ts';
import { systemRoots } from './systemRoots.ts';
import type { Lane } from './types.ts';

/** Bounds of one call; undici's own are 300 s and no limit of size. */
export interface Limits {
  /** Until the connection stands, TLS included. */
  readonly connectMs: number;
  /** From the request to the answer's headers. */
  readonly headersMs: number;
  /** Between two pieces of the body. */
  readonly bodyMs: number;
  /** The whole call with its wait for a free connection. */
  readonly totalMs: number;
  /** Bytes of a body. */
  readonly maxBytes: number;
}

export const defaultLimits: Limits = {
  connectMs: 10_000,
  headersMs: 15_000,
  bodyMs: 30_000,
  totalMs: 45_000,
  maxBytes: 1_000_000,
};

export interface ServerTarget {
  /** `https://host[:port]`; http on loopback only (`serverAddress.ts`). */
  readonly origin: string;
  readonly pin: Pin | null;
  readonly limits: Limits;
  /** Epoch ms. */
  readonly now: () => number;
  /** PEM of the trusted authorities. */
  readonly roots?: () => readonly string[];
}

export interface Dispatcher {
  /** Errors: throws after `close`, and when the trusted certificate or an authority cannot be read. */
  pool(lane: Lane): Pool;
  /** Ends all connections at once, those in use too: what was trusted may not be so any more. */
  close(): Promise<void>;
}

/** Measured: a press makes two calls side by side, so two; polls and sweeps share one. */
const connections: Readonly<Record<Lane, number>> = { interactive: 2, background: 1 };

export function createDispatcher(target: ServerTarget): Dispatcher {
  const trust = target.origin.startsWith('https:') ? trustOptions(target) : () => ({});
  const pools = new Map<Lane, Pool>();
  let closed = false;
  return {
    pool(lane) {
      const known = pools.get(lane);
      if (known) return known;
      if (closed) throw new Error('closed');
      const made = createPool(target, connections[lane], trust());
      pools.set(lane, made);
      return made;
    },
    async close() {
      closed = true;
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

type TrustOptions = Pick<
  tls.ConnectionOptions,
  'ca' | 'secureContext' | 'allowPartialTrustChain' | 'checkServerIdentity'
>;

function createPool({ origin, limits }: ServerTarget, size: number, trust: TrustOptions): Pool {
  return new Pool(origin, {
    connections: size,
    allowH2: false,
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.bodyMs,
    maxResponseSize: limits.maxBytes,
    // A resumed session skips checkServerIdentity (measured), and with it the comparison of the fingerprint.
    connect: { timeout: limits.connectMs, allowH2: false, maxCachedSessions: 0, ...trust },
  });
}

/** Thrown through the TLS layer when the certificate is not the trusted one; `http.ts` finds it again. */
export class CertificateRefused extends Error {
  readonly appError: AppError;
  constructor(error: AppError) {
    super(error.code);
    this.appError = error;
  }
}

/** Lazy, because reading the system's authorities takes time that the start does not have. */
function trustOptions(target: ServerTarget): () => TrustOptions {
  const { host, port } = placeOf(target.origin);
  const { pin } = target;
  if (!pinApplies(pin, host, port)) {
    const contextOf = () => tls.createSecureContext({ ca: [...(target.roots ?? systemRoots)()] });
    let context: tls.SecureContext | undefined;
    return () => ({ secureContext: (context ??= contextOf()) });
  }
  return () => ({
    // `rejectUnauthorized: false` would never ask checkServerIdentity (measured); so the certificate is its own root.
    ca: [pin.pem],
    // The trusted one may be the leaf of a private authority.
    allowPartialTrustChain: true,
    checkServerIdentity: (_name, peer) => {
      const certificate = describeCertificate(peer.raw);
      const decision = decideTrust({
        host,
        port,
        certificate,
        systemVerdict: 'untrusted',
        pin,
        now: target.now(),
      });
      return decision.accept ? undefined : new CertificateRefused(appError(decision.code, { host }));
    },
  });
}
