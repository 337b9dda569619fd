/** Makes the one window small and keeps it on top while a call is compact; the same window, so that nothing is loaded anew. */
import type { CallLayout } from '../../shared/ipc/callWindow.ts';
import { compactBounds, restoredBounds, type Area } from '../security/windowLayout.ts';
import type { WindowPlace } from '../security/windowPlace.ts';
import type { DesktopPort, WindowPort } from './port.ts';
import { minimumSize } from './window.ts';

export interface WindowLayout {
  set(layout: CallLayout): void;
  /** How the window stands, or stood before it became small. */
  place(window: WindowPort): WindowPlace;
}

/** How the window was before it became small. */
interface Former {
  readonly bounds: Area;
  readonly maximized: boolean;
  readonly fullScreen: boolean;
}

const compactMinimum = { width: 280, height: 220 } as const;

export function createWindowLayout(
  { screen }: Pick<DesktopPort, 'screen'>,
  current: () => WindowPort | null,
): WindowLayout {
  const formers = new WeakMap<WindowPort, Former>();

  function shrink(window: WindowPort): void {
    if (window.isMaximized()) window.unmaximize();
    window.setMinimumSize(compactMinimum.width, compactMinimum.height);
    window.setBounds(compactBounds(screen.getDisplayMatching(window.getBounds()).workArea));
    window.setAlwaysOnTop(true, 'floating');
  }

  function compact(window: WindowPort): void {
    if (formers.has(window)) return;
    const fullScreen = window.isFullScreen();
    formers.set(window, { bounds: window.getNormalBounds(), maximized: window.isMaximized(), fullScreen });
    if (!fullScreen) {
      shrink(window);
      return;
    }
    // Left by and by on macOS; what is set before is lost.
    window.once('leave-full-screen', () => formers.has(window) && shrink(window));
    window.setFullScreen(false);
  }

  function restore(window: WindowPort): void {
    const former = formers.get(window);
    if (!former) return;
    formers.delete(window);
    window.setAlwaysOnTop(false);
    window.setMinimumSize(minimumSize.width, minimumSize.height);
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    window.setBounds(restoredBounds(former.bounds, areas, screen.getPrimaryDisplay().workArea));
    if (former.maximized) window.maximize();
    if (former.fullScreen) window.setFullScreen(true);
  }

  return {
    place(window) {
      const { bounds, maximized } = formers.get(window) ?? {
        bounds: window.getNormalBounds(),
        maximized: window.isMaximized(),
      };
      return { bounds, maximized };
    },
    set(layout) {
      const window = current();
      if (!window || window.isDestroyed()) return;
      if (layout === 'compact') compact(window);
      else restore(window);
    },
  };
}
