/** One run of the web shell: opens everything in order, tells the addresses, closes everything in the other order. */
import { join } from 'node:path';
import { messages, fill } from '../../shared/i18n/messages.ts';
import { createApp, type App } from '../app.ts';
import { startDemoServer } from '../demoServer.ts';
import { causeOf } from '../log/cause.ts';
import { createLog } from '../log/log.ts';
import { readLogFiles } from '../log/logFiles.ts';
import type { Log, Ports } from '../ports.ts';
import { emptyEnvironment, type Environment } from '../settings/environment.ts';
import { emptyPolicy, type Policy } from '../settings/policy.ts';
import { systemClock, systemNetwork, systemProxy, systemRandom } from '../system.ts';
import { openFile, removeDoorFile, writeDoorFile } from '../web/openFile.ts';
import { openSettingsStore } from '../web/settingsStore.ts';
import { openWebShell, type WebShell } from '../web/shell.ts';
import type { Flags } from './flags.ts';
import { openProfile, type Profile } from './profile.ts';
import { outDir, readVersion, resourcesDir } from './projectRoot.ts';
import { systemLanguage, type Say } from './say.ts';
import { exitCodes, type Run } from './run.ts';

const tokenLifeSeconds = { usual: 30, printed: 60 } as const;

export interface WebRunParts {
  readonly flags: Flags;
  readonly environment: Environment;
  readonly policy: Policy;
  readonly say: Say;
}

/** Gives the run, or the exit code when it cannot be had; why is said then. */
export async function startWeb(parts: WebRunParts): Promise<Run | number> {
  const { flags, say } = parts;
  const profile = openProfile(flags, process.env);
  if (!profile.ok) {
    const { problem, path } = profile.error;
    say(problem, { path });
    return problem === 'data-dir-in-use' ? exitCodes.inUse : exitCodes.failed;
  }
  const log = createLog({ folder: profile.value.logDir, stderr: 'warn' });
  const app = createWebApp(parts, profile.value, log);
  try {
    await app.start();
  } catch (error) {
    log.error('app.start-failed', { cause: causeOf(error) });
    say('data-dir-unusable', { path: profile.value.dataDir });
    await closeAll(app, undefined, profile.value);
    return exitCodes.failed;
  }
  const shell = await openShell(app, flags);
  if (!shell) {
    say('app-port-taken', { port: flags.appPort ?? 0 });
    await closeAll(app, undefined, profile.value);
    return exitCodes.failed;
  }
  await tell(parts, app, shell, profile.value);
  return {
    ended: new Promise(() => undefined),
    stop: () => closeAll(app, shell, profile.value),
  };
}

function createWebApp({ flags, environment, policy }: WebRunParts, profile: Profile, log: Log): App {
  const ports: Ports = {
    clock: systemClock,
    random: systemRandom,
    network: systemNetwork,
    systemProxy,
    secretBox: profile.secretBox,
    settingsStore: openSettingsStore(profile.dataDir),
    log,
  };
  const joinPort = flags.joinPort ?? (flags.demo ? 0 : undefined);
  return createApp(ports, {
    dataDir: profile.dataDir,
    joinPageDir: join(outDir, 'join-page'),
    resourcesDir,
    shell: 'web',
    version: readVersion(),
    environment: flags.demo ? emptyEnvironment : environment,
    policy: flags.demo ? emptyPolicy : policy,
    systemLanguage: systemLanguage(),
    demo: flags.demo,
    startDemoServer,
    ...(profile.logDir !== null && { readLog: () => readLogFiles(profile.logDir ?? '') }),
    ...(joinPort !== undefined && { joinPort }),
  });
}

async function openShell(app: App, { appPort, printUrls }: Flags): Promise<WebShell | undefined> {
  const shell = await openWebShell({
    router: app.router,
    onEvent: app.onEvent,
    frameOrigin: () => app.settings().server.address,
    rendererDir: join(outDir, 'renderer'),
    tokenLifeMs: tokenLifeOf(printUrls) * 1_000,
    port: appPort ?? 0,
    clock: systemClock,
    random: systemRandom,
  });
  return shell.ok ? shell.value : undefined;
}

const tokenLifeOf = (printUrls: boolean): number =>
  printUrls ? tokenLifeSeconds.printed : tokenLifeSeconds.usual;

/** Says where everything is; opens the browser unless told not to. */
async function tell({ flags, say }: WebRunParts, app: App, shell: WebShell, profile: Profile): Promise<void> {
  const { join: patientPage } = app.status();
  if (flags.demo) say('demo-running');
  if (patientPage.state === 'failed') sayError(patientPage.error, app);
  if (flags.printUrls) {
    const address = patientPage.state === 'listening' ? patientPage.origin : null;
    process.stdout.write(`${JSON.stringify({ app: shell.url, join: address })}\n`);
  }
  say('running', { origin: shell.origin });
  if (flags.printUrls && !flags.open) return;
  const path = writeDoorFile(profile.dataDir, shell.url);
  systemClock.after(tokenLifeOf(flags.printUrls) * 1_000, () => removeDoorFile(profile.dataDir));
  if (flags.open && (await openFile(path))) return;
  say('open-file', { path, seconds: tokenLifeOf(flags.printUrls) });
}

function sayError(
  error: {
    readonly code: keyof typeof messages.en.errors;
    readonly details?: Readonly<Record<string, string | number>> | undefined;
  },
  app: App,
): void {
  const { language } = app.settings().app;
  const chosen = language === 'system' ? systemLanguage() : language;
  process.stderr.write(`${fill(messages[chosen].errors[error.code], error.details)}\n`);
}

async function closeAll(app: App, shell: WebShell | undefined, profile: Profile): Promise<void> {
  await shell?.close();
  await app.stop();
  removeDoorFile(profile.dataDir);
  profile.close();
}
