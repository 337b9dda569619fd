/** The end of the program, whoever asks for it: the window, the menu, the system, a signal. */
import type { App } from '../app.ts';
import { causeOf } from '../log/cause.ts';
import type { Clock, Log } from '../ports.ts';
import type { DesktopPort } from './port.ts';

/** Milliseconds that the core has for closing what is open. */
const stopTimeoutMs = 2_000;

/** Quits with the last window; the core is stopped first, and the program ends even when that hangs or fails. */
export function stopOnQuit(
  { app }: Pick<DesktopPort, 'app'>,
  core: Pick<App, 'stop'>,
  parts: { readonly clock: Clock; readonly log: Log },
): void {
  let stopping = false;
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (stopping) return;
    stopping = true;
    parts.clock.after(stopTimeoutMs, () => app.exit(0));
    core
      .stop()
      .catch((error: unknown) => parts.log.error('desktop.stop-failed', { cause: causeOf(error) }))
      .finally(() => app.exit(0));
  });
}
