/** The clinic's service as IT starts it: a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

export const root = join(import.meta.dirname, '../../../..');

export interface ServiceProcess {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Resolves with the exit code when the process has ended and said everything. */
  readonly ended: Promise<number | null>;
  /** Errors: rejects when the process ends before it listens. */
  readonly running: Promise<{ readonly patients: string; readonly staff: string }>;
  /** The first line of the log with this event, of those written and to come. */
  logged(event: string): Promise<Readonly<Record<string, unknown>>>;
  /** What follows `use this code once:`. */
  readonly firstCode: Promise<string>;
}

const addresses = z.object({ patients: z.string(), staff: z.string() });
const logLine = z.record(z.string(), z.unknown());

export interface StartOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Where it is not ended with the test. */
  readonly keep?: boolean;
}

export function startService(
  parameters: readonly string[],
  { environment = {}, keep = false }: StartOptions = {},
): ServiceProcess {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('VISIT_DESK_'));
  const child = spawn(process.execPath, ['src/main/service/main.ts', ...parameters], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), LANG: 'C.UTF-8', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out = gather(child.stdout);
  const told = gather(child.stderr);
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  if (!keep) onTestFinished(() => endNow({ child, ended }));
  const failed = ended.then((code) => {
    throw new Error(`ended with ${code}: ${told.text()}`);
  });
  failed.catch(() => undefined);
  const orEnd = <T>(wanted: Promise<T>): Promise<T> => {
    const either = Promise.race([wanted, failed]);
    either.catch(() => undefined);
    return either;
  };
  const running = out
    .line((line) => line.startsWith('{"patients"'))
    .then((line) => addresses.parse(JSON.parse(line)));
  const code = told.line((line) => line.includes('use this code once: '));
  return {
    child,
    stdout: out.text,
    stderr: told.text,
    ended,
    running: orEnd(running),
    firstCode: orEnd(code.then((line) => line.split(': ').at(-1) ?? '')),
    logged: (event) =>
      orEnd(
        out
          .line((line) => line.includes(`"event":"${event}"`))
          .then((line) => logLine.parse(JSON.parse(line))),
      ),
  };
}

export async function endNow({ child, ended }: Pick<ServiceProcess, 'child' | 'ended'>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await ended;
}

/** What a stream says, and the first whole line that fits. */
function gather(stream: NodeJS.ReadableStream) {
  let text = '';
  const waiting = new Set<() => void>();
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    for (const look of waiting) look();
  });
  return {
    text: () => text,
    line: (fits: (line: string) => boolean): Promise<string> =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = text.split('\n').slice(0, -1).find(fits);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}
