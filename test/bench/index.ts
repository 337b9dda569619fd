/**
 * `npm run bench`: the promised numbers, measured; `npm run bench -- service`: those of the clinic's service, whose
 * size can be chosen (`service/scale.ts`). A table; with `--json` one JSON document on stdout and nothing else there.
 * Missing a limit is a result (exit code 0); a measure that could not be taken is a failure (1).
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { launchChromium } from '../e2e/support/chromium.ts';
import { serverLatencyMs } from './limits.ts';
import type { Line } from './lines.ts';
import { measureClick } from './measures/click.ts';
import { measureCrowd } from './measures/crowd.ts';
import { measureHistory } from './measures/history.ts';
import { measurePatientPage } from './measures/patientPage.ts';
import { measurePress } from './measures/press.ts';
import { measureRenderer } from './measures/renderer.ts';
import { measureRoster } from './measures/roster.ts';
import { measureSlowPhone } from './measures/slowPhone.ts';
import { measureStage } from './measures/stage.ts';
import { measureStart } from './measures/start.ts';
import { measureStore } from './measures/store.ts';
import { measureThroughput } from './measures/throughput.ts';
import { measures as ofService } from './service/measures.ts';
import { parseScale } from './service/scale.ts';
import { table } from './table.ts';
import { buildIfStale, closeAll, progress, type Measure } from './world.ts';

const measures: Readonly<Record<string, Measure>> = {
  click: measureClick,
  press: measurePress,
  page: measurePatientPage,
  phone: measureSlowPhone,
  stage: measureStage,
  crowd: measureCrowd,
  start: measureStart,
  store: measureStore,
  history: measureHistory,
  renderer: measureRenderer,
  throughput: measureThroughput,
  roster: measureRoster,
};

interface Failure {
  readonly measure: string;
  readonly error: string;
}

/** Each takes its lines; what it throws is told and does not end the others. */
async function takeAll(tasks: Readonly<Record<string, () => Promise<readonly Line[]>>>): Promise<Taken> {
  const lines: Line[] = [];
  const failures: Failure[] = [];
  for (const [name, task] of Object.entries(tasks)) {
    progress(`measuring: ${name}`);
    try {
      lines.push(...(await task()));
    } catch (error) {
      failures.push({ measure: name, error: error instanceof Error ? error.message : String(error) });
    }
  }
  return { lines, failures };
}

interface Taken {
  readonly lines: readonly Line[];
  readonly failures: readonly Failure[];
}

/** Of one PC, in a browser. */
async function takeOfPc(parameters: string[]): Promise<Taken> {
  const options = { json: { type: 'boolean' }, only: { type: 'string', multiple: true } } as const;
  const { only } = parseArgs({ args: parameters, options }).values;
  const browser = await launchChromium();
  const wanted = Object.entries(measures).filter(([name]) => only?.includes(name) ?? true);
  const taken = await takeAll(
    Object.fromEntries(wanted.map(([name, measure]) => [name, () => measure({ browser })])),
  );
  await browser.close();
  return taken;
}

async function takeOfService(parameters: readonly string[]): Promise<Taken> {
  const scale = parseScale(parameters);
  return takeAll(Object.fromEntries(scale.only.map((name) => [name, () => ofService[name](scale)])));
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void closeAll().finally(() => process.exit(1)));

buildIfStale();
/** Of the last minute (always 0 on Windows): above the number of processors the figures are those of a busy machine. */
const load = Math.round((loadavg()[0] ?? 0) * 10) / 10;
const [first, ...rest] = process.argv.slice(2);
const startedAt = performance.now();
const { lines, failures } =
  first === 'service' ? await takeOfService(rest) : await takeOfPc(process.argv.slice(2));
const seconds = Math.round((performance.now() - startedAt) / 1_000);

const machine = { cpus: cpus().length, cpu: cpus()[0]?.model.trim() ?? '', load, node: process.version };
if (process.argv.includes('--json'))
  console.log(JSON.stringify({ machine, serverLatencyMs, seconds, results: lines, failures }));
else {
  console.log(table(lines));
  console.log(`\n${seconds} s; ${machine.cpus} x ${machine.cpu}, load ${load} before; Node ${machine.node}`);
}
for (const { measure, error } of failures) progress(`could not be measured: ${measure}: ${error}`);
process.exitCode = failures.length === 0 ? 0 : 1;
