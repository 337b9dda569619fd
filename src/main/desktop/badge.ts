/** How many wait, where each system shows it: dock, launcher, task bar, beside the clock. */
import type { Badge } from '../../shared/ipc/shell.ts';
import { badgeWays } from '../security/attention.ts';
import type { AppPort, DesktopPort, TrayPort, WindowPort } from './port.ts';

export interface BadgeFacts {
  readonly platform: NodeJS.Platform;
  /** Absolute path of the icon while nobody waits. */
  readonly icon: string;
  readonly window: () => WindowPort | null;
  /** The icon beside the clock was clicked. */
  readonly onOpen: () => void;
}

export interface BadgeShower {
  show(badge: Badge): void;
  /** The page that counted is gone. */
  clear(): void;
}

type Ports = Pick<DesktopPort, 'nativeImage' | 'Tray'> & { readonly app: Pick<AppPort, 'setBadgeCount'> };

export function createBadge(port: Ports, facts: BadgeFacts): BadgeShower {
  const ways = badgeWays(facts.platform);
  let tray: TrayPort | null = null;
  const imageOf = (picture: string) => port.nativeImage.createFromDataURL(picture);

  function overlay(mark: string | null, text: string): void {
    const window = facts.window();
    if (ways.overlay && window && !window.isDestroyed())
      window.setOverlayIcon(mark === null ? null : imageOf(mark), text);
  }
  function onTray({ text, icon }: Badge): void {
    tray ??= makeTray();
    tray.setToolTip(text);
    tray.setImage(icon === null ? facts.icon : imageOf(icon));
  }
  function makeTray(): TrayPort {
    const made = new port.Tray(facts.icon);
    made.on('click', facts.onOpen);
    return made;
  }
  function show(badge: Badge): void {
    if (ways.number) port.app.setBadgeCount(badge.count);
    overlay(badge.mark, badge.text);
    if (ways.tray) onTray(badge);
  }
  return {
    show,
    clear() {
      if (ways.number) port.app.setBadgeCount(0);
      overlay(null, '');
      tray?.destroy();
      tray = null;
    },
  };
}
