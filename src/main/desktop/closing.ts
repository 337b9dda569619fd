/**
 * A page that would rather stay (`beforeunload`) keeps the window open in silence: so the person is asked here. Not by a
 * dialog that blocks, because the patients' page is served by this very process.
 */
import type { MessageBoxOptions } from 'electron';
import { closingQuestion, type ClosingFacts } from '../security/closing.ts';
import type { ContentsPort, DesktopPort, WindowPort } from './port.ts';

export interface ClosingParts {
  readonly window: () => WindowPort | null;
  readonly facts: () => ClosingFacts;
}

export function askBeforeClosing(port: Pick<DesktopPort, 'app' | 'dialog'>, parts: ClosingParts): void {
  /** The window that may go: it was asked about. */
  let free: WindowPort | null = null;
  let asking = false;

  async function ask(window: WindowPort): Promise<void> {
    const { buttons, ...words } = closingQuestion(parts.facts());
    const options: MessageBoxOptions = {
      type: 'question',
      ...words,
      buttons: [...buttons],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    };
    const { response } = await port.dialog.showMessageBox(window, options);
    if (response === 0 || window.isDestroyed()) return;
    free = window;
    window.close();
  }

  async function askOnce(window: WindowPort): Promise<void> {
    if (asking) return;
    asking = true;
    try {
      await ask(window);
    } catch {
      // A box that cannot be shown: the window stays, and the next attempt asks again.
    } finally {
      asking = false;
    }
  }

  const isOwn = (contents: ContentsPort): boolean => parts.window()?.webContents.id === contents.id;
  port.app.on('web-contents-created', (_event, contents) => {
    contents.on('will-prevent-unload', (event) => {
      const window = parts.window();
      // A guest keeps nothing open; nor does the window of signing in.
      if (!window || !isOwn(contents) || free === window) {
        event.preventDefault();
        return;
      }
      void askOnce(window);
    });
  });
}
