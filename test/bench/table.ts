/** The result for people. */
import type { Line } from './lines.ts';

const head = ['', 'samples', 'p50', 'p95', 'limit', 'unit', ''] as const;

/** A table in plain text, each note under its line. */
export function table(lines: readonly Line[]): string {
  const rows = lines.map((line) => [
    line.name,
    String(line.samples),
    String(line.p50),
    String(line.p95),
    line.limit === null ? '-' : String(line.limit),
    line.unit,
    verdict(line),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const print = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column >= 1 && column <= 4 ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const body = lines.flatMap(({ note }, index) => {
    const row = print(rows[index] ?? []);
    return note === undefined ? [row] : [row, `    ${note}`];
  });
  return [print(head), ...body].join('\n');
}

const verdict = ({ met }: Line): string => (met === null ? '' : met ? 'met' : 'MISSED');
