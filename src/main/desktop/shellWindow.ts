/** The one window, with what the desktop does for its page around it. */
import { createCallWindow, type CallWindow } from './callWindow.ts';
import { eventSender } from './ipc.ts';
import type { DesktopPort } from './port.ts';
import { createShell, type Shell } from './shell.ts';
import { createMainWindow, type MainWindow, type WindowFacts } from './window.ts';

type Ports = Pick<DesktopPort, 'BrowserWindow'> &
  Parameters<typeof createShell>[0] &
  Parameters<typeof createCallWindow>[0];

export interface ShellWindow {
  readonly window: MainWindow;
  readonly shell: Shell;
  readonly calls: CallWindow;
}

export function createShellWindow(port: Ports, facts: WindowFacts, platform: NodeJS.Platform): ShellWindow {
  const window = createMainWindow(port, {
    ...facts,
    onClosed() {
      shell.forget();
      calls.forget();
      facts.onClosed?.();
    },
    onGone() {
      shell.forget();
      calls.forget();
      facts.onGone?.();
    },
    onLoaded: () => calls.forget(),
  });
  const send = eventSender(window.current);
  const shell = createShell(port, {
    platform,
    icon: facts.icon,
    window: window.current,
    open: window.open,
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
