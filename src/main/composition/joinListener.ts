/**
 * Keeps the patient's page listening where the settings say: on this computer, or on one interface of the clinic's
 * network. A port that is taken or an interface that has vanished is a status; it is tried again until it works, and an
 * address that changes (DHCP, another Wi-Fi) is followed.
 */
import { appError } from '../../shared/errors.ts';
import type { Status } from '../../shared/ipc/contract.ts';
import type { Settings } from '../../shared/settings.ts';
import type { JoinServer } from '../join/server.ts';
import { causeOf } from '../log/cause.ts';
import type { Clock, Log, Network } from '../ports.ts';

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
    if (state.state === 'listening' && place === `${host}:${port}`) return;
    if (host === undefined) {
      await server.close();
      fail({ code: 'interface-gone', retryable: false, details: { name: wanted.interface ?? loopback } });
      return;
    }
    const bound = await server.listen({ host, port });
    if (!bound.ok) {
      fail(bound.error);
      return;
    }
    if (freePort === 0) freePort = bound.value.port;
    place = `${host}:${bound.value.port}`;
    const reach = host === loopback ? 'this-computer' : 'clinic-network';
    become({ state: 'listening', origin: bound.value.origin, reach });
  }

  function fail(error: Extract<JoinState, { state: 'failed' }>['error']): void {
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

/** Whether links that were handed out stop working by this change. */
export function movesLinks(now: Settings['join'], before: Settings['join']): boolean {
  return now.port !== before.port || now.interface !== before.interface;
}
