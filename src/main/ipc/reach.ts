/** Whether links reach a phone: the test that IT plays with one (`reach/phoneTest.ts`). */
import { appError } from '../../shared/errors.ts';
import { requests } from '../../shared/ipc/contract.ts';
import { err, ok } from '../../shared/result.ts';
import type { HandlerParts } from './handlers.ts';
import { route, type Routes } from './router.ts';

type ReachChannel = 'reach:state' | 'reach:start' | 'reach:stop';

export function reachRoutes({ phoneTest }: Pick<HandlerParts, 'phoneTest'>): Pick<Routes, ReachChannel> {
  return {
    'reach:state': route(requests['reach:state'], async () => ok(phoneTest.state())),
    'reach:start': route(requests['reach:start'], async () => {
      const state = phoneTest.start();
      return state ? ok(state) : err(appError('page-not-open'));
    }),
    'reach:stop': route(requests['reach:stop'], async () => ok(phoneTest.stop())),
  };
}
