/** The pages of the history as they come, for the search that is typed now. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DeskApi } from '../../../shared/ipc/contract.ts';
import type { HistoryCursor, HistoryEntry } from '../../../shared/ipc/history.ts';
import { useApi } from '../../state/DeskContext.tsx';
import type { ShownError } from '../../ui/useErrorText.ts';

export interface History {
  readonly entries: readonly HistoryEntry[];
  /** What the entries were searched for; empty: all. */
  readonly searched: string;
  /** Up to where was looked; `null`: to the end. */
  readonly next: HistoryCursor | null;
  readonly busy: boolean;
  readonly error: ShownError | null;
  /** `false`: nothing has come yet. */
  readonly loaded: boolean;
  /** More of the same, or the same again after an error. */
  readonly more: () => void;
}

/** So many a screen shows at once, and the same again for each "more". */
const pageSize = 50;
/** A search begins when the typing pauses. */
const typingMs = 200;

type State = Omit<History, 'more'>;
const nothing: State = { entries: [], searched: '', next: null, busy: true, error: null, loaded: false };

export function useHistory(search: string): History {
  const api = useApi();
  const [state, setState] = useState(nothing);
  const reading = useRef<AbortController | null>(null);
  const read = useCallback(
    (from: Pick<State, 'entries' | 'next' | 'searched'>) => {
      reading.current?.abort();
      reading.current = new AbortController();
      void readPage(api, from, reading.current.signal, setState);
    },
    [api],
  );
  useEffect(() => {
    const begin = () => read({ entries: [], next: null, searched: search });
    const timer = search === '' ? undefined : setTimeout(begin, typingMs);
    if (search === '') begin();
    return () => {
      clearTimeout(timer);
      reading.current?.abort();
    };
  }, [search, read]);
  const more = useCallback(() => {
    if (!state.busy) read(state);
  }, [read, state]);
  return { ...state, busy: state.busy || state.searched !== search, more };
}

/** One page more. The search looks at a part at a time: it goes on until the page is full or there is no more. */
async function readPage(
  api: DeskApi,
  from: Pick<State, 'entries' | 'next' | 'searched'>,
  signal: AbortSignal,
  tell: (how: (state: State) => State) => void,
): Promise<void> {
  const { searched } = from;
  let { entries, next } = from;
  const wanted = entries.length + pageSize;
  // What stood there stays in sight until something new has come.
  tell((state) => ({ ...state, busy: true, error: null }));
  do {
    const answer = await api.request('history:list', {
      limit: wanted - entries.length,
      ...(searched.trim() !== '' && { search: searched }),
      ...(next && { before: next }),
    });
    if (signal.aborted) return;
    if (!answer.ok) {
      const { error } = answer;
      tell(() => ({ entries, searched, next, busy: false, error, loaded: true }));
      return;
    }
    entries = [...entries, ...answer.value.entries];
    next = answer.value.next;
    const busy = next !== null && entries.length < wanted;
    tell(() => ({ entries, searched, next, busy, error: null, loaded: true }));
  } while (next !== null && entries.length < wanted);
}

/** All of a period (epoch ms), page by page, or why not; `undefined`: aborted. */
export async function readPeriod(
  api: DeskApi,
  period: { readonly from: number; readonly to: number },
  signal: AbortSignal,
): Promise<readonly HistoryEntry[] | ShownError | undefined> {
  const entries: HistoryEntry[] = [];
  let before: HistoryCursor | undefined;
  do {
    const answer = await api.request('history:list', { ...period, limit: 500, ...(before && { before }) });
    if (signal.aborted) return undefined;
    if (!answer.ok) return answer.error;
    entries.push(...answer.value.entries);
    before = answer.value.next ?? undefined;
  } while (before);
  return entries;
}
