import { describe, expect, it } from 'vitest';
import { canRead, memoryOf, processorMs, processorTimeOf, residentBytes } from '../../bench/processFacts.ts';

describe('resident memory', () => {
  it('is what the status says, in bytes', () => {
    const status = 'Name:\tnode\nVmHWM:\t  999 kB\nVmRSS:\t  155648 kB\nThreads:\t11\n';
    expect(residentBytes(status)).toBe(159_383_552);
  });

  it('cannot be had of a process that has none', () => {
    expect(() => residentBytes('Name:\tkthreadd\nState:\tS (sleeping)\n')).toThrow('no resident memory');
  });
});

describe('processor time', () => {
  const stat = (name: string): string =>
    `4711 (${name}) S 1 4711 4711 0 -1 4194304 1000 0 5 0 150 25 9 9 20 0 11 0 12345 1000000 3800`;

  it('is own time and that of the kernel, without that of children', () => {
    expect(processorMs(stat('node'))).toBe(1_750);
  });

  it('is found behind any name', () => {
    expect(processorMs(stat('a) S 1 (b'))).toBe(1_750);
  });

  it('cannot be had of a line that is cut off', () => {
    expect(() => processorMs('4711 (node) S 1 4711')).toThrow('no processor time');
  });
});

describe.runIf(canRead)('a process that runs', () => {
  it('has about the memory that it tells itself', async () => {
    const own = process.memoryUsage().rss / 1_000_000;
    const told = await memoryOf(process.pid);
    expect(told).toBeGreaterThan(own / 2);
    expect(told).toBeLessThan(own * 2);
  });

  it('has about the processor time that it tells itself', async () => {
    const before = process.cpuUsage();
    const told = await processorTimeOf(process.pid);
    const after = process.cpuUsage();
    // Told in hundredths of a second, own time and the kernel's each cut down to one.
    expect(told).toBeGreaterThan((before.user + before.system) / 1_000 - 30);
    expect(told).toBeLessThanOrEqual((after.user + after.system) / 1_000 + 20);
  });
});
