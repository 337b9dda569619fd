/** The desktop app as a child: started when its binary is there or can be fetched. */
import { spawn } from 'node:child_process';
import { canConnect, downloadPlace, electronVersion, fetchElectron, findElectron } from './electronBinary.ts';
import { exitCodes, type Run } from './run.ts';
import type { Say } from './say.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** A desktop app that ends with a failure this soon never came up (no screen, a missing library, run as root). */
const startGraceMs = 10_000;
const progressEveryBytes = 10_000_000;
/** With these it has done what it was asked for, or said why not. */
const answers = [exitCodes.ok, exitCodes.inUse, exitCodes.refused];

/** Path of the binary; says in one line why there is none. */
export async function obtainElectron(
  root: string,
  environment: Variables,
  say: Say,
): Promise<string | undefined> {
  const there = findElectron(root, environment);
  if (there !== undefined) return there;
  const { host, port } = downloadPlace(environment);
  const usesProxy = environment['ELECTRON_GET_USE_PROXY'] !== undefined;
  if (!usesProxy && !(await canConnect(host, port))) {
    say('desktop-unreachable', { host });
    return undefined;
  }
  say('desktop-fetching', { version: electronVersion(root), host });
  let announced = 0;
  const fetched = await fetchElectron(root, (received) => {
    if (received - announced < progressEveryBytes) return;
    announced = received;
    say('desktop-progress', { megabytes: Math.round(received / 1_000_000) });
  });
  const path = fetched ? findElectron(root, environment) : undefined;
  if (path === undefined) say('desktop-fetch-failed', { host });
  return path;
}

/** @param environment what the app itself may see, the Client Secret included: nobody else gets it. */
export function startDesktop(electron: string, parameters: readonly string[], environment: Variables): Run {
  const startedAt = performance.now();
  const child = spawn(electron, parameters, { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
  let stopping = false;
  const ended = new Promise<number | undefined>((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('exit', (code) => {
      const cameUp =
        stopping || answers.some((answer) => answer === code) || performance.now() - startedAt > startGraceMs;
      resolve(cameUp ? (code ?? 0) : undefined);
    });
  });
  return {
    ended,
    async stop() {
      stopping = true;
      child.kill('SIGTERM');
      await ended;
    },
  };
}
