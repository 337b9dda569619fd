/** The message: its template, its gaps, the time as patients read it, and the built-in texts. */
import { describe, expect, it } from 'vitest';
import { messages } from '../../../../src/shared/i18n/messages.ts';
import {
  composeMessage,
  maxTemplateLength,
  templateProblem,
} from '../../../../src/shared/sending/template.ts';
import { visitTime } from '../../../../src/shared/sending/visitTime.ts';
import { languages, messagesSchema } from '../../../../src/shared/settings.ts';

const link = 'https://visits.clinic.example/v/2q';
const full = {
  link,
  clinic: 'Clinic of {{phone}}',
  phone: '+7 495 000-00-00',
  time: 'Thursday 26 November, 14:30 (Moscow Time)',
  doctor: 'Dr. $& Petrova',
};
const onlyLink = { link, clinic: '', phone: '', time: '', doctor: '' };

describe('composeMessage', () => {
  it('fills every gap once, whatever the values look like', () => {
    expect(composeMessage('{{clinic}} / {{ doctor }}\r\n{{time}}: {{link}} ({{phone}})', full)).toBe(
      `${full.clinic} / ${full.doctor}\n${full.time}: ${link} (${full.phone})`,
    );
  });

  it('leaves out a line that has nothing to say, never the one of the link', () => {
    const template = 'Hello\n\nWhen: {{time}}\n{{clinic}}\n{{doctor}} waits: {{link}}\n\n\nCall {{phone}}';
    expect(composeMessage(template, onlyLink)).toBe(`Hello\n\n waits: ${link}`);
  });

  it.each(languages)('says what is needed in %s, and the words of the patient’s page', (language) => {
    const template = messages[language].sending['default-message'];
    expect(templateProblem(template)).toBeUndefined();
    expect(template.length).toBeLessThan(maxTemplateLength);
    expect(template).toContain(messages[language].patient.join);
    const whole = composeMessage(template, full);
    for (const value of [full.link, full.clinic, full.phone, full.time]) expect(whole).toContain(value);
    // Nothing medical: not even who the doctor is.
    expect(whole).not.toContain(full.doctor);
    const bare = composeMessage(template, onlyLink);
    expect(bare.split('\n')).toHaveLength(3);
    expect(bare).not.toContain('{{');
  });
});

describe('a template', () => {
  it.each([
    ['See {{link}}', undefined],
    ['See {{ link }} {{time}}', undefined],
    ['See us', 'no-link'],
    ['{link}', 'no-link'],
    ['{{link}} {{name}}', { code: 'unknown-gap', value: 'name' }],
    ['{{link}} {{}}', { code: 'unknown-gap', value: '' }],
  ])('%j has the problem %j', (template, problem) => {
    expect(templateProblem(template)).toEqual(problem);
  });

  it('is empty or whole in the settings, which begin without messengers', () => {
    expect(messagesSchema.parse({})).toEqual({ en: '', ru: '', email: true, sms: true, messengers: [] });
    expect(messagesSchema.safeParse({ en: ' {{link}} ' }).data?.en).toBe('{{link}}');
    for (const en of ['Come in', '{{link}} {{name}}', `{{link}}${'a'.repeat(maxTemplateLength)}`])
      expect(messagesSchema.safeParse({ en }).success).toBe(false);
    expect(messagesSchema.safeParse({ messengers: ['icq'] }).success).toBe(false);
  });
});

describe('visitTime', () => {
  const at = Date.UTC(2026, 10, 26, 11, 30);
  it.each([
    ['en', 'Europe/Moscow', 'Thursday 26 November, 14:30 (Moscow Time)'],
    ['ru', 'Europe/Moscow', 'четверг, 26 ноября, 14:30 (МСК)'],
    ['ru', 'Asia/Yekaterinburg', 'четверг, 26 ноября, 16:30 (МСК+2)'],
    ['ru', 'Europe/Kaliningrad', 'четверг, 26 ноября, 13:30 (МСК−1)'],
    ['ru', 'Europe/Berlin', 'четверг, 26 ноября, 12:30 (Центральная Европа, стандартное время)'],
    ['en', 'Europe/Berlin', 'Thursday 26 November, 12:30 (CET)'],
  ] as const)('in %s and %s is %s', (language, zone, text) => {
    expect(visitTime(at, language, zone)).toBe(text);
  });
});
