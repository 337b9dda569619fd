import { describe, expect, it } from 'vitest';
import { fill, messages } from '../../../src/shared/i18n/messages.ts';
import { languages } from '../../../src/shared/settings.ts';

const gaps = { doctor: 'Smirnova', phone: '84950000000', title: '' };

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
      expect(text).not.toMatch(/conference|host|meeting|конференц|кликни|перезагруз|присоедин/iu);
    },
  );
});
