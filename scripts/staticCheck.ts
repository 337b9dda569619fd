/**
 * Wiring faults of the desktop app that show in the built files, so that they are found without an Electron binary:
 * a preload that a sandbox cannot load, a page that its own policy blocks, a name that Electron does not have.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a sandboxed preload may require, of what this app uses. */
const preloadModules: ReadonlySet<string> = new Set(['electron']);

/** @param root Folder of the project. Returns one sentence per fault. */
export function findWiringFaults(root: string): readonly string[] {
  const files = {
    main: join(root, 'out/main/index.js'),
    preload: join(root, 'out/preload/index.cjs'),
    page: join(root, 'out/renderer/index.html'),
  };
  const missing = Object.values(files).filter((file) => !existsSync(file));
  if (missing.length > 0) return missing.map((file) => `${file} is missing`);
  const types = readFileSync(join(root, 'node_modules/electron/electron.d.ts'), 'utf8');
  const page = readFileSync(files.page, 'utf8');
  const absent = assetsOf(page).filter((asset) => !existsSync(join(files.page, '..', asset)));
  return [
    ...preloadFaults(readFileSync(files.preload, 'utf8')),
    ...pageFaults(page),
    ...scriptFaults(join(root, 'out/renderer/assets')),
    ...absent.map((asset) => `the page asks for ${asset}, which is missing`),
    ...mainFaults(readFileSync(files.main, 'utf8'), mainProcessNames(types)),
  ];
}

function scriptFaults(folder: string): readonly string[] {
  const present = new Set(existsSync(folder) ? readdirSync(folder) : []);
  return [...present]
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => chunkFaults(file, readFileSync(join(folder, file), 'utf8'), present));
}

/** A sandboxed preload is one CommonJS file that requires nothing but what Electron offers there. */
export function preloadFaults(code: string): readonly string[] {
  const required = [...code.matchAll(/\brequire\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map(
    (match) => match[1] ?? '',
  );
  const foreign = required.filter((name) => !preloadModules.has(name));
  return [
    ...foreign.map((name) => `the preload requires ${name}`),
    ...(/^\s*(?:import\s*[\w*{"']|export\s)/m.test(code) ? ['the preload is an ES module'] : []),
    ...(/\bimport\(/.test(code) ? ['the preload imports at run time'] : []),
    ...(/ZodType|\$ZodError|ZodError/.test(code) ? ['the preload holds the schema library'] : []),
  ];
}

const relativeAsset = /^\.\//;

/** What the page loads from beside it. */
function assetsOf(html: string): readonly string[] {
  return addressesOf(html).filter((address) => relativeAsset.test(address));
}

function addressesOf(html: string): readonly string[] {
  return [...html.matchAll(/\s(?:src|href)\s*=\s*["']?([^"'\s>]+)/gi)].map((match) => match[1] ?? '');
}

/** The page's policy allows neither inline code nor inline style; its assets are relative, whatever serves them. */
export function pageFaults(html: string): readonly string[] {
  const scripts = [...html.matchAll(/<script\b([^>]*)>/gi)].map((match) => match[1] ?? '');
  return [
    ...scripts
      .filter((attributes) => !/\bsrc\s*=/i.test(attributes))
      .map(() => 'the page has an inline script'),
    ...(/<style\b/i.test(html) ? ['the page has an inline style'] : []),
    ...(/\sstyle\s*=/i.test(html) ? ['the page has a style attribute'] : []),
    ...(/\son[a-z]+\s*=/i.test(html) ? ['the page has an inline handler'] : []),
    ...addressesOf(html)
      .filter((address) => !relativeAsset.test(address) && !/^(?:data:image\/|#)/.test(address))
      .map((address) => `the page asks for ${address}, which is not relative to it`),
  ];
}

/** The scripts of the page load each other, at once or later: only from beside them, and only what was built. */
export function chunkFaults(file: string, code: string, present: ReadonlySet<string>): readonly string[] {
  const asked = [
    ...code.matchAll(/\bimport\s*(?:[\w*$\s{},]+from\s*)?["']([^"']+)["']/g),
    ...code.matchAll(/\bimport\(\s*["'`]([^"'`]+)["'`]/g),
  ].map((match) => match[1] ?? '');
  return asked
    .filter((address) => !relativeAsset.test(address) || !present.has(address.replace(relativeAsset, '')))
    .map((address) => `${file} loads ${address}, which is not beside it`);
}

/** @param known Names that the main process has. */
export function mainFaults(code: string, known: ReadonlySet<string>): readonly string[] {
  const clauses = [...code.matchAll(/import\s*(?:\w+\s*,\s*)?\{([^}]*)\}\s*from\s*["']electron["']/g)];
  const imported = clauses.flatMap((match) =>
    (match[1] ?? '')
      .split(',')
      .map((part) => part.trim().split(/\s+as\s+/)[0] ?? '')
      .filter((name) => name !== ''),
  );
  if (imported.length === 0) return ['the main process imports nothing from electron'];
  return imported
    .filter((name) => !known.has(name))
    .map((name) => `the main process imports ${name}, which electron does not have there`);
}

/** Values of the namespaces that Electron's declarations give to the main process. */
export function mainProcessNames(types: string): ReadonlySet<string> {
  const names = ['Common', 'Main'].flatMap((namespace) => {
    const body =
      new RegExp(`\\n  namespace ${namespace} \\{\\n([\\s\\S]*?)\\n  \\}\\n`).exec(types)?.[1] ?? '';
    return [...body.matchAll(/^ {4}(?:const|class|function) (\w+)/gm)].map((match) => match[1] ?? '');
  });
  return new Set(names);
}
