/**
 * The sentences for a camera that does not work. They name menus of phones, which change: the file that is shipped can
 * be corrected by one in the data folder, without a release (docs/patient-texts.md).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { helpKeys, type HelpTexts } from '../../shared/help.ts';
import { causeOf } from '../log/cause.ts';
import type { Log } from '../ports.ts';

export const helpFileName = 'camera-help.json';

const sentence = z.string().trim().min(1).max(400);
const languageCode = z.string().regex(/^[a-z]{2,3}$/);

/** English stands for every language that has no sentence of its own. */
const shippedSchema = z.record(
  z.enum(helpKeys),
  z
    .record(languageCode, sentence)
    .refine((byLanguage) => byLanguage['en'] !== undefined, { error: 'English is missing' }),
);
const ownSchema = z.partialRecord(z.enum(helpKeys), z.record(languageCode, sentence));

export interface HelpFolders {
  /** Holds the file that is part of the program. */
  readonly shipped: string;
  /** May hold a file with some keys and some languages, which win. */
  readonly own: string;
}

/**
 * A file of one's own that cannot be used is logged by its name, and what is shipped counts.
 * Errors: throws when what is shipped cannot be read or lacks a key.
 */
export function loadHelpTexts(folders: HelpFolders, log: Log): HelpTexts {
  const shipped = shippedSchema.parse(readJson(folders.shipped));
  const own = readOwn(folders.own, log);
  for (const key of helpKeys) shipped[key] = { ...shipped[key], ...own[key] };
  return shipped;
}

function readOwn(folder: string, log: Log): z.output<typeof ownSchema> {
  try {
    return ownSchema.parse(readJson(folder));
  } catch (error) {
    if (causeOf(error) !== 'ENOENT')
      log.warn('camera-help.file-unusable', { file: helpFileName, cause: causeOf(error) });
    return {};
  }
}

function readJson(folder: string): unknown {
  return JSON.parse(readFileSync(join(folder, helpFileName), 'utf8').replace(/^\ufeff/, ''));
}
