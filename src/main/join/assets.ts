/** The script and the style of the patient's page, as they stand inline in it, with their hashes for the CSP. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface InlineAsset {
  readonly text: string;
  /** As the CSP wants it: `'sha256-…'`. */
  readonly source: string;
}

export interface PageAssets {
  readonly script: InlineAsset;
  readonly style: InlineAsset;
}

/**
 * Reads `page.js` and `page.css` from the folder of the built page.
 * Errors: throws what the file system says, and when a text would close its own tag.
 */
export function readPageAssets(folder: string): PageAssets {
  return {
    script: inlineAsset(readFileSync(join(folder, 'page.js'), 'utf8')),
    style: inlineAsset(readFileSync(join(folder, 'page.css'), 'utf8')),
  };
}

/** Errors: throws when the text contains what ends or confuses an inline block. */
export function inlineAsset(text: string): InlineAsset {
  const trimmed = text.trim();
  if (/<\/(script|style)|<!--/i.test(trimmed))
    throw new Error('an inline block must not contain its own end');
  return { text: trimmed, source: `'sha256-${createHash('sha256').update(trimmed).digest('base64')}'` };
}
