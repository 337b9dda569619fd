/** Everything the settings screen asks about certificates, and the watch over their ends. */
import { X509Certificate } from 'node:crypto';
import { appError, type AppError, type ErrorCode } from '../../shared/errors.ts';
import type { HandlerInput, RequestOutput } from '../../shared/ipc/contract.ts';
import type { CertificateFacts } from '../../shared/ipc/appView.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import type { KeptSecret } from '../credentials/keptSecret.ts';
import { checkPageCertificate } from '../join/pageCheck.ts';
import type { Clock, Log, Network } from '../ports.ts';
import type { WayOf } from '../proxy/ways.ts';
import { describeCertificate } from '../security/certificates.ts';
import type { GuestTrust } from '../security/guestCertificate.ts';
import { placeOf } from '../trueconf/place.ts';
import { readCaFile, readTrust, trustStamp } from '../trueconf/serverTrust.ts';
import { systemRoots } from '../trueconf/systemRoots.ts';
import { lookAtCertificate, lookAtEnds } from '../trueconf/tlsProbe.ts';
import { createCertificateWatch, type CertificateWatch } from './certificateWatch.ts';
import { placeOf as pagePlaceOf } from './joinListener.ts';
import { readPageCertificate } from './pageCertificate.ts';

type Answer<Channel extends 'certificate:look' | 'certificate:readCaFile' | 'certificate:checkPage'> = (
  input: HandlerInput<Channel>,
) => Promise<Result<RequestOutput<Channel>, AppError>>;

export interface Certificates {
  readonly watch: CertificateWatch;
  /** Which certificates count for the page of a call. Without a CA file that can be read: the system's. */
  trust(): GuestTrust;
  /** The same for the desks of the clinic's service, which know nothing of its files; `undefined`: the system's. */
  trustForDesks(): RequestOutput<'call:enter'>['trust'];
  readonly look: Answer<'certificate:look'>;
  readonly readCaFile: Answer<'certificate:readCaFile'>;
  readonly checkPage: Answer<'certificate:checkPage'>;
  /** `null`: it is forgotten. Errors: those of `KeptSecret.save`. */
  savePassphrase(passphrase: string | null, consent: boolean): Promise<Result<void, AppError>>;
  /**
   * Whether the files that are named anew can be used, before they are saved. Errors: `ca-file-*`, `page-*`,
   * `certificate-file-unusable`.
   */
  fit(next: Settings, before: Settings): Promise<Result<void, AppError>>;
}

interface CertificatesParts {
  readonly settings: () => Settings;
  readonly wayOf: WayOf;
  /** Of the page's key or PFX. */
  readonly passphrase: KeptSecret;
  readonly join: () => { certificateEnd(): number | undefined; passphraseChanged(): Promise<void> };
  /** The clinic's service names the page's files by flags. */
  readonly atService: boolean;
  readonly network: Network;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: () => void;
}

export function createCertificates(parts: CertificatesParts): Certificates {
  const { settings, wayOf, passphrase, join, clock } = parts;
  const now = () => clock.now();
  const watch = createCertificateWatch({
    ...parts,
    pageEnd: () => join().certificateEnd(),
    look: ({ address, proxy }, { authorities }) =>
      lookAtEnds(address, { now, authorities, way: wayOf(proxy) }),
  });
  const trust = trustReader(parts);
  return {
    watch,
    trust,
    trustForDesks() {
      const { pin, authorities } = parts.atService ? trust() : systemTrust;
      const isMore = pin !== null || authorities.length > 0;
      return isMore ? { pin, authorities: authorities.slice(0, mostForDesks) } : undefined;
    },
    async look({ address, caFile, trusted = null, proxy, proxyPassword }) {
      const authorities = caFile === undefined ? ok([]) : readCaFile(caFile, now());
      if (!authorities.ok) return authorities;
      const way = wayOf(proxy ?? settings().server.proxy, { typed: proxyPassword });
      const seen = await lookAtCertificate(address, { now, authorities: authorities.value, way });
      return seen.ok ? ok({ ...seen.value, trusted: trusted && factsOrNull(trusted.pem) }) : seen;
    },
    async readCaFile({ path }) {
      const read = readCaFile(path, now());
      return read.ok ? ok({ authorities: read.value.map(factsOf) }) : read;
    },
    checkPage: (input) => checkPage(parts, input),
    async savePassphrase(value, consent) {
      const saved = await passphrase.save(value, consent);
      if (saved.ok) await join().passphraseChanged();
      return saved;
    },
    async fit(next, before) {
      const { trust, caFile } = next.server;
      if (trust === 'ca-file' && differs([trust, caFile], [before.server.trust, before.server.caFile])) {
        const read = readCaFile(caFile, now());
        if (!read.ok) return read;
      }
      if (parts.atService || !differs(filesOf(next), filesOf(before))) return ok(undefined);
      const page = await readPageCertificate(next.join, passphrase.get);
      return page.ok || ofPassphrase.has(page.error.code) ? ok(undefined) : page;
    },
  };
}

/** What a line bears; a clinic has one or two of its own. */
const mostForDesks = 200;
const systemTrust: GuestTrust = { pin: null, authorities: [] };

/** Chromium asks in the midst of a handshake: the file is read again only when it was exchanged. */
function trustReader({ settings, clock }: CertificatesParts): () => GuestTrust {
  let kept: { readonly of: string; readonly trust: GuestTrust } | undefined;
  return () => {
    const { server } = settings();
    if (server.trust === 'system') return systemTrust;
    const of = JSON.stringify([server.trust, server.caFile, server.pin, trustStamp(server)]);
    if (kept?.of === of) return kept.trust;
    const read = readTrust(server, clock.now());
    kept = { of, trust: read.ok ? read.value : systemTrust };
    return kept.trust;
  };
}

const differs = (now: unknown, before: unknown): boolean => JSON.stringify(now) !== JSON.stringify(before);

/** The files may be right: what opens them is stored after them, and the vault may be locked just now. */
const ofPassphrase: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'page-passphrase-needed',
  'page-passphrase-wrong',
  'secret-unavailable',
]);

const filesOf = ({ join }: Settings): readonly string[] => [join.certificateFile, join.keyFile, join.pfxFile];

async function checkPage(
  { passphrase, clock, network, settings }: CertificatesParts,
  { join, passphrase: typed }: HandlerInput<'certificate:checkPage'>,
): ReturnType<Answer<'certificate:checkPage'>> {
  const ask = async () => typed ?? passphrase.get();
  const read = await readPageCertificate(join, ask);
  if (!read.ok) return read;
  if (!read.value) return ok({ certificate: null, problems: [] });
  const { host } = pagePlaceOf({ ...settings().join, ...join }, network, undefined);
  const found = await checkPageCertificate({
    pair: read.value.pair,
    host: join.publicAddress === '' ? (host ?? null) : placeOf(join.publicAddress).host,
    now: clock.now(),
    known: systemRoots,
  }).catch(() => undefined);
  if (!found) return err(appError('certificate-file-unusable', { name: '' }));
  const { certificate, problems } = found;
  return ok({ certificate: factsOf(certificate.toString()), problems: [...problems] });
}

function factsOf(pem: string): CertificateFacts {
  const { subject, issuer, validFrom, validTo, sha256 } = describeCertificate(pem);
  return { subject, issuer, validFrom, validTo, sha256 };
}

/** `null`: what is stored of it cannot be read. */
function factsOrNull(pem: string): CertificateFacts | null {
  try {
    return factsOf(new X509Certificate(pem).toString());
  } catch {
    return null;
  }
}
