import { describe, expect, it } from 'vitest';
import { viewLog } from '../../../../src/main/diagnostics/logView.ts';
import type { LogLine } from '../../../../src/shared/ipc/diagnostics.ts';

const lines: readonly LogLine[] = [
  { at: 1, level: 'info', text: 'app.started' },
  { at: 2, level: 'warn', text: 'trueconf.call code=timeout' },
  { at: 3, level: 'error', text: 'ipc.refused correlationId=0A1B' },
];
const texts = (view: { readonly lines: readonly LogLine[] }) => view.lines.map(({ at }) => at);

describe('the log on the screen', () => {
  it('begins with the latest', () => {
    expect(texts(viewLog(lines, { level: 'debug', search: '', skip: 0 }))).toEqual([3, 2, 1]);
  });
  it('has what is as severe, or more', () => {
    expect(texts(viewLog(lines, { level: 'warn', search: '', skip: 0 }))).toEqual([3, 2]);
  });
  it('finds a code in any case', () => {
    expect(texts(viewLog(lines, { level: 'info', search: ' 0a1b ', skip: 0 }))).toEqual([3]);
  });
  it('goes on where it stopped', () => {
    const many = Array.from({ length: 450 }, (_none, at): LogLine => ({ at, level: 'info', text: 'x' }));
    const first = viewLog(many, { level: 'info', search: '', skip: 0 });
    const last = viewLog(many, { level: 'info', search: '', skip: 400 });
    expect([first.lines.length, first.more, first.lines[0]?.at]).toEqual([200, true, 449]);
    expect([last.lines.length, last.more, last.lines.at(-1)?.at]).toEqual([50, false, 0]);
  });
});
