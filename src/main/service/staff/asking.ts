/** One request of a desk: who asks, whether they may, whether it was asked before, and then the core. */
import { appError, type AppError } from '../../../shared/errors.ts';
import { requestChannels } from '../../../shared/ipc/channels.ts';
import { requests } from '../../../shared/ipc/contract.ts';
import { causeOf } from '../../log/cause.ts';
import { mayCall } from '../access/index.ts';
import type { CallHolders } from './callHolders.ts';
import type { Commands } from './commands.ts';
import { factsOf, ownersSeenBy } from './facts.ts';
import type { Answer, StaffMetrics, StaffParts, VisitFacts, Who } from './parts.ts';
import { isCommand } from './protocol.ts';
import type { DeskSignals } from './signals.ts';

export interface Asked {
  readonly who: Who;
  readonly deskKey: string;
  readonly channel: string;
  readonly input: unknown;
  readonly key: string | undefined;
}

export interface AskingParts extends Pick<
  StaffParts,
  'router' | 'visitFacts' | 'directory' | 'clock' | 'random' | 'log'
> {
  readonly commands: Commands;
  readonly holders: CallHolders;
  readonly signals: DeskSignals;
  readonly metrics: StaffMetrics;
}

/** It never rejects. */
export type Ask = (asked: Asked) => Promise<Answer>;

export function createAsk(parts: AskingParts): Ask {
  const { clock, metrics, commands } = parts;
  const refuse = refuser(parts);

  async function answer(asked: Asked): Promise<Answer> {
    const { who, channel, input, key } = asked;
    let facts: VisitFacts | null;
    try {
      facts = await factsOf(channel, input, who, parts);
    } catch (error) {
      return refuse(asked, appError('storage-failed'), error);
    }
    // The same for a visit of others and for none at all.
    if (!mayCall(who, channel, facts)) return refuse(asked, appError('forbidden'));
    if (!isCommand(channel)) return carryOut(asked, parts);
    if (key === undefined) return refuse(asked, appError('bad-request'));
    const command = { accountId: who.accountId, key, asked: JSON.stringify([channel, input]) };
    const done = await commands.run(command, () => carryOut(asked, parts));
    return done.ok ? done.value : refuse(asked, done.error);
  }

  return async (asked) => {
    const startedAt = clock.now();
    const envelope = await answer(asked).catch((error: unknown) =>
      refuse(asked, appError('internal'), error),
    );
    const outcome = envelope.ok ? 'ok' : envelope.error.code;
    metrics.asked(knownChannel(asked.channel), outcome, clock.now() - startedAt);
    return envelope;
  };
}

async function carryOut(asked: Asked, parts: AskingParts): Promise<Answer> {
  const { deskKey, channel, input } = asked;
  const { router, holders, signals } = parts;
  const visitId = visitIdOf(channel, input);
  // A desk whose call was taken over closes its own; the doctor is still in it, at the other desk.
  if (channel === 'call:leave' && visitId !== undefined && !holders.left(visitId, deskKey))
    return { ok: true, value: {} };
  const envelope = await router.dispatch(channel, input, callerFor(asked, parts));
  if (channel === 'call:enter' && envelope.ok && visitId !== undefined)
    signals.tell({ kind: 'call-entered', visitId, deskKey });
  return envelope;
}

function callerFor(
  { who, channel, key }: Asked,
  { directory }: AskingParts,
): Parameters<StaffParts['router']['dispatch']>[2] {
  return {
    you: { name: who.name, role: who.role },
    accountId: who.accountId,
    ownerId: who.trueconfId,
    ownerIds: ownersSeenBy(who, directory.owners()),
    commandKey: isCommand(channel) ? (key ?? null) : null,
  };
}

function visitIdOf(channel: string, input: unknown): string | undefined {
  if (channel !== 'call:enter' && channel !== 'call:leave') return undefined;
  const parsed = requests[channel].input.safeParse(input);
  return parsed.success ? parsed.data.visitId : undefined;
}

const knownChannel = (channel: string): string =>
  requestChannels.find((known) => known === channel) ?? 'unknown';

function refuser({ random, log }: AskingParts) {
  return ({ who, channel }: Asked, error: AppError, cause?: unknown): Answer => {
    const correlationId = random.bytes(5).toString('hex');
    log.warn('staff.refused', {
      channel: knownChannel(channel),
      code: error.code,
      accountId: who.accountId,
      correlationId,
      ...(cause !== undefined && { cause: causeOf(cause) }),
    });
    return {
      ok: false,
      error: { ...error, ...(error.details && { details: { ...error.details } }), correlationId },
    };
  };
}
