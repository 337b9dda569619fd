/** The one window, with what the desktop does for its page around it. */
import { createCallWindow, type CallWindow } from './callWindow.ts';
import type { Closing } from './closing.ts';
import { recoverPage, type CrashParts } from './crashes.ts';
import { eventSender } from './ipc.ts';
import type { DesktopPort, MenuLine } from './port.ts';
import { createShell, type Shell } from './shell.ts';
import { createMainWindow, type MainWindow, type WindowFacts } from './window.ts';
import { createPlaceKeeper } from './windowPlace.ts';

type Ports = Pick<DesktopPort, 'BrowserWindow' | 'dialog'> &
  Parameters<typeof createShell>[0] &
  Parameters<typeof createCallWindow>[0];

export interface ShellWindow {
  readonly window: MainWindow;
  readonly shell: Shell;
  readonly calls: CallWindow;
}

export interface ShellWindowFacts extends WindowFacts, CrashParts {
  readonly platform: NodeJS.Platform;
  /** Of the user's data. */
  readonly folder: string;
  /** What it loads. */
  readonly address: string;
  readonly startsHidden: boolean;
  /** Of the icon beside the clock. */
  readonly menu: (open: () => void) => MenuLine[];
  /** What is asked before it closes; made after the window. */
  readonly closing: () => Closing;
  readonly onClosed?: () => void;
  readonly onFocus?: () => void;
}

export function createShellWindow(port: Ports, facts: ShellWindowFacts): ShellWindow {
  const { platform, startsHidden } = facts;
  const places = createPlaceKeeper(port, facts);
  const forget = (): void => {
    shell.forget();
    calls.forget();
  };
  const window = createMainWindow(port, {
    ...facts,
    opening: places.opening,
    onMade: (made, load) => recoverPage(port, made, load, facts),
    onClose(made, event) {
      // Also where it only hides: the computer may go off without asking again.
      places.keep(calls.place(made));
      facts.closing().onClose(event);
    },
    onSystemEnds: () => facts.closing().systemEnds(),
    onClosed() {
      forget();
      facts.onClosed?.();
    },
    onGone: forget,
    onLoaded: () => calls.forget(),
  });
  const send = eventSender(window.current);
  const shell = createShell(port, {
    platform,
    icon: facts.icon,
    window: window.current,
    open: window.open,
    menu: () => facts.menu(window.open),
    stays: startsHidden,
    tell: (visitId) => send('shell:opened', { visitId }),
  });
  const calls = createCallWindow(port, {
    platform,
    environment: process.env,
    window: window.current,
    ask: (question) => send('shell:chooseScreen', question),
  });
  return { window, shell, calls };
}
