/** What desks tell each other across the nodes, by NOTIFY. On the node that tells it is heard at once, whatever becomes of PostgreSQL. */
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import { causeOf } from '../../log/cause.ts';
import type { Log } from '../../ports.ts';
import type { DeskSignal, DeskSignals } from '../staff/signals.ts';
import type { Notices } from './notices.ts';
import { signalChannel } from './savedNotice.ts';

export interface SignalsOptions {
  readonly pool: Pool;
  readonly notices: Pick<Notices, 'onSignal'>;
  readonly log: Log;
}

const message = z.strictObject({
  node: z.uuid(),
  signal: z.strictObject({
    kind: z.literal('call-entered'),
    visitId: z.string().min(1),
    deskKey: z.string().min(1),
  }),
});

export function createPostgresSignals({ pool, notices, log }: SignalsOptions): DeskSignals {
  const node = randomUUID();
  const listeners = new Set<(signal: DeskSignal) => void>();
  const hear = (signal: DeskSignal): void => {
    for (const listener of listeners) listener(signal);
  };
  notices.onSignal((payload) => {
    const heard = parse(payload);
    if (!heard) log.warn('postgres.signal-unreadable');
    else if (heard.node !== node) hear(heard.signal);
  });
  return {
    tell(signal) {
      hear(signal);
      pool
        .query('SELECT pg_notify($1, $2)', [signalChannel, JSON.stringify({ node, signal })])
        .catch((error: unknown) =>
          log.warn('postgres.signal-not-told', { kind: signal.kind, cause: causeOf(error) }),
        );
    },
    onTold(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function parse(payload: string): z.output<typeof message> | undefined {
  try {
    return message.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
}
