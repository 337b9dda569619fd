/**
 * `npm run bench`: the promised numbers, measured. A table; with `--json` one JSON document on stdout and nothing
 * else there. Missing a limit is a result (exit code 0); a measure that could not be taken is a failure (1).
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { launchChromium } from '../e2e/support/chromium.ts';
import { serverLatencyMs } from './limits.ts';
import type { Line } from './lines.ts';
import { measureClick } from './measures/click.ts';
import { measureCrowd } from './measures/crowd.ts';
import { measurePatientPage } from './measures/patientPage.ts';
import { measurePress } from './measures/press.ts';
import { measureRoster } from './measures/roster.ts';
import { measureSlowPhone } from './measures/slowPhone.ts';
import { measureStage } from './measures/stage.ts';
import { measureStart } from './measures/start.ts';
import { measureStore } from './measures/store.ts';
import { measureThroughput } from './measures/throughput.ts';
import { table } from './table.ts';
import { buildIfStale, closeAll, progress, type Measure, type World } from './world.ts';

const measures: Readonly<Record<string, Measure>> = {
  click: measureClick,
  press: measurePress,
  page: measurePatientPage,
  phone: measureSlowPhone,
  stage: measureStage,
  crowd: measureCrowd,
  start: measureStart,
  store: measureStore,
  throughput: measureThroughput,
  roster: measureRoster,
};

interface Failure {
  readonly measure: string;
  readonly error: string;
}

const { values: flags } = parseArgs({
  options: { json: { type: 'boolean' }, only: { type: 'string', multiple: true } },
});

async function takeAll(world: World): Promise<{ lines: readonly Line[]; failures: readonly Failure[] }> {
  const lines: Line[] = [];
  const failures: Failure[] = [];
  for (const [name, measure] of Object.entries(measures)) {
    if (flags.only && !flags.only.includes(name)) continue;
    progress(`measuring: ${name}`);
    try {
      lines.push(...(await measure(world)));
    } catch (error) {
      failures.push({ measure: name, error: error instanceof Error ? error.message : String(error) });
    }
  }
  return { lines, failures };
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void closeAll().finally(() => process.exit(1)));

buildIfStale();
/** Of the last minute (always 0 on Windows): above the number of processors the figures are those of a busy machine. */
const load = Math.round((loadavg()[0] ?? 0) * 10) / 10;
const browser = await launchChromium();
const startedAt = performance.now();
const { lines, failures } = await takeAll({ browser });
const seconds = Math.round((performance.now() - startedAt) / 1_000);
await browser.close();

const machine = { cpus: cpus().length, cpu: cpus()[0]?.model.trim() ?? '', load, node: process.version };
if (flags.json) console.log(JSON.stringify({ machine, serverLatencyMs, seconds, results: lines, failures }));
else {
  console.log(table(lines));
  console.log(`\n${seconds} s; ${machine.cpus} x ${machine.cpu}, load ${load} before; Node ${machine.node}`);
}
for (const { measure, error } of failures) progress(`could not be measured: ${measure}: ${error}`);
process.exitCode = failures.length === 0 ? 0 : 1;
