/**
 * The call of a visit on the desktop: the service gives every desk the address for a tab, because a browser cannot embed
 * the doctor's own account; the desktop can (a partition keeps the doctor signed in). So it shows the call as embedded,
 * and gives the address when the call is entered.
 */
import { z } from 'zod';
import { appError } from '../../shared/errors.ts';
import type { RequestChannel } from '../../shared/ipc/channels.ts';
import { requests, type Envelope } from '../../shared/ipc/contract.ts';
import { guestTrustSchema } from '../../shared/ipc/trust.ts';

/** Open: what a newer service says more goes through as it is. */
const visitSchema = z.looseObject({
  id: z.string(),
  phase: z.string(),
  call: z.looseObject({ kind: z.string(), url: z.string().nullable() }),
});
const listSchema = z.looseObject({ visits: z.array(z.unknown()) });
const changeSchema = z.looseObject({ visit: z.unknown() });
const enteredSchema = z.looseObject({ url: z.string().nullable(), trust: guestTrustSchema.optional() });

export type GuestTrust = z.output<typeof guestTrustSchema>;

export interface Embedding {
  /** An answer of the service as the desktop's page gets it. */
  answer(channel: RequestChannel, input: unknown, envelope: Envelope<unknown>): Envelope<unknown>;
  /** The same for what came with `visits:changed`. */
  change(payload: unknown): unknown;
  /** Which certificates count for the page of the call that was entered last: known before anything navigates there. */
  trust(): GuestTrust;
}

const systemTrust: GuestTrust = { pin: null, authorities: [] };

export function createEmbedding(): Embedding {
  /** Address of the call, by visit; `null`: it is in TrueConf's app, which the server rings. */
  const pages = new Map<string, string | null>();
  let trust = systemTrust;

  function shown(value: unknown): unknown {
    const visit = visitSchema.safeParse(value);
    if (!visit.success) return value;
    const { id, phase, call } = visit.data;
    if (phase === 'closed') pages.delete(id);
    if (call.kind === 'app' && phase !== 'closed') pages.set(id, null);
    if (call.kind !== 'tab') return value;
    if (call.url !== null && phase !== 'closed') pages.set(id, call.url);
    return { ...visit.data, call: { ...call, kind: 'embedded', url: null } };
  }

  function entered(input: unknown, value: unknown): Envelope<unknown> {
    const answer = enteredSchema.safeParse(value);
    trust = (answer.success ? answer.data.trust : undefined) ?? systemTrust;
    if (!answer.success || answer.data.url !== null) return { ok: true, value };
    const asked = requests['call:enter'].input.safeParse(input);
    const url = asked.success ? pages.get(asked.data.visitId) : undefined;
    if (url !== undefined) return { ok: true, value: { ...answer.data, url } };
    return { ok: false, error: { ...appError('visit-not-ready'), correlationId: '' } };
  }

  return {
    trust: () => trust,
    answer(channel, input, envelope) {
      if (!envelope.ok) return envelope;
      const { value } = envelope;
      if (channel === 'call:enter') return entered(input, value);
      const list = channel === 'visits:list' ? listSchema.safeParse(value) : undefined;
      if (list?.success) return { ok: true, value: { ...list.data, visits: list.data.visits.map(shown) } };
      return { ok: true, value: shown(value) };
    },
    change(payload) {
      const change = changeSchema.safeParse(payload);
      return change.success ? { ...change.data, visit: shown(change.data.visit) } : payload;
    },
  };
}
