import { spawn } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { canRead } from '../../bench/processFacts.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { between, limitedBy, processorTimeIn, usedNow } from '../../bench/service/shares.ts';

const look = (at: number, node: number, busy: number, idle: number) => ({
  at,
  parts: { node },
  machine: { busy, idle },
});

describe('who used the processors', () => {
  it('is told in percent of one, and what is nobody of ours is the others', () => {
    const used = between(look(1_000, 500, 9_000, 1_000), look(3_000, 1_500, 12_000, 2_000));
    expect(used).toEqual({ parts: { node: 50, others: 100 }, machine: 75 });
  });

  it('is nobody below zero: the machine counts in larger steps than we', () => {
    const used = between(look(0, 0, 0, 0), look(1_000, 900, 890, 1_110));
    expect(used.parts['others']).toBe(0);
  });

  it.runIf(canRead)('is whoever works in a folder', async () => {
    const folder = temporaryFolder();
    const time = async () => ({ own: await processorTimeIn(folder) });
    const before = await usedNow(time);
    const busy = spawn(process.execPath, ['-e', 'for (;;);'], { cwd: folder, stdio: 'ignore' });
    onTestFinished(() => void busy.kill('SIGKILL'));
    await expect.poll(async () => (await time()).own, { timeout: 20_000 }).toBeGreaterThan(50);
    expect(between(before, await usedNow(time)).parts['own']).toBeGreaterThan(0);
  });
});

describe('what limits a number', () => {
  it('is the machine when all of it is in use', () => {
    const text = limitedBy({ parts: { node: 80, PostgreSQL: 40, others: 70 }, machine: 95 }, 2);
    expect(text).toContain('95 % of 2 processors in use: node 80 %, PostgreSQL 40 %, others 70 %');
    expect(text).toContain("limited by the machine's processors");
  });

  it('is one thread when that is full; not what is no part of the clinic', () => {
    expect(limitedBy({ parts: { node: 97, others: 1 }, machine: 60 }, 2)).toMatch(/one thread of: node$/);
    expect(limitedBy({ parts: { node: 20, others: 100 }, machine: 60 }, 2)).not.toContain('limited');
  });
});
