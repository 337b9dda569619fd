/** What `npm run service` runs: reads the command line, does what it says, ends with a documented code. */
import { messages } from '../../shared/i18n/messages.ts';
import { systemLanguage } from '../launch/say.ts';
import { causeOf } from '../log/cause.ts';
import { loadConfig, type ServiceConfig } from './config.ts';
import { exitCodeOf, exitCodes } from './exitCodes.ts';
import { parseFlags, type Flags, type ServiceProblem } from './flags.ts';
import { createSay, type Say } from './say.ts';

// Whatever is made here is for the service's user alone.
process.umask(0o077);

/** After a signal everything is closed within this; what hangs then is left to the system. */
const stopWithinMs = 4_800;

let say: Say = createSay(systemLanguage());
/** What a signal has to stop; pending while it is still being opened. */
const running = Promise.withResolvers<{ reload(): void; stop(): Promise<void> }>();
/** Ends what waits before the service runs. */
const giveUp = new AbortController();
let stopping = false;

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  giveUp.abort();
  setTimeout(() => process.exit(code), stopWithinMs);
  const service = await running.promise;
  await service.stop().catch(() => undefined);
  process.exit(code);
}

function explain({ problem, values }: ServiceProblem): number {
  say(problem, values);
  return exitCodeOf(problem);
}

/** The exit code; `undefined`: the service runs, until a signal. */
async function main(): Promise<number | undefined> {
  const flags = parseFlags(process.argv.slice(2));
  if (!flags.ok) return explain(flags.error);
  if (flags.value.command.name === 'help') {
    process.stdout.write(`${messages[say.language].service.usage}\n`);
    return exitCodes.ok;
  }
  const config = loadConfig(flags.value);
  if (!config.ok) return explain(config.error);
  say = createSay(config.value.language ?? systemLanguage());
  return obey(flags.value, config.value);
}

async function obey({ command, printUrls }: Flags, config: ServiceConfig): Promise<number | undefined> {
  if (command.name === 'help') return exitCodes.ok;
  if (command.name !== 'run') {
    const { runCommand } = await import('./commands.ts');
    const done = await runCommand(command, { config, environment: process.env, say });
    return done.ok ? exitCodes.ok : explain(done.error);
  }
  const { runService } = await import('./run.ts');
  const service = await runService({ config, say, printUrls, signal: giveUp.signal });
  // Told to stop before it ran: that is no failure.
  if (!service.ok) return giveUp.signal.aborted ? exitCodes.ok : explain(service.error);
  running.resolve(service.value);
  return undefined;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(exitCodes.ok));
process.on('SIGHUP', () => {
  // On Windows it means that the console was closed.
  if (process.platform === 'win32') void stop(exitCodes.ok);
  else void running.promise.then((service) => service.reload());
});
process.on('uncaughtException', (error) => {
  // Its text may quote what was worked on; its kind and its place do not.
  const place = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  say('crashed', { cause: causeOf(error) });
  process.stderr.write(`${place.join('\n')}\n`);
  void stop(exitCodes.failed);
});

const code = await main();
if (code !== undefined) process.exit(code);
