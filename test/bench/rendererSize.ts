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
 * one; each by gzip as a web server sends it. `whole`: with the texts of all languages. `all`: with the screens that follow by
 * themselves or when they are opened, and their texts. Errors: rejects when it is not built.
 */
export async function rendererBytes(
  folder: string,
): Promise<{ readonly first: number; readonly whole: number; readonly all: number }> {
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  const names = namedBy(html);
  if (names.length < 2) throw new Error('the page names no script and no style');
  const assets = (await readdir(join(folder, 'assets'))).filter((name) => /\.(?:js|css)$/.test(name));
  const texts = assets.filter(isTexts).map((name) => `assets/${name}`);
  const later = assets.filter((name) => !isTexts(name) && !names.includes(`assets/${name}`));
  if (texts.length < 2) throw new Error('the texts of the languages are not there');
  const size = async (name: string): Promise<number> => gzipSync(await readFile(join(folder, name))).length;
  const [named, languages, following] = await Promise.all([
    Promise.all(['index.html', ...names].map(size)),
    Promise.all(texts.map(size)),
    Promise.all(later.map((name) => size(`assets/${name}`))),
  ]);
  const sum = (sizes: readonly number[]): number => sizes.reduce((total, each) => total + each, 0);
  const whole = sum(named) + sum(languages);
  return { first: sum(named) + Math.max(...languages), whole, all: whole + sum(following) };
}
