/** What the system says of a running process. Linux only: elsewhere there is no /proc. */
import { readFile } from 'node:fs/promises';

/** Of `utime` and `stime`; the same on every Linux that Node runs on. */
const ticksPerSecond = 100;

export const canRead = process.platform === 'linux';

/** Resident bytes in `/proc/PID/status`. Errors: throws when they are not there. */
export function residentBytes(status: string): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kibibytes === undefined) throw new Error('no resident memory is told');
  return Number(kibibytes) * 1_024;
}

/** Processor time used so far (ms), own and in the kernel, in `/proc/PID/stat`. Errors: throws when it is not there. */
export function processorMs(stat: string): number {
  // The name stands in parentheses and may hold spaces and parentheses of its own.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  if (!Number.isFinite(ticks)) throw new Error('no processor time is told');
  return (ticks / ticksPerSecond) * 1_000;
}

/** Resident memory of a process (MB: millions of bytes). */
export const memoryOf = async (pid: number): Promise<number> =>
  residentBytes(await readFile(`/proc/${pid}/status`, 'utf8')) / 1_000_000;

/** Processor time that a process has used so far (ms). */
export const processorTimeOf = async (pid: number): Promise<number> =>
  processorMs(await readFile(`/proc/${pid}/stat`, 'utf8'));
