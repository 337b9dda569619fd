/** Whether TrueConf Server knows the IDs of the list: the connection test, once for each of them. */
import { useRef, useState } from 'react';
import type { ErrorView, RequestInput, TestStage } from '../../../shared/ipc/contract.ts';
import { useApi } from '../../state/DeskContext.tsx';
import type { ShownError } from '../../ui/useErrorText.ts';

export type Finding =
  | { readonly kind: 'found'; readonly name: string }
  | { readonly kind: 'failed'; readonly error: ShownError }
  /** It works, but this cannot be told. */
  | { readonly kind: 'unknown'; readonly error: ShownError | null };

export interface DoctorCheck {
  readonly busy: boolean;
  /** By TrueConf ID, as far as they are known by now. */
  readonly findings: ReadonlyMap<string, Finding>;
  readonly run: (server: Pick<Test, 'server' | 'secret'>, ids: readonly string[]) => Promise<void>;
}

type Test = RequestInput<'connection:test'>;

export function useDoctorCheck(): DoctorCheck {
  const api = useApi();
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [findings, setFindings] = useState<ReadonlyMap<string, Finding>>(new Map());
  const run: DoctorCheck['run'] = async (server, ids) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFindings(new Map());
    for (const ownerId of ids) {
      const answer = await api.request('connection:test', { ...server, ownerId });
      const finding = answer.ok ? findingOf(answer.value.stages) : failed(answer.error);
      setFindings((known) => new Map(known).set(ownerId, finding));
    }
    running.current = false;
    setBusy(false);
  };
  return { busy, findings, run };
}

const failed = (error: ErrorView): Finding => ({ kind: 'failed', error });

/** What the test says of the ID; where it did not come so far, what stopped it. */
export function findingOf(stages: readonly TestStage[]): Finding {
  const owner = stages.find(({ stage }) => stage === 'owner');
  if (owner?.outcome === 'passed') return { kind: 'found', name: String(owner.facts['name'] ?? '') };
  if (owner?.outcome === 'failed' && owner.error) return { kind: 'failed', error: owner.error };
  const stopped = stages.find(({ outcome, error }) => outcome === 'failed' && error !== null);
  if (owner?.outcome === 'unknown') return { kind: 'unknown', error: owner.error };
  return stopped?.error ? { kind: 'failed', error: stopped.error } : { kind: 'unknown', error: null };
}
