/** The manual of the service calls buttons and sections by the very words of the screens, in both languages. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { messages } from '../../../src/shared/i18n/messages.ts';

const languages = [
  { language: 'en', file: 'service.md', quoted: /“(.+?)”/g },
  { language: 'ru', file: 'service.ru.md', quoted: /«(.+?)»/g },
] as const;

/** The dictionary writes another apostrophe. */
const read = (file: string): string =>
  readFileSync(join(import.meta.dirname, '../../../docs', file), 'utf8').replaceAll("'", '’');
const found = (text: string, what: RegExp): readonly (string | undefined)[] =>
  [...text.matchAll(what)].map(([, word]) => word);

test.each(languages)('the steps, $language', ({ language, file, quoted }) => {
  const { settings, board, patient } = messages[language];
  const steps = [...read(file).matchAll(/^\d\. .*$/gm)].join('\n');
  expect(found(steps, /\*\*(.+?)\*\*/g)).toEqual([
    'API → OAuth2',
    settings.save,
    settings['section-people'],
    settings['test-connection'],
    settings['section-server'],
    board['new-visit'],
    patient.join,
  ]);
  expect(found(steps, quoted)).toEqual([
    settings['section-clinic'],
    board['join-call'],
    settings['entry-named-guest'],
    settings['section-doctors'],
  ]);
});

test.each(languages)('the way of the desktop app, and what the terminal says, $language', (each) => {
  const { language, file, quoted } = each;
  const { settings, board, service } = messages[language];
  const manual = read(file);
  for (const words of [
    settings['way-service'],
    `${settings.title} → ${settings['section-app']}`,
    board['sign-out'],
  ])
    expect(manual).toContain(`**${words}**`);
  for (const key of ['portal-key-no-site', 'portal-key-site-unknown'] as const)
    expect(found(service[key], quoted)).toEqual([settings['section-people']]);
});
