import { useCallback, useEffect, useRef, useState } from 'react';
import { begun, startRecovery, type Recovery, type RecoveryEvent, type RecoveryRun } from './recovery.ts';

function after(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
}

/** The recovery of the page that is shown now, from its first load on. */
export function useRecovery(): {
  readonly recovery: Recovery;
  readonly hear: (event: RecoveryEvent) => void;
} {
  const [recovery, setRecovery] = useState(begun);
  const run = useRef<RecoveryRun>(null);
  useEffect(() => {
    const started = startRecovery(after, setRecovery);
    run.current = started;
    return () => started.stop();
  }, []);
  const hear = useCallback((event: RecoveryEvent) => run.current?.hear(event), []);
  return { recovery, hear };
}
