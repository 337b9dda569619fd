/**
 * Asks before the window closes: where patients have links that die with this program, and where its page would rather stay
 * (`beforeunload`), which alone would keep the window open in silence. Not by a dialog that blocks, because the patients' page is
 * served by this very process until the answer.
 */
import type { MessageBoxOptions } from 'electron';
import { closingQuestion, closingWay, type ClosingFacts } from '../security/closing.ts';
import type { Clock } from '../ports.ts';
import type { ContentsPort, DesktopPort, Preventable, WindowPort } from './port.ts';

export interface ClosingParts {
  readonly window: () => WindowPort | null;
  readonly facts: () => ClosingFacts;
  /** Whether it was started hidden, and an icon beside the clock opens it again. */
  readonly livesHidden: boolean;
  readonly clock: Clock;
}

export interface Closing {
  /** Something wants this window closed: a person, the menu, or the program that quits. */
  onClose(event: Preventable): void;
  /** The computer goes off, or the user's session or this process is ended: nothing is asked any more. */
  systemEnds(): void;
}

/** A system that goes off does so within this time; one whose user has changed their mind asks again. */
const endingMs = 60_000;

export function askBeforeClosing(
  port: Pick<DesktopPort, 'app' | 'dialog' | 'powerMonitor'>,
  parts: ClosingParts,
): Closing {
  /** The window that may go: it was asked about. */
  let free: WindowPort | null = null;
  let asked: AbortController | null = null;
  let quits = false;
  let ending = false;

  async function ask(window: WindowPort, why: 'page' | 'links', { signal }: AbortController): Promise<void> {
    const { buttons, ...words } = closingQuestion(parts.facts(), why);
    const options: MessageBoxOptions = {
      type: 'question',
      ...words,
      buttons: [...buttons],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      signal,
    };
    // From the icon's menu the program can be ended while its window is out of sight.
    if (!window.isVisible()) window.show();
    const { response } = await port.dialog.showMessageBox(window, options);
    if ((response === 0 && !signal.aborted) || window.isDestroyed()) return;
    free = window;
    window.close();
  }

  async function askOnce(window: WindowPort, why: 'page' | 'links'): Promise<void> {
    if (asked) return;
    asked = new AbortController();
    try {
      await ask(window, why, asked);
    } catch {
      // A box that cannot be shown: the window stays, and the next attempt asks again.
    } finally {
      asked = null;
      // Whoever stays has taken back the wish to quit.
      quits = false;
    }
  }

  function systemEnds(): void {
    ending = true;
    asked?.abort();
    parts.clock.after(endingMs, () => (ending = false));
  }

  function onClose(event: Preventable): void {
    const window = parts.window();
    if (!window) return;
    const { livesHidden } = parts;
    const isFree = free === window;
    const way = closingWay({ ...parts.facts(), isFree, systemEnds: ending, quits, livesHidden });
    if (way === 'go') return;
    event.preventDefault();
    if (way === 'hide') window.hide();
    else void askOnce(window, 'links');
  }

  port.app.on('before-quit', () => (quits = true));
  port.powerMonitor.on('shutdown', systemEnds);
  port.app.on('web-contents-created', (_event, contents) => {
    contents.on('will-prevent-unload', (event) => {
      const window = parts.window();
      // A guest keeps nothing open; nor does the window of signing in.
      if (!window || !isOwn(contents, window) || free === window || ending) event.preventDefault();
      else void askOnce(window, 'page');
    });
  });
  return { onClose, systemEnds };
}

const isOwn = (contents: ContentsPort, window: WindowPort): boolean => window.webContents.id === contents.id;
