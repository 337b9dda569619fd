/**
 * `npm test`: builds if needed, then unit and integration tests with the coverage limits, then the end-to-end tests.
 * With parameters: those go to vitest as they are, for all projects and without coverage. The exit code is honest: 1
 * when a test, a limit or the build failed, or when nothing ran.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ensureBuilt } from '../src/main/launch/build.ts';
import { findBrowser } from './findBrowser.ts';
import { findNginx } from './nginx.ts';
import { findPostgres } from './postgres.ts';

const root = join(import.meta.dirname, '..');
const resultsDir = join(root, 'test-results');

const resultsSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  success: z.boolean(),
});

interface Outcome {
  readonly passed: number;
  /** At least 1 when the run was not green. */
  readonly failed: number;
}

/** A run without readable results counts as one failure: it must not look green. */
function runVitest(name: string, parameters: readonly string[]): Outcome {
  const file = join(resultsDir, `${name}.json`);
  const entry = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const { status } = spawnSync(
    process.execPath,
    [entry, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...parameters],
    { cwd: root, stdio: 'inherit' },
  );
  try {
    const results = resultsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const failed = results.numFailedTests + results.numPendingTests;
    // A file that does not load, or a limit that is missed, fails the run without failing a test.
    const isGreen = status === 0 && failed === 0 && results.success;
    return { passed: results.numPassedTests, failed: isGreen ? 0 : Math.max(failed, 1) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** What the tests run beside our own code; each is looked for where its own script would find it. */
function missingTools(): readonly string[] {
  const tools = { 'Chromium, Chrome or Edge': findBrowser(), PostgreSQL: findPostgres(), nginx: findNginx() };
  return Object.entries(tools).flatMap(([name, path]) => (path === undefined ? [name] : []));
}

function main(parameters: readonly string[]): number {
  rmSync(resultsDir, { recursive: true, force: true });
  mkdirSync(resultsDir, { recursive: true });
  const missing = missingTools();
  if (missing.length > 0) {
    console.error(`The tests need ${missing.join(', ')}. Run: npm run tools`);
    return 1;
  }
  if (ensureBuilt(root, () => console.error('Building …')) === 'failed') return 1;
  const outcomes =
    parameters.length > 0
      ? [runVitest('chosen', parameters)]
      : [
          runVitest('core', ['--project', 'unit', '--project', 'integration', '--coverage']),
          runVitest('e2e', ['--project', 'e2e']),
        ];
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  writeFileSync(join(resultsDir, 'summary'), `${passed} ${failed}\n`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
