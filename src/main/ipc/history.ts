/** The channels of the history: of those owners alone whose visits the caller may see. */
import { requests } from '../../shared/ipc/contract.ts';
import { ok } from '../../shared/result.ts';
import type { Desk } from '../visits/types.ts';
import { historyFor } from './listing.ts';
import { route, type Routes } from './router.ts';

type HistoryChannel = Extract<keyof Routes, `history:${string}`>;

export function historyRoutes(desk: () => Desk): Pick<Routes, HistoryChannel> {
  return {
    'history:list': route(requests['history:list'], async (wanted, caller) => {
      const answer = await historyFor(desk(), caller, wanted);
      return answer.ok ? ok({ ...answer.value, entries: [...answer.value.entries] }) : answer;
    }),
    'history:count': route(requests['history:count'], async ({ closedBefore }) => {
      const answer = await desk().countClosed(closedBefore);
      return answer.ok ? ok({ count: answer.value }) : answer;
    }),
    'history:erase': route(requests['history:erase'], async ({ closedBefore }, { accountId }) => {
      const answer = await desk().eraseClosed(closedBefore, accountId);
      return answer.ok ? ok({ erased: answer.value }) : answer;
    }),
  };
}
