/** Plays a scenario in a process of its own, with a folder of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Played {
  readonly passed: boolean;
  /** All that it printed. */
  readonly output: string;
}

const longestMs = 120_000;

/** `out`: folder of the built app. A scenario that hangs has failed. */
export async function playScenario(name: string, out: string): Promise<Played> {
  const dataDir = await mkdtemp(join(tmpdir(), 'desktop-host-'));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'child.ts'), name, out, dataDir], {
    env: { PATH: process.env['PATH'], VISIT_DESK_BROWSER: process.env['VISIT_DESK_BROWSER'] },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: longestMs,
    killSignal: 'SIGKILL',
  });
  let output = '';
  const add = (text: Buffer): void => void (output += text.toString());
  child.stdout.on('data', add);
  child.stderr.on('data', add);
  await once(child, 'close');
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  return { passed: child.exitCode === 0, output };
}
