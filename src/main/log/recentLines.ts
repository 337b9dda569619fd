/** The latest lines of a log that is written elsewhere (journald, a container's output): of this process, since its start. */
import type { LogLevel, LogLine } from '../../shared/ipc/diagnostics.ts';
import type { LogFields } from '../ports.ts';
import { formatLine } from './redact.ts';

export interface RecentLines {
  add(event: string, fields: LogFields, level: LogLevel): void;
  /** Oldest first. */
  read(): readonly LogLine[];
}

const mostKept = 5_000;

export function keepRecentLines(now: () => number): RecentLines {
  let lines: LogLine[] = [];
  return {
    add(event, fields, level) {
      if (level === 'debug') return;
      lines.push({ at: now(), level, text: formatLine(event, fields) });
      // Cut seldom, because cutting copies.
      if (lines.length > 2 * mostKept) lines = lines.slice(-mostKept);
    },
    read: () => lines.slice(-mostKept),
  };
}
