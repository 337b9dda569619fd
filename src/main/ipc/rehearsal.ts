/** The rehearsal, as desks ask for it. */
import type { AppError } from '../../shared/errors.ts';
import { requests } from '../../shared/ipc/contract.ts';
import type { RehearsalState } from '../../shared/ipc/rehearsal.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { Language } from '../../shared/settings.ts';
import { route, type Routes } from './router.ts';

export interface RehearsalParts {
  readonly rehearsals: {
    state(): RehearsalState;
    start(): Promise<Result<RehearsalState, AppError>>;
    cancel(): Promise<Result<RehearsalState, AppError>>;
    report(language: Language): Result<string, AppError>;
  };
}

type RehearsalChannel = 'rehearsal:state' | 'rehearsal:start' | 'rehearsal:cancel' | 'rehearsal:report';

export function rehearsalRoutes({ rehearsals }: RehearsalParts): Pick<Routes, RehearsalChannel> {
  return {
    'rehearsal:state': route(requests['rehearsal:state'], async () => ok(rehearsals.state())),
    'rehearsal:start': route(requests['rehearsal:start'], () => rehearsals.start()),
    'rehearsal:cancel': route(requests['rehearsal:cancel'], () => rehearsals.cancel()),
    'rehearsal:report': route(requests['rehearsal:report'], async ({ language }) => {
      const text = rehearsals.report(language);
      return text.ok ? ok({ text: text.value }) : text;
    }),
  };
}
