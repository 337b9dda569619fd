/** What a browser loads to show the doctor's desk. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Scripts and styles that a page names, as paths within its folder; icons are left out. */
export const namedBy = (html: string): readonly string[] =>
  [...html.matchAll(/(?:src|href)="\.?\/?([^"]+\.(?:js|css))"/g)].map(([, path]) => path ?? '');

/** The texts of a language, which a page loads by itself: one of them before it can be used. */
const isTexts = (name: string): boolean => /^(?:en|ru)-[\w-]+\.js$/.test(name);

/**
 * Bytes that a browser loads until the desk can be used: the page, its scripts and styles, and the texts of one language, the larger
 * one; each by gzip as a web server sends it. `whole`: with the texts of all languages. Errors: rejects when it is not built.
 */
export async function rendererBytes(
  folder: string,
): Promise<{ readonly first: number; readonly whole: number }> {
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  const names = namedBy(html);
  if (names.length < 2) throw new Error('the page names no script and no style');
  const texts = (await readdir(join(folder, 'assets'))).filter(isTexts).map((name) => `assets/${name}`);
  if (texts.length < 2) throw new Error('the texts of the languages are not there');
  const size = async (name: string): Promise<number> => gzipSync(await readFile(join(folder, name))).length;
  const [named, languages] = await Promise.all([
    Promise.all(['index.html', ...names].map(size)),
    Promise.all(texts.map(size)),
  ]);
  const sum = (sizes: readonly number[]): number => sizes.reduce((total, each) => total + each, 0);
  return { first: sum(named) + Math.max(...languages), whole: sum(named) + sum(languages) };
}
