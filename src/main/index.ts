/**
 * Desktop entry. What Electron takes before `ready` only is done while this file loads, without any `await`: with a
 * top-level `await` for `ready`, an ES module would wait for itself.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fill, messages } from '../shared/i18n/messages.ts';
import type { Language, Settings } from '../shared/settings.ts';
import { createApp, type App } from './app.ts';
import { startDemoServer } from './demoServer.ts';
import { readPlace } from './clinic/place.ts';
import { desktop } from './desktop/desktop.ts';
import { createLife } from './desktop/createLife.ts';
import { createGuests } from './desktop/guests.ts';
import { preferredLanguage, readInvocation } from './desktop/invocation.ts';
import { eventSender, type Dispatch } from './desktop/ipc.ts';
import { createLinks } from './desktop/links.ts';
import { answerProxyLogins } from './desktop/proxyLogin.ts';
import { withOwn } from './desktop/ownChannels.ts';
import { protect } from './desktop/protect.ts';
import { stopOnQuit } from './desktop/quit.ts';
import {
  addressOf,
  livingOf,
  serve,
  show,
  tellUpdates,
  windowFacts,
  type Running,
  type Start,
} from './desktop/running.ts';
import { runInClinic } from './desktop/runInClinic.ts';
import { registerScheme } from './desktop/scheme.ts';
import { vaultIn } from './desktop/secretBox.ts';
import { desktopSettingsStore } from './desktop/settings.ts';
import { createShellWindow } from './desktop/shellWindow.ts';
import { refusal } from './desktop/start.ts';
import { systemProxyOf } from './desktop/systemProxy.ts';
import { onlyDoctor } from './ipc/caller.ts';
import { importHere, tellInUse } from './launch/importHere.ts';
import { causeOf } from './log/cause.ts';
import { createLog } from './log/log.ts';
import { readLogFiles } from './log/logFiles.ts';
import { guestProxy } from './security/guestProxy.ts';
import { ownPage } from './security/ownPage.ts';
import { takeEnvironment, type Environment } from './settings/environment.ts';
import { systemPolicy } from './settings/systemPolicy.ts';
import { systemClock, systemNetwork, systemRandom } from './system.ts';

const { app } = desktop;
const here = import.meta.dirname;
/** Electron's own argument comes first, then, unless packaged, the app's folder. */
const invocation = readInvocation(process.argv.slice(app.isPackaged ? 1 : 2));

app.enableSandbox();
registerScheme(desktop);
const links = createLinks(desktop, process.argv.slice(1));
const running: Running = { desktop, here, invocation, links, language };
const refused = refusal(desktop, language);
if (invocation.dataDir !== null) app.setPath('userData', resolve(invocation.dataDir));
// After the folder is set: the lock lies in it.
if (refused !== null) end(refused);
else if (app.requestSingleInstanceLock()) app.whenReady().then(run).catch(breakOff);
else app.exit(invocation.importEnv === null ? 0 : tellInUse(app.getPath('userData'), language()));

async function run(): Promise<void> {
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
  const { policy } = await systemPolicy();
  if (invocation.importEnv !== null) {
    const store = { store: settingsStore, secretBox: vaultIn(desktop, dataDir, log), policy, log };
    const said = { environment: environment.value, language: language() };
    app.exit(await importHere({ file: invocation.importEnv, ...store, ...said }));
    return;
  }
  const start = { place: readPlace(settingsStore, environment.value, policy), settingsStore, policy, log };
  if (start.place.address === '') runAlone(start, createCore(dataDir, environment.value, start));
  else runInClinic(running, start);
}

function runAlone(start: Start, core: App): void {
  const { log } = start;
  const page = ownPage(process.env['ELECTRON_RENDERER_URL'], app.isPackaged);
  const chosen = () => chosenLanguage(core.settings().app.language);
  const facts = windowFacts(running, log, chosen);
  const { window, shell, calls } = createShellWindow(desktop, {
    ...facts,
    address: addressOf(page),
    closing: () => closing,
  });
  const { share } = calls;
  const proxy = () => core.settings().server.proxy;
  const guests = createGuests(desktop, {
    ...{ trust: core.serverTrust, share, now: systemClock.now },
    proxy: () => guestProxy(proxy()),
  });
  answerProxyLogins(desktop, { guests, proxy, password: core.proxyPassword });
  const messengers = () => core.settings().messages.messengers;
  const closing = protect(desktop, { ...{ page, guests, messengers, window }, ...livingOf(facts) }, () => ({
    core: 'alone',
    ...core.inUse(),
    language: chosen(),
  }));
  const life = createLife(desktop, {
    ...{ links, clock: systemClock, log, inUse: core.inUse },
    updates: () => core.settings().updates,
    tell: tellUpdates(window),
  });
  stopOnQuit(desktop, core, { ...life, closing, clock: systemClock, log });
  const { promise: started, resolve } = Promise.withResolvers<void>();
  const toCore: Dispatch = (channel, input) => core.router.dispatch(channel, input, onlyDoctor);
  const onSignedOut = core.signedOut;
  core.onPartitionLeft((partition) => {
    guests.signOut(partition).then(
      () => core.signedOut(partition),
      (error: unknown) => log.warn('desktop.partition-not-erased', { cause: causeOf(error) }),
    );
  });
  serve(running, window, withOwn(desktop, toCore, { ...start, shell, calls, life: life.routes }), {
    ...{ page, guests, onSignedOut, log, started },
    askForMedia: life.media.ask,
  });
  const send = eventSender(window.current);
  core.onEvent(({ channel, payload }) => send(channel, payload));
  // Before the core starts: its vault may ask the person, who must see a window by then.
  show(running, window, life);
  core.start().then(resolve, (error: unknown) => {
    log.error('desktop.start-failed', { cause: causeOf(error) });
    end(messages[language()].errors['storage-failed']);
  });
}

const chosenLanguage = (chosen: Settings['app']['language']): Language =>
  chosen === 'system' ? language() : chosen;

function createCore(dataDir: string, environment: Environment, { settingsStore, policy, log }: Start): App {
  const ports = {
    clock: systemClock,
    random: systemRandom,
    network: systemNetwork,
    systemProxy: systemProxyOf(desktop),
    secretBox: vaultIn(desktop, dataDir, log),
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
    policy,
    systemLanguage: language(),
    demo: false,
    ...(invocation.joinPort !== null && { joinPort: invocation.joinPort }),
    startDemoServer,
    readLog: () => readLogFiles(join(dataDir, 'logs')),
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
