/** The room's scripts and style sheet, as browsers get them. */
import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

/** File name -> text. A script keeps its name with `.ts`, so that imports between them hold as they are. */
export type RoomAssets = Readonly<Record<string, string>>;

/** Node warns that the function is experimental; in a demo that line would only frighten. */
function strip(code: string): string {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(code);
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Reads the folder beside this file. A bundle has none: there `inlineRoom` puts the texts in this module's place. */
export function loadRoomAssets(): RoomAssets {
  const folder = new URL('./room/', import.meta.url);
  const names = readdirSync(folder).filter((name) => /\.(ts|css)$/.test(name));
  return Object.fromEntries(
    names.map((name) => {
      const source = readFileSync(new URL(name, folder), 'utf8');
      return [name, name.endsWith('.ts') ? strip(source) : source];
    }),
  );
}

/** A plugin for Vite or Rollup: the bundle then holds the room's files as texts. */
export const inlineRoom = (): {
  readonly name: string;
  readonly load: (id: string) => string | null;
} => ({
  name: 'emulator-room',
  load: (id) =>
    /[\\/]emulator[\\/]roomAssets\.ts$/.test(id)
      ? `export const loadRoomAssets = () => (${JSON.stringify(loadRoomAssets())});`
      : null,
});
