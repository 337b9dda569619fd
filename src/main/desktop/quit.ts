/** The end of the program, whoever asks for it: the window, the menu, the system, a signal. */
import type { App } from '../app.ts';
import { causeOf } from '../log/cause.ts';
import type { Clock, Log } from '../ports.ts';
import type { Closing } from './closing.ts';
import type { DesktopPort } from './port.ts';
import type { Updates } from './updates.ts';

/** Milliseconds that the core has for closing what is open. */
const stopTimeoutMs = 2_000;

export interface QuitParts {
  readonly closing: Pick<Closing, 'systemEnds'>;
  readonly updates: Pick<Updates, 'ending'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Quits with the last window; the core is stopped first, and the program ends even when that hangs or fails. */
export function stopOnQuit(
  { app }: Pick<DesktopPort, 'app'>,
  core: Pick<App, 'stop'>,
  { closing, updates, clock, log }: QuitParts,
): void {
  let stopping = false;
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (stopping) return;
    stopping = true;
    clock.after(stopTimeoutMs, () => app.exit(0));
    // Asked while the visits can still be looked at.
    const install = updates.ending();
    core
      .stop()
      .catch((error: unknown) => log.error('desktop.stop-failed', { cause: causeOf(error) }))
      .then(() => install?.())
      .catch((error: unknown) => log.error('updates.not-installed', { cause: causeOf(error) }))
      .finally(() => app.exit(0));
  });
  // Whoever ends the process by a signal is no person who could answer a question.
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      closing.systemEnds();
      app.quit();
    });
}
