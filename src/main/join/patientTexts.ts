/**
 * The words of the patient's page: English and Russian built in, further languages as files of the data folder, so that
 * a clinic adds one without a release (docs/patient-texts.md).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { z } from 'zod';
import { messages, type Messages } from '../../shared/i18n/messages.ts';
import { causeOf } from '../log/cause.ts';
import type { Log } from '../ports.ts';

export type PatientWords = Messages['patient'];

/** By language code: the primary subtag of BCP 47, two or three small letters. */
export type PatientTexts = ReadonlyMap<string, PatientWords>;

export const builtInTexts: PatientTexts = new Map([
  ['en', messages.en.patient],
  ['ru', messages.ru.patient],
]);

/** Bounds of what a file can bring onto the page, whose whole answer has 14,000 bytes. */
const maxFileBytes = 65_536;
const maxTextLength = 300;
const maxLanguages = 20;

const { patient: english } = messages.en;
type Key = keyof PatientWords;
const isKey = (key: string): key is Key => Object.hasOwn(english, key);

const wordsSchema = z.record(z.string(), z.string().trim().min(1).max(maxTextLength));

/**
 * The built-in texts, and over them each `<code>.json` of the folder; keys that a file lacks are English, or stay as
 * built in. A file that cannot be used is logged by its name and left out. No folder: the built-in texts.
 */
export function loadPatientTexts(folder: string, log: Log): PatientTexts {
  const texts = new Map(builtInTexts);
  for (const name of filesIn(folder, log)) {
    const { name: code } = parse(name);
    try {
      if (!/^[a-z]{2,3}$/.test(code)) throw new UnusableText('not-a-language-code');
      if (texts.size >= maxLanguages && !texts.has(code)) throw new UnusableText('too-many-languages');
      texts.set(code, readWords(join(folder, name), builtInTexts.get(code)));
    } catch (error) {
      log.warn('patient-texts.file-unusable', { file: name, cause: reasonOf(error) });
    }
  }
  return texts;
}

class UnusableText extends Error {}

const reasonOf = (error: unknown): string => (error instanceof UnusableText ? error.message : causeOf(error));

function filesIn(folder: string, log: Log): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch (error) {
    if (causeOf(error) !== 'ENOENT') log.warn('patient-texts.folder-unusable', { cause: causeOf(error) });
    return [];
  }
}

/** Errors: throws when the file cannot be read or is not what it should be. */
function readWords(path: string, builtIn: PatientWords | undefined): PatientWords {
  const content = readFileSync(path);
  if (content.length > maxFileBytes) throw new UnusableText('too-large');
  const given = wordsSchema.parse(JSON.parse(content.toString('utf8').replace(/^\ufeff/, '')));
  // Without it the language could not be chosen, or would bear the name of another.
  if (!builtIn && given['language-name'] === undefined) throw new UnusableText('language-name-missing');
  const words: Record<Key, string> = { ...(builtIn ?? english) };
  for (const [key, text] of Object.entries(given)) {
    if (!isKey(key)) throw new UnusableText('unknown-key');
    if (!hasKnownGaps(text, english[key])) throw new UnusableText('unknown-gap');
    words[key] = text;
  }
  return words;
}

/** A gap that nobody fills would stand on the page as it is. */
function hasKnownGaps(text: string, original: string): boolean {
  const gaps = (of: string): readonly string[] => of.match(/\{\{.*?\}\}/g) ?? [];
  const known = gaps(original);
  return gaps(text).every((gap) => known.includes(gap));
}
