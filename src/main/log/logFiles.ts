/** The log as it lies in the data folder (`log.ts`), read for the screen that shows it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mostLineChars, type LogLevel, type LogLine } from '../../shared/ipc/diagnostics.ts';

/** `2026-11-24T10:02:03.456+03:00 warn event key=value`, as `log.ts` writes it. */
const linePattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:?\d\d) (debug|info|warn|error) (.+)$/;
const levels: Readonly<Record<string, LogLevel>> = {
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
};

/** `undefined`: the line is of another shape (cut by a crash, or written by hand). */
export function parseLine(line: string): LogLine | undefined {
  const [, time = '', name = '', text = ''] = linePattern.exec(line) ?? [];
  const at = Date.parse(time);
  const level = levels[name];
  if (Number.isNaN(at) || level === undefined) return undefined;
  return { at, level, text: text.slice(0, mostLineChars) };
}

/** The former file and the present one: electron-log keeps one of each. */
const files = ['visit-desk.old.log', 'visit-desk.log'];

/** Oldest first. Errors: rejects with what the file system says, but for a file that is not there. */
export async function readLogFiles(folder: string): Promise<readonly LogLine[]> {
  const texts = await Promise.all(files.map((name) => readIfThere(join(folder, name))));
  return texts
    .flatMap((text) => text.split(/\r?\n/))
    .map(parseLine)
    .filter((line) => line !== undefined);
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
