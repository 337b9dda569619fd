/** A browser around the page: notices of the Web Notifications standard, the tab's icon, the Screen Wake Lock. */
import type { Badge } from '../../shared/ipc/shell.ts';
import type { NoticePort, NoticeState, ShellPorts } from '../shellPorts.ts';

export const browserShell = (): ShellPorts => {
  const screen = wakeLock();
  return {
    kind: 'browser',
    notices: browserNotices(),
    setBadge,
    keepsAwake: screen !== null,
    setAwake: (awake) => screen?.(awake),
  };
};

const states: Readonly<Record<NotificationPermission, NoticeState>> = {
  granted: 'granted',
  default: 'ask',
  denied: 'denied',
};

function browserNotices(): NoticePort {
  const shown = new Map<string, Notification>();
  const listeners = new Set<(visitId: string | null) => void>();
  // A browser of phones has the name and refuses to make one: notices are a service worker's there.
  let refuses = !('Notification' in window) || !window.isSecureContext;
  const state = (): NoticeState => (refuses ? 'none' : states[Notification.permission]);
  const dismiss = (name: string): void => {
    shown.get(name)?.close();
    shown.delete(name);
  };
  return {
    state,
    dismiss,
    async ask() {
      if (!refuses) await Notification.requestPermission();
      return state();
    },
    show({ name, title, text, visitId }) {
      if (state() !== 'granted') return;
      dismiss(name);
      try {
        const notice = new Notification(title, { body: text, tag: name, silent: true, icon: './icon.svg' });
        notice.onclick = () => {
          window.focus();
          dismiss(name);
          for (const listener of listeners) listener(visitId);
        };
        notice.onclose = () => {
          if (shown.get(name) === notice) shown.delete(name);
        };
        shown.set(name, notice);
      } catch {
        refuses = true;
      }
    },
    onOpened(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** On the tab's icon; on the app's own where somebody has installed the page. */
function setBadge({ count, icon }: Badge): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  if (link) {
    link.dataset['plain'] ??= link.href;
    link.type = icon === null ? 'image/svg+xml' : 'image/png';
    link.href = icon ?? link.dataset['plain'];
  }
  // It is refused where the page is not installed: the tab has its icon.
  if ('setAppBadge' in navigator) navigator.setAppBadge(count).catch(() => undefined);
}

/** `null`: this browser has none, or not for this page (over http). The browser takes it from a page that is out of sight. */
function wakeLock(): ((awake: boolean) => void) | null {
  if (!('wakeLock' in navigator)) return null;
  let isWanted = false;
  let held: WakeLockSentinel | null = null;
  let isTaking = false;
  async function settle(): Promise<void> {
    if (isTaking) return;
    isTaking = true;
    try {
      if (!isWanted) {
        await held?.release();
        held = null;
      } else if ((held === null || held.released) && document.visibilityState === 'visible') {
        held = await navigator.wakeLock.request('screen');
      }
    } catch {
      // A battery that is nearly empty: taken when the page is looked at again.
    }
    isTaking = false;
    if (!isWanted && held) await settle();
  }
  document.addEventListener('visibilitychange', () => void settle());
  return (awake) => {
    if (awake === isWanted) return;
    isWanted = awake;
    void settle();
  };
}
