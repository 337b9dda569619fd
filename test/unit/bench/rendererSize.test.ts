import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { namedBy, rendererBytes } from '../../bench/rendererSize.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const html = [
  '<link rel="icon" type="image/svg+xml" href="./icon.svg" />',
  '<script type="module" crossorigin src="./assets/index-a.js"></script>',
  '<link rel="stylesheet" crossorigin href="/assets/index-b.css">',
].join('\n');

it('finds scripts and styles of a page, and no icon', () => {
  expect(namedBy(html)).toEqual(['assets/index-a.js', 'assets/index-b.css']);
});

it('counts the page, what it names and the larger language; refuses a page that is not built', async () => {
  const folder = temporaryFolder();
  const texts = { script: 'a'.repeat(5_000), style: 'b{}', en: 'e'.repeat(70), ru: 'русский'.repeat(90) };
  mkdirSync(join(folder, 'assets'));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('index.html', html);
  write('assets/index-a.js', texts.script);
  write('assets/index-b.css', texts.style);
  write('assets/en-0_-a.js', texts.en);
  await expect(rendererBytes(folder)).rejects.toThrow('languages are not there');
  write('assets/ru-1.js', texts.ru);
  write('assets/other-2.js', 'loaded later');
  const size = (...parts: readonly string[]) => parts.reduce((sum, text) => sum + gzipSync(text).length, 0);
  const first = size(html, texts.script, texts.style, texts.ru);
  const whole = first + size(texts.en);
  expect(await rendererBytes(folder)).toEqual({ first, whole, all: whole + size('loaded later') });
  write('index.html', '<p>');
  await expect(rendererBytes(folder)).rejects.toThrow('names no script');
});
