/** What is said with a link, without a screen. */
import { describe, expect, it } from 'vitest';
import { readLanguage } from '../../../src/renderer/features/sending/patientLanguage.ts';
import {
  calendarName,
  calendarOf,
  labelOf,
  letterOf,
  type SentLink,
} from '../../../src/renderer/features/sending/sentLink.ts';
import { messageValues, messagesSection } from '../../../src/renderer/features/settings/messageFields.ts';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { defaultSettings } from '../../../src/shared/settings.ts';
import { statusView, visitView } from '../../fixtures/views.ts';

const now = Date.UTC(2026, 10, 26, 8);
const startsAt = now + 3_600_000;
const { sending } = statusView();
const url = 'https://visits.clinic.example/v/2q';
const extra = { number: 2, label: 'Daughter', url: `${url}2`, helpCode: 'KHECBA', page: null, callMe: null };
const visit = visitView('a', 'planned', {
  ...{ phase: 'planned', startsAt, label: 'Ivanov', helpCode: 'ABCEHK', createdAt: now - 5_000 },
  ...{ doctorName: 'Dr. Petrova', extraLinks: [extra] },
});
const first: SentLink = { visit, number: null, url };

describe('what is said with a link', () => {
  it('names the time only while it is to come', () => {
    expect(letterOf(first, sending, 'en', now)).toMatchObject({ startsAt, subject: 'Your video visit' });
    expect(letterOf(first, sending, 'en', now).message).toContain('Thursday 26 November');
    const begun = letterOf(first, sending, 'en', startsAt);
    expect(begun).toMatchObject({ startsAt: null, values: { time: '' } });
    expect(begun.message).not.toContain('November');
    expect(calendarOf(first, begun, begun.message, now)).toBeNull();
  });

  it('is of the link that is sent: its label and help code, an event of its own for the calendar', () => {
    const second: SentLink = { visit, number: 2, url: extra.url };
    expect([labelOf(first), labelOf(second)]).toEqual(['Ivanov', 'Daughter']);
    const [one, two] = [first, second].map((link) => letterOf(link, sending, 'ru', now));
    expect([one?.helpCode, two?.helpCode]).toEqual(['ABCEHK', 'KHECBA']);
    if (!one || !two) throw new Error('two letters');
    const files = [calendarOf(first, one, one.message, now), calendarOf(second, two, two.message, now)];
    expect(files.map((file) => file?.match(/^UID:(.*)\r$/m)?.[1])).toEqual([
      'a-1@visit-desk',
      'a-2@visit-desk',
    ]);
    expect(files.join()).not.toMatch(/Ivanov|Daughter/);
    expect(calendarName(startsAt)).toMatch(/^visit-2026-11-2\d-\d{4}\.ics$/);
  });

  it('says the clinic’s own text, and the built-in one where there is none', () => {
    const own = { ...sending, clinicName: 'North', templates: { en: '{{doctor}}: {{link}}', ru: '' } };
    const letter = letterOf(first, own, 'en', now);
    expect(letter).toMatchObject({ message: `Dr. Petrova: ${url}`, subject: 'Your video visit, North' });
    expect(letterOf(first, own, 'ru', now).message).toMatch(/^Ваш видеоприём\nNorth\n/);
  });
});

it('the desk remembers a language and nothing else', () => {
  expect(readLanguage('{"language":"ru"}')).toBe('ru');
  for (const stored of [null, '', '{', '[]', 'null', '{"language":"de"}', '"ru"'])
    expect(readLanguage(stored)).toBeUndefined();
});

it('the settings keep a text that nobody changed as the built-in one', () => {
  const stored = defaultSettings.messages;
  const shown = messageValues(stored);
  expect(shown.messageEn).toBe(messages.en.sending['default-message']);
  expect(messagesSection(shown)).toEqual(stored);
  expect(messagesSection({ ...shown, messageRu: '  ', messageEn: ' See {{link}} ' })).toMatchObject({
    ...{ ru: '', en: 'See {{link}}' },
  });
});
