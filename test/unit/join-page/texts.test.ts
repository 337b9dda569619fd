import { describe, expect, it } from 'vitest';
import { fill, messages } from '../../../src/shared/i18n/messages.ts';
import { languages, type Language } from '../../../src/shared/settings.ts';

const gaps = { doctor: 'Smirnova', phone: '84950000000', title: '', count: 10 };

/** Words of staff, of technicians and of forms; what we say instead is in the dictionary. */
const notToUse: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:conference|host|meeting|session|click|log ?in|sign ?in|device|enable|disable|permission|settings|invalid|error code|server|URL|WebRTC|participant|authori[sz]e|terminate|retry|initiali[sz]e|browser window)\b/i,
  ru: /конференц|кликни|щёлкни|перезагруз|присоедин|участник|сервер|сессия|сеанс|устройств|авториз|аккаунт|учётн|некорректн|невалидн|инициал|URL|подключитесь к|осуществ|произвести|данный|является/i,
};

describe.each(languages)('the texts for patients in %s', (language) => {
  it.each(Object.entries(messages[language].patient))(
    '%s has short sentences in plain words',
    (_key, text) => {
      const sentences = fill(text, gaps).split(/[.?!:](?:\s|$)/u);
      for (const sentence of sentences)
        expect(
          sentence.split(/\s+/u).filter((word) => /\p{L}|\d/u.test(word)).length,
          sentence,
        ).toBeLessThanOrEqual(12);
      expect(text).not.toMatch(notToUse[language]);
    },
  );

  it('name no gap that the English text does not have', () => {
    for (const [key, text] of Object.entries(messages[language].patient)) {
      const english: string = Object.entries(messages.en.patient).find(([other]) => other === key)?.[1] ?? '';
      for (const gap of text.match(/\{\{\w+\}\}/g) ?? []) expect(english).toContain(gap);
    }
  });
});

it('the words not to use are found', () => {
  expect('Please log in to the conference.').toMatch(notToUse.en);
  expect('Перезагрузите устройство').toMatch(notToUse.ru);
});
