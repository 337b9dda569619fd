/** The tables that a desk exports: read back as a spreadsheet reads them. */
import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../../../../src/shared/ipc/history.ts';
import { causes, causesOf } from '../../../../src/shared/report/causes.ts';
import { csvOf, separatorOf, type Cell } from '../../../../src/shared/report/csv.ts';
import { dayTable, visitTable, type TableWords } from '../../../../src/shared/report/tables.ts';
import { dayOf, durationOf, periodOf, timeOf } from '../../../../src/shared/report/times.ts';
import { totalsByDay, totalsOf } from '../../../../src/shared/report/totals.ts';
import { errorCodes } from '../../../../src/shared/errors.ts';
import { cameraOutcomes } from '../../../../src/shared/page.ts';
import { en } from '../../../../src/shared/i18n/en.ts';
import { anEntry } from '../../../fixtures/historyEntries.ts';

/** As RFC 4180 has it, with a byte order mark. */
function parse(text: string, separator: string): string[][] {
  expect(text.startsWith('\uFEFF')).toBe(true);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const signs = [...text.slice(1)];
  for (let at = 0; at < signs.length; at += 1) {
    const sign = signs[at];
    if (isQuoted && sign === '"' && signs[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && sign === separator) {
      row.push(cell);
      cell = '';
    } else if (!isQuoted && sign === '\r' && signs[at + 1] === '\n') {
      rows.push([...row, cell]);
      [row, cell] = [[], ''];
      at += 1;
    } else cell += sign ?? '';
  }
  expect([isQuoted, row, cell]).toEqual([false, [], '']);
  return rows;
}

const words: TableWords = {
  visitColumn: (column) => column,
  dayColumn: (column) => column,
  outcome: (outcome) => outcome,
  cause: (cause) => cause,
  total: 'Total',
  doctor: (ownerId) => `Dr. ${ownerId}`,
};

describe('a table as a file', () => {
  const hard = ['plain', 'a;b', 'a,b', 'say "hi"', 'two\r\nlines', ' spaced ', '', 'Ёлка', '👩‍⚕️'];

  it.each([',', ';'] as const)('comes back as it was, with %s', (separator) => {
    const rows: Cell[][] = [hard, [...hard].reverse(), [1, null, 0, 12.5, 'x', 'y', 'z', null, '']];
    const text = rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
    expect(parse(csvOf(rows, separator), separator)).toEqual(text);
  });

  it.each(['=1+1', '+7 495 1234567', '-2', '@SUM(A1)', ' =cmd', '\t=1', '\n=1', '＝1', '\tIvanov'])(
    'runs no formula: %j',
    (text) => expect(parse(csvOf([[text]], ';'), ';')).toEqual([[`'${text}`]]),
  );

  it('leaves numbers, names and dates alone', () => {
    expect(csvOf([['2026-11-25', "O'Neil", 'Анна-Мария', 5]], ';')).toBe(
      "\uFEFF2026-11-25;O'Neil;Анна-Мария;5\r\n",
    );
  });

  it('is separated as Excel in that language wants it', () => {
    expect([separatorOf('ru'), separatorOf('en')]).toEqual([';', ',']);
  });
});

describe('days and times', () => {
  const at = (day: number, hour: number, minute = 0): number =>
    new Date(2026, 10, day, hour, minute).getTime();

  it('are those of the clinic’s zone', () => {
    expect([dayOf(at(5, 0)), dayOf(at(5, 23, 59)), timeOf(at(5, 9, 5))]).toEqual([
      '2026-11-05',
      '2026-11-05',
      '09:05',
    ]);
    expect([durationOf(130_000), durationOf(3_723_400), durationOf(-5)]).toEqual([
      '0:02:10',
      '1:02:03',
      '0:00:00',
    ]);
  });

  it('make a period of whole days, the last one with it', () => {
    expect(periodOf('2026-11-05', '2026-11-05')).toEqual({ from: at(5, 0), to: at(6, 0) });
    expect(periodOf('2026-02-28', '2026-03-01')).toEqual({
      from: new Date(2026, 1, 28).getTime(),
      to: new Date(2026, 2, 2).getTime(),
    });
    for (const [first, last] of [
      ['2026-11-06', '2026-11-05'],
      ['', '2026-11-05'],
      ['2026-11-05', 'soon'],
    ] as const)
      expect(periodOf(first, last)).toBeNull();
  });
});

describe('causes', () => {
  it('are known for every failure, in both of what a visit remembers', () => {
    for (const failedWith of errorCodes) {
      const found = causesOf(anEntry('a', 1, { failedWith }));
      expect(found).toHaveLength(1);
      expect(found[0]).toMatch(/^server-/);
    }
    const of = (...cameras: HistoryEntry['cameras']) => causesOf(anEntry('a', 1, { cameras }));
    expect(of('works', 'asking')).toEqual([]);
    expect(new Set(of(...cameraOutcomes))).toEqual(
      new Set(causes.filter((cause) => cause.startsWith('camera-'))),
    );
    expect(
      causesOf(anEntry('a', 1, { stuck: true, failedWith: 'timeout', cameras: ['blocked', 'closed'] })),
    ).toEqual(['server-away', 'camera-refused', 'not-in-call']);
  });

  it('have their words', () => {
    for (const cause of causes) expect(en.history[`cause-${cause}`]).not.toBe('');
  });
});

const morning = (day: number, minute = 0): number => new Date(2026, 10, day, 9, minute).getTime();
const noShow = {
  outcome: 'no-show',
  reason: 'no-show',
  waitMs: null,
  inCallMs: null,
  pressedAt: null,
  persons: 0,
} as const;
const entries: readonly HistoryEntry[] = [
  anEntry('e', morning(6, 30), { label: '=HYPERLINK("http://x")', waitMs: 60_000 }),
  anEntry('d', morning(6, 10), { ...noShow, label: 'Петрова; Анна', startsAt: morning(6) }),
  anEntry('c', morning(5, 40), {
    outcome: 'not-met',
    reason: 'ended',
    waitMs: null,
    inCallMs: null,
    stuck: true,
  }),
  anEntry('b', morning(5, 20), { waitMs: 600_000, failedWith: 'timeout', cameras: ['none', 'missing'] }),
  anEntry('a', morning(5), {
    outcome: 'cancelled',
    reason: 'cancelled',
    waitMs: null,
    inCallMs: null,
    persons: 0,
  }),
];

describe('what a day came to', () => {
  it('counts each visit once, and its waits by the nearest rank', () => {
    const waits = Array.from({ length: 40 }, (_, index) =>
      anEntry(`w${index}`, 1, { waitMs: (index + 1) * 1_000 }),
    );
    const totals = totalsOf(waits);
    expect([totals.visits, totals.meanWaitMs, totals.wait95Ms]).toEqual([40, 20_500, 38_000]);
    expect(totalsOf([])).toMatchObject({ visits: 0, meanWaitMs: null, wait95Ms: null, causes: [] });
    expect(totalsOf(entries.slice(0, 1)).wait95Ms).toBe(60_000);
    for (const { visits, outcomes } of totalsByDay(entries, dayOf))
      expect(Object.values(outcomes).reduce((sum, count) => sum + count)).toBe(visits);
  });

  it('is told by day, the last one first', () => {
    expect(totalsByDay(entries, dayOf)).toMatchObject([
      { day: '2026-11-06', visits: 2, outcomes: { came: 1, 'no-show': 1 }, meanWaitMs: 60_000, causes: [] },
      {
        day: '2026-11-05',
        visits: 3,
        outcomes: { came: 1, 'not-met': 1, cancelled: 1 },
        wait95Ms: 600_000,
        causes: [
          { cause: 'server-away', count: 1 },
          { cause: 'camera-missing', count: 1 },
          { cause: 'not-in-call', count: 1 },
        ],
      },
    ]);
  });
});

describe('the exported tables', () => {
  it('of visits: one line each, the first visit first, with the labels', () => {
    const [head, ...rows] = parse(csvOf(visitTable(entries, words), ';'), ';');
    expect(head).toEqual([
      ...['day', 'planned', 'pressed', 'ended', 'doctor', 'label'],
      ...['outcome', 'waited', 'in-call', 'persons', 'failures'],
    ]);
    expect(rows.map((row) => row[6])).toEqual(['cancelled', 'came', 'not-met', 'no-show', 'came']);
    expect(rows[1]).toEqual([
      ...['2026-11-05', '', '09:00', '09:20', 'Dr. petrova', 'Patient b'],
      ...['came', '0:10:00', '0:15:00', '1', 'server-away, camera-missing'],
    ]);
    expect(rows[3]).toEqual([
      ...['2026-11-06', '2026-11-06 09:00', '', '09:10', 'Dr. petrova', 'Петрова; Анна'],
      ...['no-show', '', '', '0', ''],
    ]);
    expect(rows[4]?.[5]).toBe(`'=HYPERLINK("http://x")`);
  });

  it('of days: numbers alone, and not one label', () => {
    const text = csvOf(dayTable(entries, words), ',');
    expect(parse(text, ',')).toEqual([
      [
        ...['day', 'visits', 'came', 'no-show', 'not-met', 'cancelled', 'mean-wait', 'wait-95'],
        ...['server-away', 'camera-missing', 'not-in-call'],
      ],
      ['2026-11-05', '3', '1', '0', '1', '1', '0:10:00', '0:10:00', '1', '1', '1'],
      ['2026-11-06', '2', '1', '1', '0', '0', '0:01:00', '0:01:00', '0', '0', '0'],
      ['Total', '5', '2', '1', '1', '1', '0:05:30', '0:10:00', '1', '1', '1'],
    ]);
    for (const { label, id } of entries) expect(text).not.toContain(label || id);
  });
});
