import { describe, expect, it } from 'vitest';
import { archiveFaults } from '../../../../scripts/package/archive.ts';

const whole = [
  'package.json',
  'out/main/index.js',
  'out/main/chunks/emulator-DQY49-o4.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/renderer/assets/index-abc_1.js',
  'out/renderer/assets/index-abc_1.css',
  'out/renderer/assets/later.en-Dff_1.js',
  'out/join-page/page.js',
  'out/join-page/page.css',
  'resources/icon.png',
  'resources/camera-help.json',
  'LICENSE',
  'THIRD-PARTY-LICENSES.txt',
  'sbom.json',
];

describe('what the archive holds', () => {
  it('is all of this and nothing else', () => {
    expect(archiveFaults(whole)).toEqual([]);
  });

  it.each([
    'node_modules/undici/index.js',
    'out/main/index.js.map',
    'src/main/index.ts',
    '.env',
    'out/renderer/assets/secret.json',
    'out/packages/main.json',
    'resources/package/installer.nsh',
  ])('is not %s', (path) => {
    expect(archiveFaults([...whole, path])).toEqual([`the archive holds ${path}, which nobody allowed`]);
  });

  it.each(['out/main/index.js', 'out/preload/index.cjs', 'sbom.json'])('lacks nothing: %s', (path) => {
    const rest = whole.filter((each) => each !== path);
    expect(archiveFaults(rest)).toEqual([`the archive lacks ${path}`]);
  });
});
