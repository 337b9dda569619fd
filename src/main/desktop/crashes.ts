/** Loads the desk's own page anew when its process has ended; one that dies again and again is asked about. */
import { messages } from '../../shared/i18n/messages.ts';
import type { Language } from '../../shared/settings.ts';
import type { Clock, Log } from '../ports.ts';
import { afterCrash, isCrash } from '../security/crashes.ts';
import type { DesktopPort, WindowPort } from './port.ts';

export interface CrashParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly language: () => Language;
}

/** @param load loads the page. The core goes on, so the box must not hold the process up: patients' pages are served by it. */
export function recoverPage(
  port: Pick<DesktopPort, 'app' | 'dialog'>,
  window: WindowPort,
  load: () => void,
  { clock, log, language }: CrashParts,
): void {
  let crashes: readonly number[] = [];

  async function ask(): Promise<void> {
    const { desktop } = messages[language()];
    const { response } = await port.dialog.showMessageBox(window, {
      type: 'error',
      title: desktop['crash-title'],
      message: desktop['crash-message'],
      detail: desktop['crash-detail'],
      buttons: [desktop['crash-again'], desktop['crash-quit']],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    if (response === 1) port.app.quit();
    else if (!window.isDestroyed()) {
      crashes = [];
      load();
    }
  }

  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (!isCrash(reason) || window.isDestroyed()) return;
    const answer = afterCrash(crashes, clock.now());
    crashes = answer.crashes;
    log.error('desktop.page-crashed', { reason, times: crashes.length });
    if (answer.again) load();
    // A box that cannot be shown: the next start of the program opens the window again.
    else ask().catch(load);
  });
}
