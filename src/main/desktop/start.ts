/** How this start of the desktop is seen, and how another start and the system call it. */
import { fill, messages } from '../../shared/i18n/messages.ts';
import type { Language } from '../../shared/settings.ts';
import { bringsForward, startsHidden } from '../security/autostart.ts';
import { refusedSwitch } from '../security/switches.ts';
import type { Invocation } from './invocation.ts';
import { eventSender } from './ipc.ts';
import { registerLinks, type Links } from './links.ts';
import type { DesktopPort, MenuLine } from './port.ts';
import type { MainWindow } from './window.ts';

type App = Pick<DesktopPort, 'app'>;

/** Why this start is refused, as a sentence; `null`: it is not. */
export function refusal({ app }: App, language: () => Language): string | null {
  const { argv, platform } = process;
  const found = refusedSwitch(argv.slice(1), { packaged: app.isPackaged, platform });
  return found && fill(messages[language()].desktop['switch-refused'], { switch: found });
}

/** Only after `ready`. */
export function isHiddenStart({ app }: App, { hidden }: Pick<Invocation, 'hidden'>): boolean {
  const { platform } = process;
  const atLogin = platform === 'darwin' && app.isPackaged && app.getLoginItemSettings().wasOpenedAtLogin;
  return startsHidden({ platform, isAsked: hidden, atLogin });
}

/** The menu of the icon beside the clock. */
export function trayMenu({ app }: App, links: Links, language: () => Language) {
  return (open: () => void): MenuLine[] => {
    const { desktop } = messages[language()];
    return [
      { label: desktop['tray-open'], click: open },
      { label: desktop['tray-new'], click: () => links.offer({ kind: 'new' }) },
      { label: desktop['tray-quit'], click: () => app.quit() },
    ];
  };
}

/** Whoever calls the desk brings its window forward; an address is then asked for by its page. */
export function beCalled({ app }: App, window: MainWindow, links: Links): void {
  const { platform, execPath, argv } = process;
  const send = eventSender(window.current);
  registerLinks({ app }, { packaged: app.isPackaged, platform, execPath, script: argv[1] });
  app.on('second-instance', (_event, parameters) => {
    if (bringsForward(parameters)) window.open();
    links.offerFrom(parameters);
  });
  // macOS: its icon in the Dock was clicked.
  app.on('activate', window.open);
  links.onOffered(() => {
    window.open();
    send('shell:linked', {});
  });
}
