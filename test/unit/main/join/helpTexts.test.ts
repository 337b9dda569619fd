import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadHelpTexts } from '../../../../src/main/join/helpTexts.ts';
import { helpKeys } from '../../../../src/shared/help.ts';
import { messages } from '../../../../src/shared/i18n/messages.ts';
import { languages } from '../../../../src/shared/settings.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';
import { temporaryFolder } from '../../../fixtures/temporaryFolder.ts';

const resources = join(import.meta.dirname, '../../../../resources');

function load(own?: string) {
  const folder = temporaryFolder();
  if (own !== undefined) writeFileSync(join(folder, 'camera-help.json'), own);
  const log = recordingLog();
  return { texts: loadHelpTexts({ shipped: resources, own: folder }, log), log };
}

const shipped = loadHelpTexts({ shipped: resources, own: join(resources, 'none') }, recordingLog());

describe.each(languages)('what is shipped, in %s', (language) => {
  test.each(helpKeys)('%s: short sentences in plain words', (key) => {
    const text = shipped[key][language] ?? '';
    const sentences = text.split(/[.?!;:](?:\s|$)/u).filter((sentence) => sentence !== '');
    expect(sentences.length).toBeGreaterThan(0);
    for (const sentence of sentences)
      expect(sentence.split(/\s+/u).filter((word) => /\p{L}/u.test(word)).length, sentence).toBeLessThan(16);
    expect(text.length).toBeLessThanOrEqual(180);
    expect(text).toMatch(/[.?]$/u);
    expect(text).not.toMatch(/conference|meeting|конференц|кликни|перезагру|присоедин/iu);
  });

  test('the buttons are called what the page calls them', () => {
    const { patient } = messages[language];
    expect(shipped['any-closed'][language]).toContain(patient['camera-ask-again']);
    expect(shipped.busy[language]).toContain(patient['camera-again']);
    expect(shipped['inapp-android'][language]).toContain(patient['away-open']);
    expect(shipped['inapp-ios'][language]).toContain(patient['away-safari']);
  });
});

describe('a file of one’s own', () => {
  test('corrects a sentence and adds a language; the rest stays', () => {
    const { texts, log } = load(
      JSON.stringify({ busy: { ru: 'Закройте другие звонки.' }, none: { kk: 'Камера табылмады.' } }),
    );
    expect(texts.busy).toEqual({ en: shipped.busy['en'], ru: 'Закройте другие звонки.' });
    expect(texts.none).toEqual({ ...shipped.none, kk: 'Камера табылмады.' });
    expect(texts.ipad).toEqual(shipped.ipad);
    expect(log.lines).toEqual([]);
  });

  test('may begin with a byte order mark', () => {
    expect(load('\ufeff{"busy":{"en":"Wait."}}').texts.busy['en']).toBe('Wait.');
  });

  test.each([
    ['no JSON', '{"busy":'],
    ['no object', '[]'],
    ['an unknown key', '{"bussy":{"en":"x"}}'],
    ['no language', '{"busy":"x"}'],
    ['a language that is none', '{"busy":{"english":"x"}}'],
    ['an empty sentence', '{"busy":{"en":" "}}'],
    ['a sentence without end', JSON.stringify({ busy: { en: 'x'.repeat(401) } })],
    ['no text', '{"busy":{"en":1}}'],
  ])('%s: logged by its name, and what is shipped counts', (_name, content) => {
    const { texts, log } = load(content);
    expect(texts).toEqual(shipped);
    expect(log.lines).toEqual([
      {
        event: 'camera-help.file-unusable',
        fields: { file: 'camera-help.json', cause: expect.stringMatching(/^\w+$/) },
      },
    ]);
  });
});

test.each([
  ['is not there', undefined],
  ['lacks a key', JSON.stringify({ ...shipped, busy: undefined })],
  ['lacks English', JSON.stringify({ ...shipped, busy: { ru: 'x' } })],
])('what is shipped %s: the program does not start', (_name, content) => {
  const folder = temporaryFolder();
  if (content !== undefined) writeFileSync(join(folder, 'camera-help.json'), content);
  expect(() => loadHelpTexts({ shipped: folder, own: temporaryFolder() }, recordingLog())).toThrow();
});
