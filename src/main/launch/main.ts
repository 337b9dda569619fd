/**
 * What `npm start` and `npm run demo` run. The Client Secret leaves the environment before anything else happens, so
 * that no child process ever gets it.
 */
import { resolve } from 'node:path';
import { messages } from '../../shared/i18n/messages.ts';
import { ensureBuilt } from './build.ts';
import { findElectron } from './electronBinary.ts';
import { parseFlags, type Flags } from './flags.ts';
import { projectRoot } from './projectRoot.ts';
import { exitCodes, type Run } from './run.ts';
import { createSay, systemLanguage, type Say } from './say.ts';
import { causeOf } from '../log/cause.ts';
import { emptyEnvironment, takeEnvironment } from '../settings/environment.ts';
import { systemPolicy } from '../settings/systemPolicy.ts';

/** After a signal everything is closed within this; what hangs then is left to the system. */
const stopWithinMs = 1_500;

/** For the desktop app alone, which takes the secret out of its own environment. */
const inherited = { ...process.env };
const taken = takeEnvironment(process.env);
/** What a signal has to stop; pending while it is still being opened. */
let running = Promise.withResolvers<Run>();
let say = createSay(systemLanguage());

/** Gives the exit code when what was started has ended. */
async function launch(): Promise<number> {
  const flags = parseFlags(process.argv.slice(2));
  if (!flags.ok) {
    say(flags.error.problem, { flag: flags.error.flag });
    return exitCodes.usage;
  }
  if (flags.value.help) {
    process.stdout.write(`${messages[systemLanguage()].launch.usage}\n`);
    return exitCodes.ok;
  }
  if (flags.value.checkConfig) return check(flags.value);
  if (!flags.value.demo) {
    if (!taken.ok) {
      for (const { variable, problem } of taken.error) say(problem, { variable });
      return exitCodes.failed;
    }
    say = createSay(taken.value.language ?? systemLanguage());
  }
  const { importEnv } = flags.value;
  // Where there is a desktop app, it alone can open its vault; otherwise nothing needs to be built.
  if (importEnv !== undefined && !hasDesktop(flags.value)) return importInto(importEnv, flags.value);
  if (ensureBuilt(projectRoot, () => say('building')) === 'failed') {
    say('build-failed');
    return exitCodes.failed;
  }
  const desktop = await runDesktop(flags.value, say);
  if (desktop !== undefined) return desktop;
  return importEnv === undefined ? runWeb(flags.value) : importInto(importEnv, flags.value);
}

async function check(flags: Flags): Promise<number> {
  const { runCheck } = await import('./tools.ts');
  const { policy, file } = await systemPolicy();
  const language = systemLanguage();
  const write = (line: string): void => void process.stdout.write(line);
  return runCheck({
    ...{ flags, environment: taken, variables: process.env, policy, policyPlace: file, language, write },
  });
}

/** Into the web shell's settings. */
async function importInto(file: string, flags: Flags): Promise<number> {
  const { runImport } = await import('./tools.ts');
  const { policy } = await systemPolicy();
  const environment = taken.ok ? taken.value : emptyEnvironment;
  const language = environment.language ?? systemLanguage();
  return runImport(file, { flags, environment, variables: process.env, policy, language, say });
}

const hasDesktop = ({ web, demo }: Flags): boolean =>
  !web && !demo && findElectron(projectRoot, process.env) !== undefined;

/** `undefined`: there is no desktop app here. The demo needs nothing of it and does not wait for it. */
async function runDesktop(flags: Flags, tell: Say): Promise<number | undefined> {
  if (flags.web || flags.demo) return undefined;
  const { obtainElectron, startDesktop } = await import('./desktopRun.ts');
  const electron = await obtainElectron(projectRoot, process.env, tell);
  const isForBrowser = flags.printUrls || !flags.open || flags.appPort !== undefined;
  if (electron === undefined || isForBrowser) return undefined;
  const parameters = [
    projectRoot,
    ...(flags.dataDir === undefined ? [] : ['--data-dir', flags.dataDir]),
    ...(flags.joinPort === undefined ? [] : ['--join-port', String(flags.joinPort)]),
    ...(flags.importEnv === undefined ? [] : ['--import-env', resolve(flags.importEnv)]),
  ];
  const run = startDesktop(electron, parameters, inherited);
  running.resolve(run);
  const code = await run.ended;
  if (code !== undefined) return code;
  tell('desktop-not-started');
  running = Promise.withResolvers<Run>();
  return undefined;
}

async function runWeb(flags: Flags): Promise<number> {
  const { startWeb } = await import('./webRun.ts');
  const environment = taken.ok ? taken.value : emptyEnvironment;
  const { policy } = await systemPolicy();
  const run = await startWeb({ flags, environment, policy, say });
  if (typeof run === 'number') return run;
  running.resolve(run);
  return (await run.ended) ?? exitCodes.failed;
}

let stopping = false;

/** A signal while things are still being opened waits for them, so that a demo's folder is deleted too. */
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(code), stopWithinMs);
  const run = await running.promise;
  await run.stop().catch(() => undefined);
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // Not `once`: the library under `conf` sends itself the signal again, which would then end the process at once.
  process.on(signal, () => void stop(exitCodes.ok));
}
process.on('uncaughtException', (error) => {
  // Its text may quote what was worked on; its kind and its place do not.
  const place = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  say('crashed', { cause: causeOf(error) });
  process.stderr.write(`${place.join('\n')}\n`);
  void stop(exitCodes.failed);
});

process.exitCode = await launch();
