/**
 * Desktop entry. What Electron takes before `ready` only is done while this file loads, without any `await`: with a
 * top-level `await` for `ready`, an ES module would wait for itself.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fill, messages } from '../shared/i18n/messages.ts';
import type { Language } from '../shared/settings.ts';
import { createApp, type App } from './app.ts';
import { startDemoServer } from './demoServer.ts';
import { guardContents } from './desktop/contents.ts';
import { desktop } from './desktop/desktop.ts';
import { createGuests, type Guests } from './desktop/guests.ts';
import { preferredLanguage, readInvocation } from './desktop/invocation.ts';
import { sendEvents, serveRequests, type IpcParts } from './desktop/ipc.ts';
import { installPermissions } from './desktop/permissions.ts';
import { stopOnQuit } from './desktop/quit.ts';
import { registerScheme, serveScheme } from './desktop/scheme.ts';
import { createSecretBox } from './desktop/secretBox.ts';
import { desktopSettingsStore } from './desktop/settings.ts';
import { createMainWindow, type MainWindow } from './desktop/window.ts';
import { causeOf } from './log/cause.ts';
import { createLog } from './log/log.ts';
import type { Log } from './ports.ts';
import { ownPage, type Place } from './security/ownPage.ts';
import { takeEnvironment, type Environment } from './settings/environment.ts';
import { systemClock, systemNetwork, systemRandom } from './system.ts';

const { app } = desktop;
const here = import.meta.dirname;
/** Electron's own argument comes first, then, unless packaged, the app's folder. */
const invocation = readInvocation(process.argv.slice(app.isPackaged ? 1 : 2));

app.enableSandbox();
registerScheme(desktop);
if (invocation.dataDir !== null) app.setPath('userData', resolve(invocation.dataDir));
// After the folder is set: the lock lies in it.
if (app.requestSingleInstanceLock()) app.whenReady().then(run).catch(breakOff);
else app.exit(0);

function run(): void {
  const dataDir = app.getPath('userData');
  mkdirSync(dataDir, { recursive: true });
  const environment = takeEnvironment(process.env);
  if (!environment.ok) {
    const { launch } = messages[language()];
    end(environment.error.map(({ variable, problem }) => fill(launch[problem], { variable })).join('\n'));
    return;
  }
  const log = createLog({ folder: join(dataDir, 'logs'), stderr: app.isPackaged ? null : 'info' });
  const core = createCore(dataDir, environment.value, log);
  const page = ownPage(process.env['ELECTRON_RENDERER_URL'], app.isPackaged);
  const window = createMainWindow(desktop, {
    preload: join(here, '../preload/index.cjs'),
    icon: join(here, '../../resources/icon.png'),
    packaged: app.isPackaged,
    address: `${page.protocol}//${page.host}/`,
  });
  const guests = protect(core, page, window);
  stopOnQuit(desktop, core, { clock: systemClock, log });
  open(core, window, { page, guests, log });
}

/** Everything that limits what pages can do, before there is a page. */
function protect(core: App, page: Place, window: MainWindow): Guests {
  const guests = createGuests(desktop, { pin: () => core.settings().server.pin, now: systemClock.now });
  guardContents(desktop, page, guests);
  installPermissions(desktop.session.defaultSession, () => ({ page: 'own', place: page }), window.contentsId);
  return guests;
}

function open(core: App, window: MainWindow, parts: Pick<IpcParts, 'page' | 'guests' | 'log'>): void {
  const { promise: started, resolve: start } = Promise.withResolvers<void>();
  serveScheme(desktop, join(here, '../renderer'));
  serveRequests(desktop, core, { ...parts, windowId: window.contentsId, random: systemRandom, started });
  sendEvents(core, window.current);
  app.on('second-instance', window.open);
  if (process.platform !== 'darwin') desktop.Menu.setApplicationMenu(null);
  // Before the core starts: its vault may ask the person, who must see a window by then.
  window.open();
  core.start().then(start, (error: unknown) => {
    parts.log.error('desktop.start-failed', { cause: causeOf(error) });
    end(messages[language()].errors['storage-failed']);
  });
}

function createCore(dataDir: string, environment: Environment, log: Log): App {
  const secretBox = createSecretBox(desktop, {
    file: join(dataDir, 'secrets.json'),
    platform: process.platform,
    log,
  });
  const settingsStore = desktopSettingsStore(desktop, dataDir);
  const ports = {
    clock: systemClock,
    random: systemRandom,
    network: systemNetwork,
    secretBox,
    settingsStore,
    log,
  };
  return createApp(ports, {
    dataDir,
    joinPageDir: join(here, '../join-page'),
    resourcesDir: join(here, '../../resources'),
    shell: 'desktop',
    version: app.getVersion(),
    environment,
    systemLanguage: language(),
    demo: false,
    ...(invocation.joinPort !== null && { joinPort: invocation.joinPort }),
    startDemoServer,
  });
}

function language(): Language {
  return preferredLanguage(app.getPreferredSystemLanguages());
}

/** Nothing can be done without this; the person is told and the program ends. */
function end(sentence: string): void {
  desktop.dialog.showErrorBox('Visit Desk', sentence);
  app.exit(1);
}

/** What nobody foresaw: an installation with files missing, a data folder that cannot be made. */
function breakOff(error: unknown): void {
  process.stderr.write(`Visit Desk: ${causeOf(error)}\n`);
  end(messages[language()].errors['internal']);
}
