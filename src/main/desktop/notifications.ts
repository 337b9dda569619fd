/** Notices of the operating system. */
import type { Notice } from '../../shared/ipc/shell.ts';
import { noticeText } from '../security/attention.ts';
import type { DesktopPort, NotificationPort } from './port.ts';

export interface Notices {
  /** Whether the system has notices. One of the same name gives way. */
  show(notice: Notice): boolean;
  dismiss(name: string): void;
  dismissAll(): void;
}

/** @param onOpen A notice was clicked. */
export function createNotices(
  port: Pick<DesktopPort, 'Notification'>,
  facts: { readonly platform: NodeJS.Platform; readonly onOpen: (visitId: string | null) => void },
): Notices {
  // Held until they close: one that nobody holds does not hear its click.
  const shown = new Map<string, NotificationPort>();
  const dismiss = (name: string): void => {
    const notice = shown.get(name);
    shown.delete(name);
    notice?.close();
  };
  return {
    show({ name, title, text, visitId }) {
      if (!port.Notification.isSupported()) return false;
      dismiss(name);
      const notice = new port.Notification({
        title: noticeText(title, facts.platform),
        body: noticeText(text, facts.platform),
        // The desk has a sound of its own.
        silent: true,
      });
      const forget = (): void => {
        if (shown.get(name) === notice) shown.delete(name);
      };
      notice.on('click', () => {
        forget();
        facts.onOpen(visitId);
      });
      notice.on('close', forget);
      notice.on('failed', forget);
      shown.set(name, notice);
      notice.show();
      return true;
    },
    dismiss,
    dismissAll() {
      for (const name of [...shown.keys()]) dismiss(name);
    },
  };
}
