/** Which lines of the log a screen shows. Pure. */
import { logLevels, mostLogLines, type LogLevel, type LogLine } from '../../shared/ipc/diagnostics.ts';

export interface LogQuestion {
  readonly level: LogLevel;
  readonly search: string;
  readonly skip: number;
}

/** `lines`: oldest first. The latest that fit first. */
export function viewLog(
  lines: readonly LogLine[],
  { level, search, skip }: LogQuestion,
): { readonly lines: LogLine[]; readonly more: boolean } {
  const least = logLevels.indexOf(level);
  const wanted = search.trim().toLowerCase();
  const fitting = lines
    .filter((line) => logLevels.indexOf(line.level) >= least && line.text.toLowerCase().includes(wanted))
    .reverse();
  const end = skip + mostLogLines;
  return { lines: fitting.slice(skip, end), more: fitting.length > end };
}
