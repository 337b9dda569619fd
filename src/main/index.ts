/**
 * Desktop entry. What Electron takes before `ready` only is done while this file loads, without any `await`: with a
 * top-level `await` for `ready`, an ES module would wait for itself.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fill, messages } from '../shared/i18n/messages.ts';
import { clinicMark } from '../shared/deskLine/service.ts';
import type { Language } from '../shared/settings.ts';
import { createApp, type App } from './app.ts';
import { startDemoServer } from './demoServer.ts';
import { checkService } from './clinic/checkService.ts';
import { readPlace, type ClinicPlace } from './clinic/place.ts';
import { clinicRoutes, isClinicChannel, type ClinicDoor } from './clinic/routes.ts';
import { createClinic } from './desktop/clinic.ts';
import { desktop } from './desktop/desktop.ts';
import { createGuests } from './desktop/guests.ts';
import { preferredLanguage, readInvocation } from './desktop/invocation.ts';
import { eventSender, serveRequests, type Dispatch, type IpcParts } from './desktop/ipc.ts';
import { protect } from './desktop/protect.ts';
import { stopOnQuit } from './desktop/quit.ts';
import { registerScheme, serveScheme } from './desktop/scheme.ts';
import { createSecretBox } from './desktop/secretBox.ts';
import { desktopSettingsStore } from './desktop/settings.ts';
import { isShellChannel } from './desktop/shell.ts';
import { createShellWindow, type ShellWindow } from './desktop/shellWindow.ts';
import type { MainWindow } from './desktop/window.ts';
import { onlyDoctor } from './ipc/caller.ts';
import { createRouter } from './ipc/router.ts';
import { causeOf } from './log/cause.ts';
import { createLog } from './log/log.ts';
import type { Log, SettingsStore } from './ports.ts';
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
  const settingsStore = desktopSettingsStore(desktop, dataDir);
  const place = readPlace(settingsStore, environment.value);
  const start = { place, settingsStore, log };
  if (place.address === '') runAlone(start, createCore(dataDir, environment.value, start));
  else runInClinic(start);
}

interface Start {
  readonly place: ClinicPlace;
  readonly settingsStore: SettingsStore;
  readonly log: Log;
}

function runAlone(start: Start, core: App): void {
  const { log } = start;
  const page = ownPage(process.env['ELECTRON_RENDERER_URL'], app.isPackaged);
  const { window, shell, calls } = createShellWindow(
    desktop,
    { ...windowFacts(), address: addressOf(page) },
    process.platform,
  );
  const { share } = calls;
  const pin = () => core.settings().server.pin;
  const guests = createGuests(desktop, { pin, share, now: systemClock.now });
  const messengers = () => core.settings().messages.messengers;
  protect(desktop, { page, guests, messengers, window }, () => {
    const chosen = core.settings().app.language;
    return { core: 'alone', language: chosen === 'system' ? language() : chosen };
  });
  stopOnQuit(desktop, core, { clock: systemClock, log });
  const { promise: started, resolve } = Promise.withResolvers<void>();
  const toCore: Dispatch = (channel, input) => core.router.dispatch(channel, input, onlyDoctor);
  const onSignedOut = core.signedOut;
  serve(window, withOwn(toCore, { ...start, shell, calls }), { page, guests, onSignedOut, log, started });
  const send = eventSender(window.current);
  core.onEvent(({ channel, payload }) => send(channel, payload));
  // Before the core starts: its vault may ask the person, who must see a window by then.
  window.open();
  core.start().then(resolve, (error: unknown) => {
    log.error('desktop.start-failed', { cause: causeOf(error) });
    end(messages[language()].errors['storage-failed']);
  });
}

/** With the clinic's service: nothing is kept here and nobody is listened to. */
function runInClinic(start: Start): void {
  const { log, place } = start;
  const page = ownPage(process.env['ELECTRON_RENDERER_URL'], app.isPackaged);
  const facts = windowFacts();
  const clinic = createClinic(desktop, {
    origin: place.address,
    version: app.getVersion(),
    icon: facts.icon,
    language: language(),
    clock: systemClock,
    log,
  });
  const { window, shell, calls } = createShellWindow(
    desktop,
    {
      ...facts,
      address: `${addressOf(page)}${clinicMark}`,
      onClosed: clinic.window.close,
      onFocus: clinic.desk.wake,
    },
    process.platform,
  );
  const { share } = calls;
  const guests = createGuests(desktop, { pin: () => null, share, now: systemClock.now });
  const { messengers } = clinic.desk;
  const parts = { page, guests, messengers, clinicWindow: clinic.window };
  protect(desktop, { ...parts, window }, () => ({ core: 'clinic', language: language() }));
  stopOnQuit(desktop, { stop: async () => clinic.desk.stop() }, { clock: systemClock, log });
  const dispatch = withOwn(clinic.desk.dispatch, { ...start, shell, calls, door: clinic.door });
  serve(window, dispatch, { page, guests, log, started: Promise.resolve() });
  clinic.desk.onEvent(eventSender(window.current));
  window.open();
  clinic.desk.start();
}

/** What the desktop answers itself, in front of who answers the rest. */
function withOwn(
  dispatch: Dispatch,
  start: Start & Omit<ShellWindow, 'window'> & { readonly door?: ClinicDoor },
): Dispatch {
  const clinic = clinicRoutes({
    ...start,
    check: (address) => checkService(address, { clock: systemClock }),
    restart() {
      app.relaunch();
      app.quit();
    },
  });
  const routes = { ...clinic, ...start.shell.routes, ...start.calls.routes };
  const own = createRouter({ routes, random: systemRandom, log: start.log });
  return (channel, input) =>
    isClinicChannel(channel) || isShellChannel(channel)
      ? own.dispatch(channel, input, onlyDoctor)
      : dispatch(channel, input);
}

const windowFacts = () => ({
  preload: join(here, '../preload/index.cjs'),
  icon: join(here, '../../resources/icon.png'),
  packaged: app.isPackaged,
});

const addressOf = (page: Place): string => `${page.protocol}//${page.host}/`;

function serve(window: MainWindow, dispatch: Dispatch, parts: Omit<IpcParts, 'windowId' | 'random'>): void {
  serveScheme(desktop, join(here, '../renderer'));
  serveRequests(desktop, dispatch, { ...parts, windowId: window.contentsId, random: systemRandom });
  app.on('second-instance', window.open);
  if (process.platform !== 'darwin') desktop.Menu.setApplicationMenu(null);
}

function createCore(dataDir: string, environment: Environment, { settingsStore, log }: Start): App {
  const secretBox = createSecretBox(desktop, {
    file: join(dataDir, 'secrets.json'),
    platform: process.platform,
    log,
  });
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
