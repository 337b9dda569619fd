/**
 * Knows when the certificates end that visits depend on: looks when the core starts, every day, and when the settings
 * change, so that people are warned in time.
 */
import { endLevel, type WatchedCertificate } from '../../shared/certificateEnd.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Status } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import { causeOf } from '../log/cause.ts';
import type { Clock, Log } from '../ports.ts';
import { readTrust, type ServerTrust } from '../trueconf/serverTrust.ts';
import type { SeenEnds } from '../trueconf/tlsProbe.ts';

interface CertificateWatchParts {
  readonly settings: () => Pick<Settings, 'server'>;
  /** Asks the server of these settings. Errors: every fault of the way. */
  readonly look: (server: Settings['server'], trust: ServerTrust) => Promise<Result<SeenEnds, AppError>>;
  /** Of the patient's page as it is served now; `undefined`: it has none. */
  readonly pageEnd: () => number | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: () => void;
}

export interface CertificateWatch {
  /** Those that end within 30 days, or have ended. */
  state(): Status['certificates'];
  /** The last moment of the server's certificate (epoch ms); `undefined`: it is not known. */
  serverEnd(): number | undefined;
  /** At the start, and when the settings name another server or other trust. Never rejects. */
  look(): Promise<void>;
  close(): void;
}

const dayMs = 86_400_000;
/** After a look that no server answered. */
const soonerMs = 3_600_000;

export function createCertificateWatch(parts: CertificateWatchParts): CertificateWatch {
  const { settings, pageEnd, clock, log, onChange } = parts;
  let seen: { readonly of: string; readonly ends: SeenEnds } | undefined;
  let stopTimer = (): void => undefined;
  let turn = 0;
  let closed = false;
  const nameOf = ({ address, trust, caFile }: Settings['server']): string =>
    JSON.stringify([address, trust, caFile]);

  /** Ends by certificate, as they are known. */
  function ends(): readonly (readonly [WatchedCertificate, number | undefined])[] {
    const { server } = settings();
    const known = seen?.of === nameOf(server) ? seen.ends : undefined;
    const trusted = server.trust === 'certificate' ? server.pin?.validTo : undefined;
    return [
      // The one that was trusted is the server's, and has a remedy of its own.
      trusted === undefined ? ['server', known?.server] : ['trusted', trusted],
      ['authority', known?.authority],
      ['page', pageEnd()],
    ];
  }

  function state(): Status['certificates'] {
    const now = clock.now();
    return ends().flatMap(([which, validTo]) => {
      const level = validTo === undefined ? null : endLevel(validTo, now);
      return validTo === undefined || level === null ? [] : [{ which, level, validTo }];
    });
  }

  /** Whether it is known by now. */
  async function ask(): Promise<boolean> {
    const { server } = settings();
    if (!server.address.startsWith('https:')) return true;
    const trust = readTrust(server, clock.now());
    if (!trust.ok) return false;
    const found = await parts.look(server, trust.value);
    // A server that is away for a day has the same certificate as before.
    if (found.ok) seen = { of: nameOf(server), ends: found.value };
    return found.ok;
  }

  async function look(): Promise<void> {
    turn += 1;
    const mine = turn;
    stopTimer();
    const isKnown = await ask().catch((error: unknown) => {
      log.warn('certificates.not-looked-at', { cause: causeOf(error) });
      return false;
    });
    if (closed || mine !== turn) return;
    for (const { which, level, validTo } of state())
      log.warn('certificate.ends', { which, level, validTo: new Date(validTo).toISOString() });
    stopTimer = clock.after(isKnown ? dayMs : soonerMs, () => void look());
    onChange();
  }

  return {
    state,
    serverEnd: () => ends().find(([which]) => which === 'server' || which === 'trusted')?.[1],
    look,
    close() {
      closed = true;
      stopTimer();
    },
  };
}
