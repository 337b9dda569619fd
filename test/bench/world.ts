/** What the measures share: a browser, and clinics that are closed whatever happens. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { ensureBuilt } from '../../src/main/launch/build.ts';
import { projectRoot } from '../../src/main/launch/projectRoot.ts';
import { Clinic, type ClinicOptions } from '../e2e/support/clinic.ts';
import type { Line } from './lines.ts';
import { serverLatencyMs } from './limits.ts';

export interface World {
  readonly browser: Browser;
}

export type Measure = (world: World) => Promise<readonly Line[]>;

/** Where `--json` must not get any noise. */
export const progress = (text: string): void => void process.stderr.write(`${text}\n`);

export const closers = new Set<() => Promise<void>>();

/** Ends every process that was started; for a benchmark that is broken off. */
export const closeAll = async (): Promise<void> => {
  await Promise.all([...closers].map((close) => close()));
};

export interface BenchClinic extends Pick<Clinic, 'server' | 'folder' | 'start'> {
  /** `XDG_CONFIG_HOME` of its runs: where the keys lie. */
  readonly keysFolder: string;
}

/** A clinic with the slow server, in folders of its own, closed when `use` is done. `settings`: other than the usual. */
export async function withClinic<T>(
  use: (clinic: BenchClinic) => Promise<T>,
  settings: NonNullable<ClinicOptions['settings']> = {},
): Promise<T> {
  buildIfStale();
  const keysFolder = await mkdtemp(join(tmpdir(), 'visit-desk-bench-keys-'));
  const options: ClinicOptions = {
    server: { latencyMs: serverLatencyMs },
    settings,
    environment: { XDG_CONFIG_HOME: keysFolder, VISIT_DESK_LANG: 'en' },
  };
  const clinic = await Clinic.open(options);
  const close = async (): Promise<void> => {
    closers.delete(close);
    await clinic.close();
    await rm(keysFolder, { recursive: true, force: true });
  };
  closers.add(close);
  try {
    const start = (): ReturnType<Clinic['start']> => clinic.start();
    return await use({ server: clinic.server, folder: clinic.folder, start, keysFolder });
  } finally {
    await close();
  }
}

/** A build would otherwise be counted as part of the next start. Errors: throws when it fails. */
export function buildIfStale(): void {
  const outcome = ensureBuilt(projectRoot, () => progress('building what the browser loads'));
  if (outcome === 'failed') throw new Error('the build failed');
}

/** Waits until the server has answered all that it was asked, so that nothing is counted into the next sample. */
export async function quiet({ server }: Pick<Clinic, 'server'>): Promise<void> {
  const patience = performance.now() + 2_000;
  // An entry without an answer yet ends so.
  const busy = (): boolean => server.log.slice(-30).some((line) => line.endsWith('…'));
  do await delay(15);
  while (busy() && performance.now() < patience);
}

/** `count` samples, one after the other; the first `unmeasured` ones are thrown away. */
export async function take(
  count: number,
  sample: (index: number) => Promise<number>,
  unmeasured = 0,
): Promise<number[]> {
  const values: number[] = [];
  for (let index = -unmeasured; index < count; index += 1) {
    const value = await sample(index);
    if (index >= 0) values.push(value);
  }
  return values;
}

/** How long it takes (ms). */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
