/** Which packages a build took code from: for the list of licences and the bill of materials. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { z } from 'zod';

const listSchema = z.array(z.string());

/** Where each build leaves its list; no part of what is shipped. */
const folderOf = (root: string): string => join(root, 'out/packages');

/** Folder of the package inside `node_modules` (the innermost one), by the id of a module; `undefined`: our own code. */
export function packageOf(moduleId: string): string | undefined {
  const path = moduleId.replaceAll('\\', '/').replace(/^\0/, '').split('?')[0] ?? '';
  const at = path.lastIndexOf('/node_modules/');
  if (at < 0) return undefined;
  const rest = path.slice(at + '/node_modules/'.length).split('/');
  const name = rest[0]?.startsWith('@') === true ? rest.slice(0, 2).join('/') : rest[0];
  return name === undefined
    ? undefined
    : `${path.slice(path.indexOf('/node_modules/') + 1, at + '/node_modules/'.length)}${name}`;
}

/** A plugin that writes `out/packages/<name>.json`. */
export function recordPackages(name: string, root: string): Plugin {
  return {
    name: 'record-packages',
    generateBundle(_options, bundle) {
      const ids = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
      const packages = new Set(ids.map(packageOf).filter((found) => found !== undefined));
      mkdirSync(folderOf(root), { recursive: true });
      writeFileSync(
        join(folderOf(root), `${name}.json`),
        `${JSON.stringify([...packages].sort(), null, 2)}\n`,
      );
    },
  };
}

/** Folders of all packages (`node_modules/…`) that the builds took code from. Errors: throws when one was not built. */
export function bundledPackages(root: string): readonly string[] {
  const lists = ['main', 'preload', 'renderer', 'join-page'].map((name) =>
    listSchema.parse(JSON.parse(readFileSync(join(folderOf(root), `${name}.json`), 'utf8'))),
  );
  return [...new Set(lists.flat())].sort();
}
