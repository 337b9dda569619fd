/** A planned visit for the patient's calendar: one event by RFC 5545. Pure. */

export interface CalendarEntry {
  /** Names the visit for good: the entry of a moved visit takes the place of the former. */
  readonly uid: string;
  /** When the visit was made, when this file is made, when the visit begins; epoch ms. */
  readonly createdAt: number;
  readonly madeAt: number;
  readonly startsAt: number;
  readonly summary: string;
  /** Says the time with its zone, too: the event itself is in UTC. */
  readonly description: string;
  readonly link: string;
}

/** How long the place in the calendar is; nobody says how long a visit takes. */
const blockMs = 30 * 60_000;

/**
 * Times are in UTC (`Z`): Outlook, Google and Apple show them in the zone of whoever reads, and nothing depends on a
 * VTIMEZONE, whose names Outlook reads in its own way. No METHOD: with one, RFC 5546 §3.2.1 wants an ORGANIZER with an
 * address, and a clinic's desk has none.
 */
export function calendarFile(entry: CalendarEntry): string {
  const { uid, startsAt, madeAt, createdAt, summary, description, link } = entry;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Visit Desk//Visit Desk//EN',
    'CALSCALE:GREGORIAN',
    'BEGIN:VEVENT',
    `UID:${text(uid)}`,
    `DTSTAMP:${utc(madeAt)}`,
    `DTSTART:${utc(startsAt)}`,
    `DTEND:${utc(startsAt + blockMs)}`,
    // Grows with every file of the visit, so with every move of it.
    `SEQUENCE:${Math.max(0, Math.floor((madeAt - createdAt) / 1_000))}`,
    `SUMMARY:${text(summary)}`,
    `DESCRIPTION:${text(description)}`,
    `LOCATION:${text(link)}`,
    `URL:${link}`,
    'CLASS:PRIVATE',
    'STATUS:CONFIRMED',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'TRIGGER:-PT15M',
    `DESCRIPTION:${text(summary)}`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

/** `20261126T113000Z`, of epoch ms. */
const utc = (at: number): string => new Date(at).toISOString().replace(/\.\d+/u, '').replace(/[-:]/gu, '');

/** §3.3.11: what means something in a text is escaped; a control character has no place there. */
const text = (value: string): string =>
  value
    .toWellFormed()
    .replace(/[\\;,]/gu, (sign) => `\\${sign}`)
    .replace(/\r\n|\r|\n/gu, '\\n')
    .replace(/[\u0000-\u001f\u007f]/gu, ' ');

const lineOctets = 75;

/** §3.1: a line has at most 75 octets; what follows begins with a space. A character is never cut. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const sign of line) {
    const more = octetsOf(sign);
    if (octets + more > lineOctets) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += sign;
    octets += more;
  }
  return [...parts, part].join('\r\n');
}

/** Of one character in UTF-8. */
function octetsOf(sign: string): number {
  const code = sign.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
