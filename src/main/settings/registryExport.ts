/** Reads what `reg.exe export` writes ("Windows Registry Editor Version 5.00"). Pure. */

/** REG_SZ and REG_EXPAND_SZ, REG_DWORD, REG_MULTI_SZ; `null`: a kind that no setting has. */
export type RegistryData = string | number | readonly string[] | null;

export interface RegistryValue {
  /** Of its key: `HKEY_LOCAL_MACHINE\SOFTWARE\…`. */
  readonly path: string;
  readonly name: string;
  readonly data: RegistryData;
}

const header = 'Windows Registry Editor Version 5.00';

/** A name or a text in quotes may hold line breaks; a list of bytes is broken by a backslash at the end of a line. */
const entry =
  /^\[(?<path>[^\r\n]+)\]\s*?$|^(?:"(?<name>(?:\\.|[^"\\])*)"|@)=(?:"(?<text>(?:\\.|[^"\\])*)"|(?<raw>[^\r\n\\]*(?:\\\r?\n[^\r\n\\]*)*))/gmsu;

/** Errors: throws when it is no export. Values without a name are left out. */
export function parseRegistryExport(text: string): readonly RegistryValue[] {
  if (!text.replace(/^\uFEFF/, '').startsWith(header)) throw new SyntaxError('no export of the registry');
  const values: RegistryValue[] = [];
  let path = '';
  for (const { groups } of text.matchAll(entry)) {
    if (groups?.['path'] !== undefined) path = groups['path'];
    const name = groups?.['name'];
    if (name === undefined) continue;
    const quoted = groups?.['text'];
    const data = quoted === undefined ? rawData(groups?.['raw'] ?? '') : unescaped(quoted);
    values.push({ path, name: unescaped(name), data });
  }
  return values;
}

const unescaped = (text: string): string => text.replace(/\\(.)/gsu, '$1');

function rawData(raw: string): RegistryData {
  const [, kind = '', rest = ''] = /^([^:]*):(.*)$/su.exec(raw) ?? [];
  if (kind === 'dword') return Number.parseInt(rest, 16);
  const words = Buffer.from(rest.replace(/[^0-9a-f]/giu, ''), 'hex').toString('utf16le');
  if (kind === 'hex(2)') return words.replace(/\0+$/u, '');
  if (kind === 'hex(7)') return words.split('\0').filter((word) => word !== '');
  return null;
}
