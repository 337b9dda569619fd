import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtInTexts, loadPatientTexts } from '../../../../src/main/join/patientTexts.ts';
import { messages } from '../../../../src/shared/i18n/messages.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';
import { temporaryFolder } from '../../../fixtures/temporaryFolder.ts';

function load(files: Readonly<Record<string, unknown>>) {
  const folder = join(temporaryFolder(), 'languages');
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  const log = recordingLog();
  return { texts: loadPatientTexts(folder, log), log };
}

const kazakh = {
  'language-name': 'Қазақша',
  join: 'Кіру',
  'doctor-expecting': 'Сізді {{doctor}} күтіп отыр.',
};

test('without a folder there are English and Russian', () => {
  const log = recordingLog();
  expect(loadPatientTexts(join(temporaryFolder(), 'languages'), log)).toEqual(builtInTexts);
  expect([...builtInTexts.keys()]).toEqual(['en', 'ru']);
  expect(log.lines).toEqual([]);
});

test('a file adds its language; what it lacks is English', () => {
  const { texts, log } = load({ 'kk.json': kazakh, 'readme.txt': 'not for us' });
  expect([...texts.keys()]).toEqual(['en', 'ru', 'kk']);
  expect(texts.get('kk')).toEqual({ ...messages.en.patient, ...kazakh });
  expect(texts.get('ru')).toEqual(messages.ru.patient);
  expect(log.lines).toEqual([]);
});

test('a built-in language can be corrected, and keeps what is not', () => {
  const { texts } = load({ 'ru.json': { join: 'Войти' } });
  expect(texts.get('ru')).toEqual({ ...messages.ru.patient, join: 'Войти' });
  expect(texts.get('en')).toEqual(messages.en.patient);
});

test('a file may begin with a byte order mark and leave gaps out', () => {
  const { texts } = load({
    'kk.json': `\ufeff${JSON.stringify({ ...kazakh, 'doctor-expecting': 'Дәрігер күтіп отыр.' })}`,
  });
  expect(texts.get('kk')?.['doctor-expecting']).toBe('Дәрігер күтіп отыр.');
});

describe('a file that cannot be used is named and left out, and the others count', () => {
  test.each([
    ['no JSON', 'de.json', '{"join":', 'SyntaxError'],
    ['an unknown key', 'de.json', { ...kazakh, joinn: 'x' }, 'unknown-key'],
    ['a key that objects have', 'de.json', { ...kazakh, constructor: 'x' }, 'unknown-key'],
    ['no name of the language', 'de.json', { join: 'Eintreten' }, 'language-name-missing'],
    ['a gap that is not filled', 'de.json', { ...kazakh, join: '{{doctor}} eintreten' }, 'unknown-gap'],
    ['an empty text', 'de.json', { ...kazakh, join: ' ' }, /ZodError/],
    ['a text without end', 'de.json', { ...kazakh, join: 'x'.repeat(301) }, /ZodError/],
    ['no text', 'de.json', { ...kazakh, join: { text: 'x' } }, /ZodError/],
    ['no object', 'de.json', ['x'], /ZodError/],
    ['a large file', 'de.json', `${' '.repeat(65_536)}{}`, 'too-large'],
    ['a name in words', 'German.json', kazakh, 'not-a-language-code'],
    ['dots for a name', '..json', kazakh, 'not-a-language-code'],
  ])('%s', (_name, name, content, cause) => {
    const { texts, log } = load({ [name]: content, 'kk.json': kazakh });
    expect([...texts.keys()]).toEqual(['en', 'ru', 'kk']);
    const [line, ...more] = log.lines;
    expect(more).toEqual([]);
    expect(line).toMatchObject({ event: 'patient-texts.file-unusable', fields: { file: name } });
    expect(line?.fields['cause']).toMatch(cause);
  });

  test('a folder in place of a file', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'de.json'));
    const log = recordingLog();
    expect(loadPatientTexts(folder, log)).toEqual(builtInTexts);
    expect(log.lines).toMatchObject([{ fields: { file: 'de.json', cause: 'EISDIR' } }]);
  });

  test('a file in place of the folder', () => {
    const path = join(temporaryFolder(), 'languages');
    writeFileSync(path, '');
    const log = recordingLog();
    expect(loadPatientTexts(path, log)).toEqual(builtInTexts);
    expect(log.lines).toMatchObject([
      { event: 'patient-texts.folder-unusable', fields: { cause: 'ENOTDIR' } },
    ]);
  });

  test('more than twenty languages', () => {
    const names = Array.from({ length: 19 }, (_unused, index) => `x${String.fromCodePoint(97 + index)}.json`);
    const { texts, log } = load(Object.fromEntries(names.map((name) => [name, kazakh])));
    expect(texts.size).toBe(20);
    expect(log.lines).toMatchObject([{ fields: { file: 'xs.json', cause: 'too-many-languages' } }]);
  });
});
