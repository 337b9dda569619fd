/** `npm run test:electron`: the same scenarios on Electron itself. Exit code 2: there is no binary, and nothing was run. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../../src/main/launch/build.ts';
import { findElectron } from '../../src/main/launch/electronBinary.ts';
import { launchElectron } from './electronDriver.ts';
import { scenarios } from './scenarios.ts';

const root = join(import.meta.dirname, '../..');

async function play(binary: string, { prepare, play: run }: (typeof scenarios)[number]): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'on-electron-'));
  await prepare?.(dataDir);
  const { driver, close } = await launchElectron(binary, root, dataDir);
  try {
    await run(driver, dataDir);
  } finally {
    await close();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function main(): Promise<number> {
  const binary = findElectron(root, process.env);
  if (binary === undefined) {
    console.error('Not run: there is no Electron binary here. See docs/release.md.');
    return 2;
  }
  if (ensureBuilt(root, () => console.error('Building …')) === 'failed') return 1;
  let failed = 0;
  for (const scenario of scenarios) {
    const outcome = await play(binary, scenario).then(
      () => 'passed',
      (error: unknown) => error,
    );
    if (outcome !== 'passed') failed += 1;
    console.log(`${outcome === 'passed' ? 'passed' : 'FAILED'} ${scenario.name}`);
    if (outcome !== 'passed') console.error(outcome);
  }
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
