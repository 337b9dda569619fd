/** What the packed archive of the app holds, compared with what it may hold. */
import { listPackage, statFile } from '@electron/asar';
import { contents } from '../../electron-builder.config.ts';

export interface Archive {
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  readonly bytes: number;
}

/** Errors: throws when it is no archive. */
export function readArchive(file: string): Archive {
  const files = listPackage(file, { isPack: false })
    .map((entry) => entry.replaceAll('\\', '/').replace(/^\//, ''))
    .flatMap((path) => {
      const entry = statFile(file, path);
      return 'size' in entry ? [{ path, bytes: entry.size }] : [];
    });
  return { files, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** What must be there for the app to start. */
const needed = [
  'package.json',
  'out/main/index.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/join-page/page.js',
  'out/join-page/page.css',
  'resources/icon.png',
  'resources/camera-help.json',
  'LICENSE',
  'THIRD-PARTY-LICENSES.txt',
  'sbom.json',
];

export function archiveFaults(paths: readonly string[]): readonly string[] {
  const foreign = paths.filter((path) => !contents.some((allowed) => allowed.test(path)));
  const missing = needed.filter((path) => !paths.includes(path));
  return [
    ...foreign.map((path) => `the archive holds ${path}, which nobody allowed`),
    ...missing.map((path) => `the archive lacks ${path}`),
  ];
}
