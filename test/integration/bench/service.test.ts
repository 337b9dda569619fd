/** The benchmark of the service runs, in a clinic that is very small. What it measures is not judged here. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { ensureBuilt } from '../../../src/main/launch/build.ts';

const root = join(import.meta.dirname, '../../..');
const line = z.object({
  name: z.string(),
  unit: z.string(),
  samples: z.int().positive(),
  p50: z.number(),
  p95: z.number(),
  limit: z.number().nullable(),
  met: z.boolean().nullable(),
  note: z.string().optional(),
});
const document = z.object({
  machine: z.object({ cpus: z.int().positive(), load: z.number(), node: z.string() }),
  serverLatencyMs: z.literal(40),
  results: z.array(line),
  failures: z.array(z.unknown()),
});

beforeAll(() => {
  ensureBuilt(root, () => undefined);
}, 180_000);

test('prints one JSON document with what one node comes to', { timeout: 60_000 }, async () => {
  const size = ['--desks', '2', '--waiting', '3', '--in-calls', '1', '--presses', '2', '--only', 'one'];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['test/bench/index.ts', 'service', '--json', ...size],
    { cwd: root },
  );
  const { results, failures } = document.parse(JSON.parse(stdout));
  expect(failures).toEqual([]);
  const lineOf = (name: string) => results.find((one) => one.name === `one node: ${name}`);
  const press = lineOf("press to the call's address");
  expect(press).toMatchObject({
    samples: 2,
    note: expect.stringContaining('2 desks, 3 waiting, 1 in calls'),
  });
  // It goes through the server, which takes its time.
  expect(press?.p50).toBeGreaterThan(39);
  expect(press?.limit).toBeGreaterThan(90);
  expect(lineOf("what a page says to the card at the doctor's desk")?.samples).toBeGreaterThanOrEqual(2);
  expect(lineOf('a desk connects and has its board')?.samples).toBe(2);
});
