/** The log, the bundle for support, and what other installations left on the server. */
import { requests } from '../../shared/ipc/contract.ts';
import type { LogLine } from '../../shared/ipc/diagnostics.ts';
import { ok } from '../../shared/result.ts';
import { viewLog } from '../diagnostics/logView.ts';
import type { Leftovers } from '../diagnostics/leftovers.ts';
import { route, type Routes } from './router.ts';

type DiagnosticsChannel = 'log:read' | 'bundle:make' | 'leftovers:list' | 'leftovers:remove';

export interface DiagnosticsParts {
  /** Oldest first; absent: nothing is logged here (the demo). Errors: rejects when the log cannot be read. */
  readonly readLog?: (() => Promise<readonly LogLine[]>) | undefined;
  readonly makeBundle: () => Promise<string>;
  readonly leftovers: Leftovers;
}

export function diagnosticsRoutes(parts: DiagnosticsParts): Pick<Routes, DiagnosticsChannel> {
  const { readLog = async () => [], makeBundle, leftovers } = parts;
  return {
    'log:read': route(requests['log:read'], async (question) => ok(viewLog(await readLog(), question))),
    'bundle:make': route(requests['bundle:make'], async () => ok({ text: await makeBundle() })),
    'leftovers:list': route(requests['leftovers:list'], async () => leftovers.list()),
    'leftovers:remove': route(requests['leftovers:remove'], async ({ installation }) =>
      leftovers.remove(installation),
    ),
  };
}
