/** The Log port over electron-log: one file of limited size in the data folder, and stderr where the shell has one. */
import { join } from 'node:path';
import electronLog from 'electron-log/node.js';
import type { Log, LogFields } from '../ports.ts';
import { formatLine } from './redact.ts';

type Level = 'debug' | 'info' | 'warn' | 'error';

export interface LogOptions {
  /** `null`: no file (the demo leaves nothing behind). */
  readonly folder: string | null;
  /** The least severe level that also goes to stderr; `null`: none. */
  readonly stderr: Level | null;
}

const maxFileBytes = 2_000_000;

/** Every line passes the redaction guard, whatever the caller gives. */
export function createLog({ folder, stderr }: LogOptions): Log {
  const logger = electronLog.create({ logId: `visit-desk-${folder ?? 'memory'}` });
  const { file, console: screen } = logger.transports;
  if (folder === null) file.level = false;
  else {
    file.level = 'info';
    file.maxSize = maxFileBytes;
    file.resolvePathFn = () => join(folder, 'visit-desk.log');
    file.format = '{y}-{m}-{d}T{h}:{i}:{s}.{ms}{z} {level} {text}';
    file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  }
  screen.level = stderr ?? false;
  screen.format = '{level} {text}';
  screen.useStyles = false;
  // stdout belongs to --print-urls alone.
  screen.writeFn = ({ message }) => {
    process.stderr.write(`${message.data.map(String).join(' ')}\n`);
  };
  const at = (level: Level) => (event: string, fields?: LogFields) => {
    logger[level](formatLine(event, fields));
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
