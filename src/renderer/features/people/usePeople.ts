import { useCallback, useEffect, useState } from 'react';
import type { ErrorView, RequestOutput } from '../../../shared/ipc/contract.ts';
import { useApi, useDesk } from '../../state/DeskContext.tsx';

type PeopleList = RequestOutput<'people:list'>;

export interface People {
  /** `null`: not known yet. */
  readonly list: PeopleList | null;
  /** Why it could not be loaded. */
  readonly error: ErrorView | null;
  /** After each change: what others changed meanwhile is seen with it. */
  readonly reload: () => Promise<void>;
}

export function usePeople(): People {
  const api = useApi();
  const isUp = useDesk((state) => state.connection === 'up');
  const [list, setList] = useState<PeopleList | null>(null);
  const [error, setError] = useState<ErrorView | null>(null);
  const reload = useCallback(async () => {
    const answer = await api.request('people:list', {});
    setError(answer.ok ? null : answer.error);
    if (answer.ok) setList(answer.value);
  }, [api]);
  useEffect(() => {
    if (isUp) queueMicrotask(() => void reload());
  }, [isUp, reload]);
  return { list, error, reload };
}
