/** What both ways of running the desktop have in common: with a core of its own, and with the clinic's service. */
import { join } from 'node:path';
import type { UpdateState } from '../../shared/ipc/life.ts';
import type { Language } from '../../shared/settings.ts';
import type { ClinicPlace } from '../clinic/place.ts';
import type { Log, SettingsStore } from '../ports.ts';
import { badgeWays } from '../security/attention.ts';
import type { Place } from '../security/ownPage.ts';
import type { SystemPolicy } from '../settings/systemPolicy.ts';
import { systemClock, systemRandom } from '../system.ts';
import type { Life } from './createLife.ts';
import type { Invocation } from './invocation.ts';
import { eventSender, serveRequests, type Dispatch, type IpcParts } from './ipc.ts';
import type { Links } from './links.ts';
import type { DesktopPort } from './port.ts';
import { serveScheme } from './scheme.ts';
import type { ShellWindowFacts } from './shellWindow.ts';
import { beCalled, isHiddenStart, trayMenu } from './start.ts';
import type { MainWindow } from './window.ts';

export interface Running {
  readonly desktop: DesktopPort;
  /** Folder of the built main process. */
  readonly here: string;
  readonly invocation: Invocation;
  readonly links: Links;
  /** Of this computer. */
  readonly language: () => Language;
}

export interface Start {
  readonly place: ClinicPlace;
  readonly settingsStore: SettingsStore;
  readonly policy: SystemPolicy['policy'];
  readonly log: Log;
}

/** What the window is in either case. `language`: of this desk. */
export const windowFacts = (
  { desktop, here, invocation, links }: Running,
  log: Log,
  language: () => Language,
) =>
  ({
    preload: join(here, '../preload/index.cjs'),
    icon: join(here, '../../resources/icon.png'),
    packaged: desktop.app.isPackaged,
    platform: process.platform,
    folder: desktop.app.getPath('userData'),
    startsHidden: isHiddenStart(desktop, invocation),
    menu: trayMenu(desktop, links, language),
    ...{ clock: systemClock, log, language },
  }) satisfies Partial<ShellWindowFacts>;

/** Where it was started hidden, closing its window hides it again. */
export const livingOf = ({
  startsHidden,
  platform,
}: Pick<ShellWindowFacts, 'startsHidden' | 'platform'>) => ({
  livesHidden: startsHidden && badgeWays(platform).tray,
  clock: systemClock,
});

export function tellUpdates({ current }: MainWindow): (state: UpdateState) => void {
  const send = eventSender(current);
  return (state) => send('shell:updateChanged', state);
}

export function show({ desktop, links }: Running, window: MainWindow, { updates }: Life): void {
  window.start();
  beCalled(desktop, window, links);
  updates.start();
}

export const addressOf = (page: Place): string => `${page.protocol}//${page.host}/`;

export function serve(
  { desktop, here }: Running,
  window: MainWindow,
  dispatch: Dispatch,
  parts: Omit<IpcParts, 'windowId' | 'random'>,
): void {
  serveScheme(desktop, join(here, '../renderer'));
  serveRequests(desktop, dispatch, { ...parts, windowId: window.contentsId, random: systemRandom });
  if (process.platform !== 'darwin') desktop.Menu.setApplicationMenu(null);
}
