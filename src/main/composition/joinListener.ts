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
import { addressSpaceOf } from '../join/addressSpace.ts';
import type { JoinServer } from '../join/server.ts';
import { causeOf } from '../log/cause.ts';
import { every } from '../every.ts';
import type { Clock, Log, Network } from '../ports.ts';
import { createPageRenewal } from './pageRenewal.ts';
import { readPageCertificate, type AskPassphrase, type PageCertificate } from './pageCertificate.ts';
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
  /** Another passphrase of the page's key or PFX was stored: what could not be opened is tried with it. */
  passphraseChanged(): Promise<void>;
  close(): Promise<void>;
}

interface JoinListenerDependencies {
  readonly server: JoinServer;
  /** Where it is to listen now; a state: it is not to listen at all. */
  readonly place: () => WantedPlace | Silence;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: () => void;
  /** Of the page's key or PFX; asked for only where one is locked. Absent: there is none. */
  readonly passphrase?: AskPassphrase;
}

/** A `JoinPlace`, or one whose interface is gone. */
export interface WantedPlace extends Omit<JoinPlace, 'host'> {
  readonly host: string | undefined;
  /** Its name for people, where the settings name one. */
  readonly interface?: string | null;
}

const loopback = '127.0.0.1';
const checkEveryMs = 10_000;

/** What is told while links open something else than a page of ours, or nothing. */
export type Silence = Extract<JoinState, { state: 'server-page' | 'off' }>;

export function createJoinListener(dependencies: JoinListenerDependencies): JoinListener {
  const { server, clock, log, onChange } = dependencies;
  let state: JoinState = { state: 'starting' };
  let place = '';
  let freePort: number | undefined;
  let turn: Promise<void> = Promise.resolve();
  let closed = false;
  const ask: AskPassphrase = dependencies.passphrase ?? (async () => undefined);
  const renewal = createPageRenewal({ server, ask, log, onChange });

  function become(next: JoinState): void {
    state = next;
    onChange();
  }

  async function listen(): Promise<void> {
    if (closed) return;
    const wanted = dependencies.place();
    if ('state' in wanted) {
      await beSilent(wanted);
      return;
    }
    const port = wanted.port === 0 ? (freePort ?? 0) : wanted.port;
    if (state.state === 'listening' && place === placeText(wanted, port)) {
      renewal.look();
      return;
    }
    const bound = await bind(server, wanted, port, ask);
    if (!bound.ok) {
      fail(bound.error);
      return;
    }
    if (wanted.port === 0) freePort = bound.value.port;
    place = placeText(wanted, bound.value.port);
    renewal.begin(wanted, bound.value.certificate);
    become({ state: 'listening', origin: bound.value.origin, reach: reachOf(wanted) });
  }

  async function beSilent(silence: Silence): Promise<void> {
    if (JSON.stringify(state) === JSON.stringify(silence)) return;
    await server.close();
    become(silence);
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

  // A turn that takes longer than the next is far waits its own turn.
  const stopWatching = every(clock, checkEveryMs, () => void follow());

  const origin = (): string | null => (state.state === 'listening' ? state.origin : null);

  return {
    state: () => state,
    origin,
    linkBase() {
      const at = origin();
      const wanted = dependencies.place();
      return at === null || 'state' in wanted ? null : `${at}${wanted.basePath}`;
    },
    certificateEnd: () => (state.state === 'listening' ? renewal.current()?.validTo : undefined),
    follow,
    async passphraseChanged() {
      await renewal.askAgain();
      await follow();
    },
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
  const { host, publicAddress, trustedProxies, certificateFile, keyFile, pfxFile = '' } = wanted;
  return JSON.stringify([host, port, publicAddress, trustedProxies, certificateFile, keyFile, pfxFile]);
}

interface Bound {
  readonly origin: string;
  readonly port: number;
  readonly certificate: PageCertificate | null;
}

/** Nothing listens any more when it fails: what was wanted before is wanted no longer. */
async function bind(
  server: JoinServer,
  wanted: WantedPlace,
  port: number,
  ask: AskPassphrase,
): Promise<Result<Bound, AppError>> {
  const listened = await listenAs(server, wanted, port, ask);
  if (!listened.ok) await server.close();
  return listened;
}

async function listenAs(
  server: JoinServer,
  wanted: WantedPlace,
  port: number,
  ask: AskPassphrase,
): Promise<Result<Bound, AppError>> {
  const { host } = wanted;
  const name = wanted.interface ?? host ?? loopback;
  if (host === undefined) return err(appError('interface-gone', { name }));
  const certificate = await readPageCertificate(wanted, ask);
  if (!certificate.ok) return certificate;
  // A proxy in front does not help: this address itself can be reached by anybody.
  if (!certificate.value && !wanted.isClosed && addressSpaceOf(host) === 'public')
    return err(appError('public-needs-https', { name }));
  const listened = await server.listen({
    host,
    port,
    ...(certificate.value && { certificate: certificate.value.pair }),
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
    now.links !== before.links ||
    now.publicAddress !== before.publicAddress ||
    now.port !== before.port ||
    now.interface !== before.interface ||
    isHttps(now) !== isHttps(before)
  );
}

const isHttps = ({ certificateFile, keyFile, pfxFile }: Settings['join']): boolean =>
  pfxFile !== '' || (certificateFile !== '' && keyFile !== '');
