/** What is loaded before the desk can be used says nothing whose texts come later: it would show the name of a text instead. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { laterTexts } from '../../../src/renderer/texts/later.en.ts';
import { texts } from '../../../src/renderer/texts/en.ts';

const renderer = join(import.meta.dirname, '../../../src/renderer');

/** The files that a file loads at once, with itself; what it loads by `import()` or for its types alone is left out. */
function loadedAtOnce(file: string, seen = new Map<string, string>()): ReadonlyMap<string, string> {
  if (seen.has(file) || !/\.tsx?$/.test(file)) return seen;
  const code = readFileSync(file, 'utf8');
  seen.set(file, code);
  for (const [, path = ''] of code.matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from\s+'(\.[^']+)';/gms))
    loadedAtOnce(resolve(file, '..', path), seen);
  return seen;
}

const areasIn = (code: string): readonly string[] => [
  ...[...code.matchAll(/useTranslation\(\s*(?:\[([^\]]*)\]|('[^']*'))/g)].flatMap((match) =>
    [...(match[1] ?? match[2] ?? '').matchAll(/'([^']+)'/g)].map(([, area = '']) => area),
  ),
  ...[...code.matchAll(/\bns: '([^']+)'/g)].map(([, area = '']) => area),
];

it('is so for every file that the desk loads at once', () => {
  const desk = loadedAtOnce(join(renderer, 'main.tsx'));
  expect(desk.size).toBeGreaterThan(100);
  const later = new Set(Object.keys(laterTexts));
  const wrong = [...desk].flatMap(([file, code]) =>
    areasIn(code)
      .filter((area) => later.has(area))
      .map((area) => `${file.slice(renderer.length)}: ${area}`),
  );
  expect(wrong).toEqual([]);
  // The screens that follow do use them.
  const screens = loadedAtOnce(join(renderer, 'features/settings/screens.ts'));
  const used = new Set([...screens.values()].flatMap(areasIn));
  expect(
    ['settings', 'settingFields', 'people'].filter((area) => !used.has(area) || !later.has(area)),
  ).toEqual([]);
  expect(Object.keys(texts).filter((area) => later.has(area))).toEqual([]);
});
