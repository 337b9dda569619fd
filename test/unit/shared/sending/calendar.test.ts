/** The file for a calendar, read back by a parser of its own. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarFile, type CalendarEntry } from '../../../../src/shared/sending/calendar.ts';

const createdAt = Date.UTC(2026, 10, 25, 9);
const entry: CalendarEntry = {
  uid: 'b7-1@visit-desk',
  createdAt,
  madeAt: createdAt + 61_500,
  startsAt: Date.UTC(2026, 10, 26, 11, 30),
  summary: 'Видеоприём, Клиника «Север»; корпус 2',
  description:
    'Четверг, 14:30 (Москва)\r\nОткройте ссылку: a\\b 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀',
  link: `https://visits.clinic.example/v/${'x'.repeat(90)}`,
};

const unescaped = (value: string): string =>
  value.replace(/\\([nN\\;,])/g, (_all, sign: string) => (/n/i.test(sign) ? '\n' : sign));

/** Name and value of each line, unfolded (RFC 5545 §3.1). */
function read(file: string): readonly (readonly [string, string])[] {
  expect(file.endsWith('\r\n')).toBe(true);
  const raw = file.slice(0, -2).split('\r\n');
  const isWrong = (line: string): boolean =>
    Buffer.byteLength(line) > 75 || /[\r\n]/.test(line) || !line.isWellFormed();
  expect(raw.filter(isWrong)).toEqual([]);
  return raw
    .join('\r\n')
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1)] as const;
    });
}

/** The event's own values: those of the alarm are left out. */
function eventOf(file: string): Readonly<Record<string, string>> {
  const lines = read(file);
  const from = lines.findIndex(([name, value]) => name === 'BEGIN' && value === 'VEVENT');
  const to = lines.findIndex(([name, value]) => name === 'BEGIN' && value === 'VALARM');
  return Object.fromEntries(lines.slice(from + 1, to).map(([name, value]) => [name, unescaped(value)]));
}

/** Whatever can be typed, halves of characters too. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0, max: 0x3000 })), {
    maxLength: 120,
  })
  .map((codes) => String.fromCharCode(...codes));

describe('calendarFile', () => {
  it('is one event in UTC with the link, every line short and every text whole', () => {
    const file = calendarFile(entry);
    expect(read(file)[0]).toEqual(['BEGIN', 'VCALENDAR']);
    expect(read(file)[1]).toEqual(['VERSION', '2.0']);
    expect(read(file).at(-1)).toEqual(['END', 'VCALENDAR']);
    expect(eventOf(file)).toEqual({
      UID: entry.uid,
      DTSTAMP: '20261125T090101Z',
      DTSTART: '20261126T113000Z',
      DTEND: '20261126T120000Z',
      SEQUENCE: '61',
      SUMMARY: entry.summary,
      DESCRIPTION: entry.description.replace('\r\n', '\n'),
      LOCATION: entry.link,
      URL: entry.link,
      CLASS: 'PRIVATE',
      STATUS: 'CONFIRMED',
    });
  });

  it('of a visit that was moved has the same name and a greater number', () => {
    const moved = { ...entry, startsAt: entry.startsAt + 3_600_000, madeAt: entry.madeAt + 1_000 };
    const [before, after] = [eventOf(calendarFile(entry)), eventOf(calendarFile(moved))];
    expect(after['UID']).toBe(before['UID']);
    expect(Number(after['SEQUENCE'])).toBeGreaterThan(Number(before['SEQUENCE']));
    expect(after['DTSTART']).toBe('20261126T123000Z');
    // A desk's clock may be behind the core's.
    expect(eventOf(calendarFile({ ...entry, madeAt: createdAt - 5 }))['SEQUENCE']).toBe('0');
  });

  it('carries any text and never another line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { DESCRIPTION = '' } = eventOf(calendarFile({ ...entry, description: text }));
        const kept = text.toWellFormed().replace(/\r\n|\r/g, '\n');
        expect(DESCRIPTION).toBe(kept.replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' '));
      }),
    );
  });
});
