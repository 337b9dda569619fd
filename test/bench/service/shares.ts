/** Who used the machine's processors while something was measured: what limits a number must be said beside it. */
import { readdir, readlink } from 'node:fs/promises';
import { cpus } from 'node:os';
import { canRead, processorTimeOf } from '../processFacts.ts';

/** Processor time so far (ms) by who used it; `machine`: of all processes, and `idle`. */
export interface Used {
  readonly at: number;
  readonly parts: Readonly<Record<string, number>>;
  readonly machine: { readonly busy: number; readonly idle: number };
}

export interface Measured {
  /** Percent of one processor by who used it; `others`: whatever is not ours. */
  readonly parts: Readonly<Record<string, number>>;
  /** Percent of the whole machine that was in use. */
  readonly machine: number;
}

/** Processor time of processes by name (ms); empty where the system does not tell. */
export type Look = () => Promise<Readonly<Record<string, number>>>;

export async function usedNow(look: Look): Promise<Used> {
  return { at: performance.now(), parts: canRead ? await look() : {}, machine: machineTimes() };
}

/** What was used between two looks. */
export function between(before: Used, after: Used): Measured {
  const passed = Math.max(after.at - before.at, 1);
  const percent = (ms: number): number => Math.max((ms / passed) * 100, 0);
  const own = Object.entries(after.parts).map(
    ([name, ms]) => [name, percent(ms - (before.parts[name] ?? ms))] as const,
  );
  const busy = after.machine.busy - before.machine.busy;
  const idle = after.machine.idle - before.machine.idle;
  const ours = own.reduce((sum, [, share]) => sum + share, 0);
  const parts = Object.fromEntries([...own, ['others', Math.max(percent(busy) - ours, 0)] as const]);
  return { parts, machine: busy + idle === 0 ? 0 : (busy / (busy + idle)) * 100 };
}

/** From this on a processor is full: what waits for it waits for others. */
const fullPercent = 90;

/** One sentence. `processors`: of the machine. */
export function limitedBy({ parts, machine }: Measured, processors: number): string {
  const shares = Object.entries(parts)
    .map(([name, share]) => `${name} ${Math.round(share)} %`)
    .join(', ');
  const whole = `${Math.round(machine)} % of ${processors} processors in use: ${shares} (of one processor each)`;
  if (machine >= fullPercent) return `${whole}; limited by the machine's processors`;
  const single = Object.entries(parts).find(([name, share]) => name !== 'others' && share >= fullPercent);
  // Node's own work is done by one thread.
  return single ? `${whole}; limited by the one thread of: ${single[0]}` : whole;
}

function machineTimes(): Used['machine'] {
  let [busy, idle] = [0, 0];
  for (const { times } of cpus()) {
    busy += times.user + times.nice + times.sys + times.irq;
    idle += times.idle;
  }
  return { busy, idle };
}

/** Of all processes that run in this folder, as PostgreSQL's do. Those that ended meanwhile are not counted. */
export async function processorTimeIn(folder: string): Promise<number> {
  let sum = 0;
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const place = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    if (place !== folder) continue;
    sum += await processorTimeOf(Number(pid)).catch(() => 0);
  }
  return sum;
}
