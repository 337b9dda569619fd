/** What IT looks at when something is wrong, tied to the running core. */
import type { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';
import type { AppConfig } from '../app.ts';
import { bundleText } from '../diagnostics/bundle.ts';
import { createLeftovers } from '../diagnostics/leftovers.ts';
import type { DiagnosticsParts } from '../ipc/diagnostics.ts';
import type { Ports } from '../ports.ts';
import type { Core } from './core.ts';

/** @param report of the last rehearsal; an error: there was none. */
export function createDiagnostics(
  { clock, log }: Ports,
  { version, shell, readLog }: AppConfig,
  { settings, server, hub, state }: Core,
  report: () => Result<string, AppError>,
): DiagnosticsParts {
  return {
    readLog,
    leftovers: createLeftovers({
      client: server.current,
      ownTag: () => hub.current()?.installationTag,
      clock,
      log,
    }),
    async makeBundle() {
      const rehearsal = report();
      return bundleText({
        version,
        shell,
        now: clock.now(),
        settings: settings.current(),
        locked: settings.locked(),
        status: state.status(),
        rehearsal: rehearsal.ok ? rehearsal.value : '',
        log: (await readLog?.()) ?? [],
      });
    },
  };
}
