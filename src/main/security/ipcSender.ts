/** Who may speak to the main process. */
import { isAt, type Place } from './ownPage.ts';

export interface Sender {
  /** WebContents id of the sender. */
  readonly contentsId: number;
  /** `null`: the frame was gone or had navigated when it was looked at. */
  readonly frame: { readonly url: string; readonly isMain: boolean } | null;
}

/**
 * Only the main frame of the app's own window, on the app's own page. The WebContents id is compared, not the
 * window: a webview's guest resolves to its embedder's window and would pass.
 * @param windowContentsId `null` while there is no window.
 */
export function isTrustedSender(sender: Sender, windowContentsId: number | null, page: Place): boolean {
  return (
    sender.frame !== null &&
    sender.frame.isMain &&
    sender.contentsId === windowContentsId &&
    isAt(sender.frame.url, page)
  );
}
