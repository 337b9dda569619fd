/** One table of fields: nothing of what IT can set is missing on the screen, and all of it is found by what people call it. */
import { describe, expect, it } from 'vitest';
import { fieldNames, fieldTable } from '../../../src/renderer/features/settings/fieldTable.ts';
import { isSecretField, lockOf, valuesOf } from '../../../src/renderer/features/settings/form.ts';
import { fieldsOf, placesOf, sectionsOf } from '../../../src/renderer/features/settings/place.ts';
import { placeNames, placeTable } from '../../../src/renderer/features/settings/placeTable.ts';
import { joinedSecret } from '../../../src/renderer/features/settings/serverFields.ts';
import { findSettings, type Findable } from '../../../src/renderer/features/settings/settingSearch.ts';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { defaultSettings, lockableKeys, policyKeys } from '../../../src/shared/settings.ts';

/** The desktop's own, with panels that save and say themselves when something is locked. */
const ofTheDesktop = /^(?:service|updates)\./;

describe('the table of fields', () => {
  it('has every setting that a policy can give, and names no lock that there is not', () => {
    const shown = new Set<string>(fieldNames.flatMap((field) => fieldTable[field].locks));
    expect(policyKeys.filter((key) => !shown.has(key) && !ofTheDesktop.test(key))).toEqual([]);
    expect([...shown].filter((key) => !lockableKeys.some((known) => known === key))).toEqual([]);
    expect(Object.keys(valuesOf(defaultSettings)).sort()).toEqual([...fieldNames].sort());
  });

  it.each([false, true])(
    'puts every field into a section that is shown (at the service: %s)',
    (atService) => {
      for (const field of fieldNames) {
        const places = placesOf(field, atService);
        expect(sectionsOf(atService)).toEqual(expect.arrayContaining([...places]));
        for (const section of places) expect(fieldsOf(section, atService)).toContain(field);
      }
      expect(fieldNames.filter((field) => placesOf(field, false).length === 0)).toEqual([]);
    },
  );

  it('says who has locked a field; a secret of a user is nobody else’s', () => {
    const locked = [
      { key: 'server.proxy', source: 'registry' },
      { key: 'doctors.id', source: 'environment' },
      { key: 'messages.messengers', source: 'policy-file' },
    ] as const;
    expect(lockOf('proxyAddress', locked)).toBe('registry');
    expect(lockOf('ownerId', locked)).toBe('environment');
    expect(lockOf('telegram', locked)).toBe('policy-file');
    expect(lockOf('otherDoctors', locked)).toBeNull();
    expect(fieldNames.filter((field) => isSecretField(field) && lockOf(field, locked) !== null)).toEqual([]);
  });
});

const languages = ['en', 'ru'] as const;

function findable(language: (typeof languages)[number]): readonly Findable[] {
  const own = messages[language].settingFields;
  const entry = (target: Findable['target'], section: Findable['section'], words: string): Findable => ({
    target,
    section,
    label: own[target],
    labels: languages.map((each) => messages[each].settingFields[target]),
    more: [
      words,
      ...languages.flatMap((each) => [
        messages[each].settingFields[`${target}-help`],
        messages[each].settings[`section-${section}`],
      ]),
    ],
  });
  return [
    ...fieldNames.map((field) =>
      entry(field, placesOf(field, false)[0] ?? 'server', fieldTable[field].words),
    ),
    ...placeNames.map((name) => entry(name, placeTable[name].in, placeTable[name].words)),
  ];
}

describe.each(languages)('the search, on a screen in %s', (language) => {
  const all = findable(language);
  const found = (typed: string) => findSettings(all, typed).map(({ target }) => target);

  it.each([
    ['port', 'port'],
    ['порт', 'port'],
    ['8765', 'port'],
    ['прокси', 'proxyMode'],
    ['proxy', 'proxyMode'],
    ['squid', 'proxyMode'],
    ['self-signed', 'trust'],
    ['самоподписанный', 'trust'],
    ['сертификаты', 'trust'],
    ['fingerprint', 'pin'],
    ['пароль прокси', 'proxyPassword'],
    ['password proxy', 'proxyPassword'],
    ['wifi', 'interface'],
    ['вайфай', 'interface'],
    ['комната ожидания', 'admission'],
    ['lobby', 'admission'],
    ['files', 'rights'],
    ['лицензия', 'guestSeats'],
    ['whatsapp', 'whatsapp'],
    ['retention', 'keepDays'],
    ['удалить историю', 'erase'],
    ['учетная запись', 'ownerId'],
    ['pfx', 'pfxFile'],
    ['русский', 'language'],
    ['self test', 'rehearsal'],
    ['phone', 'phone'],
  ] as const)('finds by "%s" the field %s among the first', (typed, target) => {
    expect(found(typed).slice(0, 5)).toContain(target);
  });

  it('puts what is called so before what only speaks of it, and finds nothing for nothing', () => {
    expect(found(messages[language].settingFields.port)[0]).toBe('port');
    expect(found(messages[language].settingFields.proxyAddress)[0]).toBe('proxyAddress');
    expect([found(''), found('  '), found('qqq'), found('port qqq')]).toEqual([[], [], [], []]);
    expect(found('a').length).toBeLessThanOrEqual(12);
  });

  it('finds every field by its own label', () => {
    const lost = all.filter(({ target, label }) => !found(label).includes(target));
    expect(lost.map(({ target }) => target)).toEqual([]);
  });
});

it.each([
  ['8f3b\n0c51\r\nd2a9\n', '8f3b0c51d2a9'],
  ['  s3cret ', 's3cret'],
  ['\u200bs3cret\u00a0', 's3cret'],
  ['s3cret', 's3cret'],
])('puts the pasted secret %j together', (pasted, secret) => {
  expect(joinedSecret(pasted)).toBe(secret);
});
