/** The Log port of the service: one line of JSON per event, for journald, containers and whatever collects logs. */
import { leftOut, redactField } from '../log/redact.ts';
import type { Log, LogFields } from '../ports.ts';

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface JsonLogOptions {
  /** The least severe level that is written. */
  readonly level: LogLevel;
  readonly now: () => number;
  readonly write: (line: string) => void;
  /** Is told every event, whatever the level: what is counted stands in the events. */
  readonly onEvent?: (event: string, fields: LogFields, level: LogLevel) => void;
}

/** Every field passes the redaction guard, whatever the caller gives. */
export function createJsonLog({ level, now, write, onEvent }: JsonLogOptions): Log {
  const least = logLevels.indexOf(level);
  const at =
    (name: LogLevel) =>
    (event: string, fields: LogFields = {}): void => {
      onEvent?.(event, fields, name);
      if (logLevels.indexOf(name) < least) return;
      const safe = Object.entries(fields).map(([key, value]) => {
        const safeKey = /^[A-Za-z]\w{0,39}$/.test(key) && !ownKeys.has(key) ? key : `field`;
        return [safeKey, redactField(key, value)] as const;
      });
      const eventName = redactField('event', event);
      const line = {
        time: new Date(now()).toISOString(),
        level: name,
        event: typeof eventName === 'string' ? eventName : leftOut,
        ...Object.fromEntries(safe),
      };
      write(`${JSON.stringify(line)}\n`);
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

const ownKeys: ReadonlySet<string> = new Set(['time', 'level', 'event']);
