import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inlineAsset, readPageAssets } from '../../../src/main/join/assets.ts';

it('hashes the very text that stands in the page', () => {
  const { text, source } = inlineAsset('\nlet a;\n');
  expect(text).toBe('let a;');
  expect(source).toBe(`'sha256-${createHash('sha256').update('let a;').digest('base64')}'`);
});

it.each(['a</script>b', 'a</SCRIPT >', '</style', '<!-- x'])('refuses %s', (text) => {
  expect(() => inlineAsset(text)).toThrow('inline block');
});

it('reads script and style of the built page, and says when they are missing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'page-assets-'));
  expect(() => readPageAssets(folder)).toThrow('ENOENT');
  await writeFile(join(folder, 'page.js'), 'let a;');
  await writeFile(join(folder, 'page.css'), 'a{}');
  const assets = readPageAssets(folder);
  expect([assets.script.text, assets.style.text]).toEqual(['let a;', 'a{}']);
  await rm(folder, { recursive: true });
});
