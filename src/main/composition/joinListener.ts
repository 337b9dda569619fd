/**
 * Keeps the patient's page listening where the settings say: on this computer, or on one interface of the clinic's
 * network; over https where they name a certificate. A port that is taken, an interface that has vanished or a file that
 * cannot be read is a status; it is tried again until it works, and an address that changes (DHCP, another Wi-Fi) is
 * followed.
 */
import { appError, type AppError } from '../../shared/errors.ts';
import type { Status } from '../../shared/ipc/contract.ts';
import { err, type Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import { addressSpaceOf } from '../join/addressSpace.ts';
import type { JoinServer } from '../join/server.ts';
import { causeOf } from '../log/cause.ts';
import type { Clock, Log, Network } from '../ports.ts';
import { readPageCertificate, unusable } from './pageCertificate.ts';

export type JoinState = Status['join'];

export interface JoinListener {
  state(): JoinState;
  /** Origin of links; `null` while nothing listens. */
  origin(): string | null;
  /** Listens where the settings say now, if it does not already. */
  follow(): Promise<void>;
  close(): Promise<void>;
}

interface JoinListenerDependencies {
  readonly server: JoinServer;
  readonly settings: () => Settings['join'];
  readonly network: Network;
  readonly clock: Clock;
  readonly log: Log;
  /** Wins over the settings' for this run; 0: any free one, kept for the run. */
  readonly port: number | undefined;
  readonly onChange: () => void;
}

const loopback = '127.0.0.1';
const checkEveryMs = 10_000;

export function createJoinListener(dependencies: JoinListenerDependencies): JoinListener {
  const { server, network, clock, log, onChange } = dependencies;
  let state: JoinState = { state: 'starting' };
  let place = '';
  let freePort = dependencies.port;
  let turn: Promise<void> = Promise.resolve();
  let stopWatching = (): void => undefined;
  let closed = false;

  function become(next: JoinState): void {
    state = next;
    onChange();
  }

  async function listen(): Promise<void> {
    if (closed) return;
    const wanted = dependencies.settings();
    const host = hostOf(wanted.interface, network);
    const port = freePort ?? wanted.port;
    if (state.state === 'listening' && place === placeText(wanted, host, port)) return;
    const bound = await bind(server, wanted, host, port);
    if (!bound.ok) {
      fail(bound.error);
      return;
    }
    if (freePort === 0) freePort = bound.value.port;
    place = placeText(wanted, host, bound.value.port);
    become({ state: 'listening', origin: bound.value.origin, reach: reachOf(wanted, host) });
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

  return {
    state: () => state,
    origin: () => (state.state === 'listening' ? state.origin : null),
    follow,
    async close() {
      closed = true;
      stopWatching();
      await turn;
      await server.close();
    },
  };
}

function hostOf(name: string | null, network: Network): string | undefined {
  if (name === null) return loopback;
  return network.interfaces().find((candidate) => candidate.name === name)?.address;
}

/** All that a listener is made of: it stays as long as this does. */
function placeText(wanted: Settings['join'], host: string | undefined, port: number): string {
  const { publicAddress, trustedProxies, certificateFile, keyFile } = wanted;
  return JSON.stringify([host, port, publicAddress, trustedProxies, certificateFile, keyFile]);
}

/** Nothing listens any more when it fails: what was wanted before is wanted no longer. */
async function bind(
  server: JoinServer,
  wanted: Settings['join'],
  host: string | undefined,
  port: number,
): Promise<Result<{ origin: string; port: number }, AppError>> {
  const listened = await listenAs(server, wanted, host, port);
  if (!listened.ok) await server.close();
  return listened;
}

async function listenAs(
  server: JoinServer,
  wanted: Settings['join'],
  host: string | undefined,
  port: number,
): Promise<Result<{ origin: string; port: number }, AppError>> {
  const name = wanted.interface ?? loopback;
  if (host === undefined) return err(appError('interface-gone', { name }));
  const certificate = await readPageCertificate(wanted);
  if (!certificate.ok) return certificate;
  // A proxy in front does not help: this address itself can be reached by anybody.
  if (!certificate.value && addressSpaceOf(host) === 'public')
    return err(appError('public-needs-https', { name }));
  const listened = await server.listen({
    host,
    port,
    ...(certificate.value && { certificate: certificate.value }),
    ...(wanted.publicAddress !== '' && { publicOrigin: wanted.publicAddress }),
  });
  if (listened.ok) return listened;
  return listened.error.code === 'certificate-file-unusable'
    ? err(unusable(wanted.certificateFile))
    : listened;
}

function reachOf(wanted: Settings['join'], host: string | undefined): Reach {
  if (wanted.publicAddress !== '') return 'public-address';
  return host === loopback ? 'this-computer' : 'clinic-network';
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
