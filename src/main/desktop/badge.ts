/** How many wait, where each system shows it: dock, launcher, task bar, beside the clock. */
import type { Badge } from '../../shared/ipc/shell.ts';
import { badgeWays } from '../security/attention.ts';
import type { AppPort, DesktopPort, MenuLine, TrayPort, WindowPort } from './port.ts';

export interface BadgeFacts {
  readonly platform: NodeJS.Platform;
  /** Absolute path of the icon while nobody waits. */
  readonly icon: string;
  readonly window: () => WindowPort | null;
  /** The icon beside the clock was clicked. */
  readonly onOpen: () => void;
  /** What its menu offers; on Linux that is all it has. */
  readonly menu: () => MenuLine[];
  /** Whether it is there from the start and stays without the page: it is the way to a window that is hidden. */
  readonly stays: boolean;
}

export interface BadgeShower {
  show(badge: Badge): void;
  /** The page that counted is gone. */
  clear(): void;
}

const appName = 'Visit Desk';

type Ports = Pick<DesktopPort, 'Menu' | 'nativeImage' | 'Tray'> & {
  readonly app: Pick<AppPort, 'setBadgeCount'>;
};

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
    made.setContextMenu(port.Menu.buildFromTemplate(facts.menu()));
    return made;
  }
  function show(badge: Badge): void {
    if (ways.number) port.app.setBadgeCount(badge.count);
    overlay(badge.mark, badge.text);
    if (ways.tray) onTray(badge);
  }
  if (facts.stays && ways.tray) {
    tray = makeTray();
    tray.setToolTip(appName);
  }
  return {
    show,
    clear() {
      if (ways.number) port.app.setBadgeCount(0);
      overlay(null, '');
      if (facts.stays) {
        tray?.setImage(facts.icon);
        tray?.setToolTip(appName);
        return;
      }
      tray?.destroy();
      tray = null;
    },
  };
}
