/** Plays one rehearsal: all stages of product.md in their order, and whatever happens, what was made on the server is removed. */
import type { RehearsalStage, RehearsalStageName } from '../../../shared/ipc/rehearsal.ts';
import { clientOf, lateAs } from '../connectionTest.ts';
import { notTried, unknown, type ConnectionTestInput, type Finding } from '../findings.ts';
import type { TestContext } from '../plans.ts';
import { playStages, type StagePlan } from '../stages.ts';
import { conferencePlans, mayBeLeft, nothingMade, type ConferenceContext } from './conference.ts';
import { framePlan, type FrameContext } from './frame.ts';
import { pagePlan, phonesPlan, type PageContext } from './page.ts';
import { serverPlans } from './server.ts';

export interface RehearsalInput
  extends
    ConnectionTestInput,
    Omit<ConferenceContext, 'client' | 'made'>,
    PageContext,
    Omit<FrameContext, 'made'> {
  /** `rehearsalBounds` by default. */
  readonly bounds?: RehearsalBounds;
}

export interface RehearsalBounds {
  /** Of one stage. */
  readonly stageMs: number;
  /** Of all that come before stopping and deleting. */
  readonly playMs: number;
}

/** Together with stopping and deleting, a minute is never exceeded, however sick the server. */
export const rehearsalBounds: RehearsalBounds = { stageMs: 6_000, playMs: 45_000 };

type Context = TestContext & ConferenceContext & PageContext & FrameContext;

const { settings, lookup, connection, certificate, server, credentials, permission, api, owner } =
  serverPlans;
const { create, run, guest, stop, delete: remove } = conferencePlans;

const order: readonly StagePlan<RehearsalStageName, Context>[] = [
  ...[settings, lookup, connection, certificate, server, credentials, permission, api, owner],
  ...[create, run, guest, pagePlan, phonesPlan, framePlan, stop, remove],
];

export interface RehearsalWatch {
  /** Ends it; what was made on the server is removed first. */
  readonly signal: AbortSignal;
  readonly onBegin: (stage: RehearsalStageName) => void;
  readonly onEnd: (stage: RehearsalStage) => void;
}

export interface Played {
  /** Something may still be on the server: a sweep is to look for it. */
  readonly left: boolean;
}

/** Never rejects. */
export async function playRehearsal(input: RehearsalInput, watch: RehearsalWatch): Promise<Played> {
  const { stageMs, playMs } = input.bounds ?? rehearsalBounds;
  const limits = {
    connectMs: stageMs - 500,
    headersMs: stageMs - 500,
    totalMs: stageMs - 250,
    ...input.limits,
  };
  const bounded = { ...input, limits };
  const client = input.server.address === '' ? undefined : clientOf(bounded);
  const made = nothingMade();
  const time = AbortSignal.timeout(playMs);
  const endedAs = (): Finding =>
    watch.signal.aborted ? { ...notTried, note: 'cancelled' } : { ...unknown(null), note: 'out-of-time' };
  try {
    await playStages(
      order,
      { ...bounded, client, made },
      {
        limitMs: stageMs,
        signal: AbortSignal.any([watch.signal, time]),
        endedAs,
        lateAs: lateAs(input),
        log: input.log,
        onBegin: watch.onBegin,
        onEnd: (stage, finding, ms) => watch.onEnd({ stage, ms, note: null, ...finding }),
      },
    );
  } finally {
    await client?.close();
  }
  return { left: mayBeLeft(made) };
}
