/** Visit Desk as people start it: a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const root = join(import.meta.dirname, '../../..');

export interface Started {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Resolves with the exit code when the process has ended and said everything. */
  readonly ended: Promise<number | null>;
  /** The one line of `--print-urls`. Errors: rejects when the process ends before it. */
  readonly urls: Promise<{ readonly app: string; readonly join: string | null }>;
}

type Variables = Readonly<Record<string, string>>;

/** @param configDir where the keys go, so that a test leaves none behind. */
export function startVisitDesk(
  parameters: readonly string[],
  configDir: string,
  environment: Variables = {},
  command: readonly [string, ...string[]] = [process.execPath, 'src/main/launch.js'],
): Started {
  const [program, ...before] = command;
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('VISIT_DESK_'));
  const child = spawn(program, [...before, ...parameters], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), LANG: 'C.UTF-8', XDG_CONFIG_HOME: configDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  });
  const urls = new Promise<{ app: string; join: string | null }>((resolve, reject) => {
    child.stdout.on('data', () => {
      const line = out.split('\n').find((text) => text.startsWith('{"app"') && text.endsWith('}'));
      if (line) resolve(JSON.parse(line));
    });
    void ended.then((code) => reject(new Error(`ended with ${code}: ${told}`)));
  });
  urls.catch(() => undefined);
  return { child, stdout: () => out, stderr: () => told, ended, urls };
}

/** Whether something answers under this address. */
export const answers = (url: string): Promise<boolean> =>
  fetch(url, { redirect: 'manual' }).then(
    () => true,
    () => false,
  );
