/** Which sentence says how a rehearsal stands. Pure. */
import type { Rehearsal, RehearsalStageName } from '../../../shared/ipc/rehearsal.ts';

type Words =
  'result-none' | 'result-running' | 'result-cancelled-left' | `result-${NonNullable<Rehearsal['result']>}`;

export function verdictOf(run: Rehearsal | null): Words {
  if (run === null) return 'result-none';
  if (run.result === null) return 'result-running';
  return run.result === 'cancelled' && isLeft(run) ? 'result-cancelled-left' : `result-${run.result}`;
}

export const failedStages = ({ stages }: Rehearsal): readonly RehearsalStageName[] =>
  stages.filter(({ outcome }) => outcome === 'failed').map(({ stage }) => stage);

const isLeft = ({ stages }: Rehearsal): boolean =>
  stages.some(({ stage, outcome }) => (stage === 'stop' || stage === 'delete') && outcome === 'failed');
