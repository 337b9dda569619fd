/** Accounts and sites, which only the clinic's service has: it brings this, one method for each channel. */
import { appError, type AppError } from '../../shared/errors.ts';
import { requests, type HandlerInput, type RequestOutput } from '../../shared/ipc/contract.ts';
import { err, type Result } from '../../shared/result.ts';
import type { Caller } from './caller.ts';
import { route, type Routes } from './router.ts';

export type PeopleChannel =
  'people:list' | 'people:create' | 'people:change' | 'people:setPassword' | 'sites:put' | 'sites:remove';

/** Who may call them is decided before; `caller` says who did. */
export type People = {
  readonly [C in PeopleChannel]: (
    input: HandlerInput<C>,
    caller: Caller,
  ) => Promise<Result<RequestOutput<C>, AppError>>;
};

const absent = async (): Promise<Result<never, AppError>> => err(appError('unknown-channel'));

const nobody: People = {
  'people:list': absent,
  'people:create': absent,
  'people:change': absent,
  'people:setPassword': absent,
  'sites:put': absent,
  'sites:remove': absent,
};

/** Without people every one of these channels answers `unknown-channel`. */
export function peopleRoutes(people: People = nobody): Pick<Routes, PeopleChannel> {
  return {
    'people:list': route(requests['people:list'], people['people:list']),
    'people:create': route(requests['people:create'], people['people:create']),
    'people:change': route(requests['people:change'], people['people:change']),
    'people:setPassword': route(requests['people:setPassword'], people['people:setPassword']),
    'sites:put': route(requests['sites:put'], people['sites:put']),
    'sites:remove': route(requests['sites:remove'], people['sites:remove']),
  };
}
