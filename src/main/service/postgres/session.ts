/**
 * One lasting connection to PostgreSQL, for what belongs to a connection: LISTEN and advisory locks. It is asked for a
 * sign of life again and again, and made anew when it is lost. It must lead to the server itself: a proxy that shares
 * connections between transactions (PgBouncer in its mode `transaction`) breaks both.
 */
import { Socket } from 'node:net';
import { Client } from 'pg';
import { causeOf } from '../../log/cause.ts';
import type { Clock, Log } from '../../ports.ts';
import { connectTimeoutMs } from './connection.ts';

export interface SessionParts<T> {
  readonly connectionString: string;
  /** What the connection is for; seen in the server's list of connections and in the log. */
  readonly purpose: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Between two signs of life. */
  readonly beatMs: number;
  /** Without an answer for so long the connection counts as lost; absent: `answerTimeoutMs`. */
  readonly answerMs?: number;
  /** With each new connection, before its first beat. When it rejects, the connection is given up. */
  begin(client: Client): Promise<void>;
  /** The sign of life. When it rejects, the connection is given up. */
  beat(client: Client): Promise<T>;
  /** What a beat brought; never called for a connection that was lost meanwhile. */
  alive(answer: T): void;
  /** The connection is gone, or never came to be, or was closed by `stop`. */
  lost(): void;
}

export interface Session {
  /** Resolves when the first attempt has ended, well or not; others follow by themselves. */
  start(): Promise<void>;
  /** Resolves when the connection is closed; the session cannot be started again. */
  stop(): Promise<void>;
}

export const retryMs = { first: 250, longest: 5_000 } as const;
export const answerTimeoutMs = 3_000;
const farewellMs = 500;

interface Connection {
  readonly client: Client;
  readonly socket: Socket;
}

export function createSession<T>(parts: SessionParts<T>): Session {
  const { clock, log, purpose } = parts;
  let current: Connection | undefined;
  let closing: Promise<void> = Promise.resolve();
  let cancelTimer = (): void => undefined;
  let failures = 0;
  let stopped = false;

  const later = (ms: number, task: () => Promise<void>): void => {
    cancelTimer = clock.after(ms, () => void task());
  };
  /** Called by each sign that a connection is gone; the first one counts. */
  const giveUp = (connection: Connection, error: unknown): void => {
    if (connection !== current) return;
    current = undefined;
    cancelTimer();
    closing = close(connection, clock);
    if (failures === 0) log.warn('postgres.session-lost', { purpose, cause: causeOf(error) });
    const waitMs = Math.min(retryMs.first * 2 ** failures, retryMs.longest);
    failures += 1;
    parts.lost();
    later(waitMs, connect);
  };
  const attempt = async (connection: Connection, work: () => Promise<T>): Promise<void> => {
    try {
      const answer = await work();
      if (connection !== current) return;
      if (failures > 0) log.info('postgres.session-back', { purpose, attempts: failures });
      failures = 0;
      parts.alive(answer);
      later(parts.beatMs, () => attempt(connection, () => parts.beat(connection.client)));
    } catch (error) {
      giveUp(connection, error);
    }
  };
  const connect = async (): Promise<void> => {
    const connection = open(parts);
    current = connection;
    connection.client.on('error', (error) => giveUp(connection, error));
    connection.client.on('end', () => giveUp(connection, new Error('connection ended')));
    await attempt(connection, async () => {
      await connection.client.connect();
      await parts.begin(connection.client);
      return parts.beat(connection.client);
    });
  };
  return {
    start: async () => {
      if (!stopped && !current) await connect();
    },
    async stop() {
      stopped = true;
      cancelTimer();
      const last = current;
      current = undefined;
      if (last) closing = close(last, clock);
      parts.lost();
      await closing;
    },
  };
}

function open({
  connectionString,
  purpose,
  answerMs = answerTimeoutMs,
}: Pick<SessionParts<never>, 'connectionString' | 'purpose' | 'answerMs'>): Connection {
  // Our own socket: a connection that no longer answers can only be cut.
  const socket = new Socket();
  const client = new Client({
    connectionString,
    application_name: `visit-desk ${purpose}`,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: answerMs,
    statement_timeout: answerMs,
    keepAlive: true,
    stream: () => socket,
  });
  return { client, socket };
}

/** Says goodbye, so that the server lets go of the locks at once, and cuts when there is no answer to that. */
async function close({ client, socket }: Connection, clock: Clock): Promise<void> {
  if (socket.closed) return;
  // Not `once` of node:events: it rejects when the other side resets the connection meanwhile.
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const cancel = clock.after(farewellMs, () => socket.destroy());
  if (socket.pending) socket.destroy();
  else client.end().catch(() => socket.destroy());
  await closed;
  cancel();
}
