/**
 * Keeps the patient's page listening where the settings say: on this computer, or on one interface of the clinic's
 * network; over https where they name a certificate. A port that is taken, an interface that has vanished or a file that
 * cannot be read is a status; it is tried again until it works, and an address that changes (DHCP, another Wi-Fi) is
 * followed.
 */
import { appError, type AppError } from '../../shared/errors.ts';
import type { Status } from '../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import { createRenewal, type CertificatePair } from '../certificateFiles.ts';
import { addressSpaceOf } from '../join/addressSpace.ts';
import type { JoinServer } from '../join/server.ts';
import { causeOf } from '../log/cause.ts';
import type { Clock, Log, Network } from '../ports.ts';
import { readPageCertificate } from './pageCertificate.ts';
import type { JoinPlace } from './site.ts';

export type JoinState = Status['join'];

export interface JoinListener {
  state(): JoinState;
  /** Origin of the page; `null` while nothing listens. */
  origin(): string | null;
  /** Where links begin: the origin with the base path, without a slash at the end. */
  linkBase(): string | null;
  /** The last moment (epoch ms) of the certificate in use; `undefined`: none is. */
  certificateEnd(): number | undefined;
  /** Listens where the settings say now, if it does not already. */
  follow(): Promise<void>;
  close(): Promise<void>;
}

interface JoinListenerDependencies {
  readonly server: JoinServer;
  /** Where it is to listen now. */
  readonly place: () => WantedPlace;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: () => void;
}

/** A `JoinPlace`, or one whose interface is gone. */
export interface WantedPlace extends Omit<JoinPlace, 'host'> {
  readonly host: string | undefined;
  /** Its name for people, where the settings name one. */
  readonly interface?: string | null;
}

const loopback = '127.0.0.1';
const checkEveryMs = 10_000;

export function createJoinListener(dependencies: JoinListenerDependencies): JoinListener {
  const { server, clock, log, onChange } = dependencies;
  let state: JoinState = { state: 'starting' };
  let place = '';
  let freePort: number | undefined;
  let turn: Promise<void> = Promise.resolve();
  let stopWatching = (): void => undefined;
  let closed = false;
  let certificate: CertificatePair | null = null;
  let lookAtCertificate = (): void => undefined;

  function become(next: JoinState): void {
    state = next;
    onChange();
  }

  async function listen(): Promise<void> {
    if (closed) return;
    const wanted = dependencies.place();
    const port = wanted.port === 0 ? (freePort ?? 0) : wanted.port;
    if (state.state === 'listening' && place === placeText(wanted, port)) {
      lookAtCertificate();
      return;
    }
    const bound = await bind(server, wanted, port);
    if (!bound.ok) {
      fail(bound.error);
      return;
    }
    if (wanted.port === 0) freePort = bound.value.port;
    place = placeText(wanted, bound.value.port);
    followCertificate(wanted, bound.value.certificate);
    become({ state: 'listening', origin: bound.value.origin, reach: reachOf(wanted) });
  }

  /** A new certificate is taken without ending a connection. */
  function followCertificate(files: WantedPlace, used: CertificatePair | null): void {
    certificate = used;
    const onChange = (pair: CertificatePair): void => {
      certificate = pair;
      server.useCertificate(pair);
    };
    lookAtCertificate = used
      ? createRenewal({ files, used, listener: 'page', log, onChange })
      : () => undefined;
  }

  function fail(error: AppError): void {
    if (state.state === 'failed' && JSON.stringify(state.error) === JSON.stringify(error)) return;
    log.warn('join.not-listening', { code: error.code });
    become({ state: 'failed', error });
  }

  /** One after the other: two binds at once would fight for the port. */
  function follow(): Promise<void> {
    turn = turn.then(listen).catch((error: unknown) => {
      log.error('join.failed', { cause: causeOf(error) });
      fail(appError('internal'));
    });
    return turn;
  }

  function watch(): void {
    stopWatching = clock.after(checkEveryMs, () => {
      void follow().then(() => {
        if (!closed) watch();
      });
    });
  }
  watch();

  const origin = (): string | null => (state.state === 'listening' ? state.origin : null);

  return {
    state: () => state,
    origin,
    linkBase() {
      const at = origin();
      return at === null ? null : `${at}${dependencies.place().basePath}`;
    },
    certificateEnd: () => (state.state === 'listening' ? certificate?.validTo : undefined),
    follow,
    async close() {
      closed = true;
      stopWatching();
      await turn;
      await server.close();
    },
  };
}

/** What the settings of a single PC say. `port`: wins over theirs for this run. */
export function placeOf(join: Settings['join'], network: Network, port: number | undefined): WantedPlace {
  return { ...join, host: hostOf(join.interface, network), port: port ?? join.port, basePath: '' };
}

function hostOf(name: string | null, network: Network): string | undefined {
  if (name === null) return loopback;
  return network.interfaces().find((candidate) => candidate.name === name)?.address;
}

/** All that a listener is made of: it stays as long as this does. */
function placeText(wanted: WantedPlace, port: number): string {
  const { host, publicAddress, trustedProxies, certificateFile, keyFile } = wanted;
  return JSON.stringify([host, port, publicAddress, trustedProxies, certificateFile, keyFile]);
}

interface Bound {
  readonly origin: string;
  readonly port: number;
  readonly certificate: CertificatePair | null;
}

/** Nothing listens any more when it fails: what was wanted before is wanted no longer. */
async function bind(server: JoinServer, wanted: WantedPlace, port: number): Promise<Result<Bound, AppError>> {
  const listened = await listenAs(server, wanted, port);
  if (!listened.ok) await server.close();
  return listened;
}

async function listenAs(
  server: JoinServer,
  wanted: WantedPlace,
  port: number,
): Promise<Result<Bound, AppError>> {
  const { host } = wanted;
  const name = wanted.interface ?? host ?? loopback;
  if (host === undefined) return err(appError('interface-gone', { name }));
  const certificate = readPageCertificate(wanted);
  if (!certificate.ok) return certificate;
  // A proxy in front does not help: this address itself can be reached by anybody.
  if (!certificate.value && !wanted.isClosed && addressSpaceOf(host) === 'public')
    return err(appError('public-needs-https', { name }));
  const listened = await server.listen({
    host,
    port,
    ...(certificate.value && { certificate: certificate.value }),
    ...(wanted.publicAddress !== '' && { publicOrigin: wanted.publicAddress }),
  });
  return listened.ok ? ok({ ...listened.value, certificate: certificate.value }) : listened;
}

function reachOf(wanted: WantedPlace): Reach {
  if (wanted.publicAddress !== '') return 'public-address';
  return wanted.host === loopback ? 'this-computer' : 'clinic-network';
}

type Reach = Extract<JoinState, { state: 'listening' }>['reach'];

/** Whether links that were handed out stop working by this change. */
export function movesLinks(now: Settings['join'], before: Settings['join']): boolean {
  return (
    now.publicAddress !== before.publicAddress ||
    now.port !== before.port ||
    now.interface !== before.interface ||
    isHttps(now) !== isHttps(before)
  );
}

const isHttps = ({ certificateFile, keyFile }: Settings['join']): boolean =>
  certificateFile !== '' && keyFile !== '';
