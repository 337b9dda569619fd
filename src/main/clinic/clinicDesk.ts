/**
 * The desk of the desktop with the clinic's service: what its page asks goes out over one line, by the same rules as in a
 * browser (`shared/deskLine`); nothing is kept here, and no port is opened.
 */
import { commandKey } from '../../shared/deskLine/commandKey.ts';
import type { Connection, Way } from '../../shared/deskLine/connection.ts';
import { DeskLine } from '../../shared/deskLine/deskLine.ts';
import { isPayload } from '../../shared/deskLine/frames.ts';
import { serviceOpening, serviceRules } from '../../shared/deskLine/service.ts';
import type { EventChannel, RequestChannel } from '../../shared/ipc/channels.ts';
import type { Envelope } from '../../shared/ipc/contract.ts';
import type { Messenger } from '../../shared/sending/addresses.ts';
import { causeOf } from '../log/cause.ts';
import type { Clock, Log } from '../ports.ts';
import { createEmbedding, type GuestTrust } from './embedding.ts';
import { enabledMessengers } from './enabledMessengers.ts';
import { openSocket } from './socket.ts';
import type { Roots } from './tls.ts';

/** Who is signed in at this PC. */
export interface SessionSource {
  /** The `Cookie` header for the service; `undefined`: nobody is. */
  cookie(): Promise<string | undefined>;
}

export interface ClinicDesk {
  start(): void;
  /** Begins again after an end that lasts: somebody has signed in, the page was loaded anew. */
  reopen(): void;
  /** The person is back at this desk: a line that is down is tried at once, one that may have died is asked. */
  wake(): void;
  /** Somebody signs out here: the line ends now, whenever the service hears of it. */
  leave(): void;
  stop(): void;
  connection(): Connection;
  /** Those that the clinic's IT has enabled, as far as the service has said. */
  messengers(): readonly Messenger[];
  /** Which certificates count for the page of the call that was entered last. */
  trust(): GuestTrust;
  /** Never rejects. */
  dispatch(channel: RequestChannel, input: unknown): Promise<Envelope<unknown>>;
  /** What the service tells, `connection:changed` included. Returns a function that ends the subscription. */
  onEvent(listener: (channel: EventChannel, payload: unknown) => void): () => void;
}

export interface ClinicDeskParts {
  /** Of the service. */
  readonly origin: string;
  /** Semver of this app. */
  readonly version: string;
  readonly session: SessionSource;
  readonly clock: Clock;
  readonly log: Log;
  /** PEM of the trusted authorities; the system's by default. */
  readonly roots?: Roots;
}

export function createClinicDesk(parts: ClinicDeskParts): ClinicDesk {
  const { clock, log } = parts;
  const embedding = createEmbedding();
  const enabled = enabledMessengers();
  const listeners = new Set<(channel: EventChannel, payload: unknown) => void>();
  const emit = (channel: EventChannel, payload: unknown): void => {
    for (const listener of listeners) listener(channel, payload);
  };
  const onFailure = (error: Error): void => log.warn('clinic.line-failed', { cause: causeOf(error) });
  const line = new DeskLine(
    wayTo(parts),
    {
      openSocket: (opening, ears) => openSocket(opening, ears, { roots: parts.roots, onFailure }),
      after: (ms, task) => clock.after(ms, task),
      random: () => Math.random(),
    },
    {
      onEvent(channel, payload) {
        if (channel === 'status:changed') enabled.status(payload);
        if (isPayload<object>(payload))
          emit(channel, channel === 'visits:changed' ? embedding.change(payload) : payload);
      },
      onConnection(connection) {
        log.info('clinic.line', { connection });
        emit('connection:changed', { connection });
      },
    },
  );
  return {
    start: () => line.open(),
    reopen: () => line.reopen(),
    wake: () => line.wake(),
    leave: () => line.finish('signed-out'),
    stop: () => line.close(),
    connection: () => line.connection(),
    messengers: enabled.list,
    trust: embedding.trust,
    async dispatch(channel, input) {
      const envelope = await line.request(channel, input);
      if (channel === 'app:info') {
        if (envelope.ok) enabled.info(envelope.value);
        return asDesktop(envelope);
      }
      return embedding.answer(channel, input, envelope);
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function wayTo({ origin, version, session, log }: ClinicDeskParts): Way {
  const desk = commandKey();
  return {
    ...serviceRules,
    async open(account) {
      try {
        const cookie = await session.cookie();
        if (cookie === undefined) return 'signed-out';
        return { ...serviceOpening({ origin, version, desk, account }), headers: { cookie, origin } };
      } catch (error) {
        log.warn('clinic.session-unreadable', { cause: causeOf(error) });
        return 'lost';
      }
    },
    forget: () => undefined,
  };
}

/** To the service a desk is a desk; its page must know that it is in the app. */
function asDesktop(envelope: Envelope<unknown>): Envelope<unknown> {
  if (!envelope.ok || typeof envelope.value !== 'object') return envelope;
  return { ok: true, value: { ...envelope.value, shell: 'desktop' } };
}
