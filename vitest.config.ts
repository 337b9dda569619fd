import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** The package `electron` downloads its binary when it is imported in plain Node; with this it never tries. */
const env = { ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' };

const project = (name: string, extra: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], env, retry: 0, ...extra },
});

export default defineConfig({
  test: {
    allowOnly: false,
    passWithNoTests: false,
    // One more would be kept free by default: half of a small machine. Each file has its own ports and folders.
    maxWorkers: availableParallelism(),
    projects: [
      project('unit', { testTimeout: 30_000 }),
      project('integration', { testTimeout: 30_000, hookTimeout: 30_000 }),
      project('e2e', { testTimeout: 60_000, hookTimeout: 60_000, maxConcurrency: 4 }),
    ],
    coverage: {
      provider: 'v8',
      include: ['src/shared/**', 'src/main/{trueconf,visits,join,ipc,security}/**'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: { lines: 95 },
    },
  },
});
