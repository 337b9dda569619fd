/** The emulator's own log: method, path and status; never a query, a fragment or a body. */
import type { ServerResponse } from 'node:http';

const maxEntries = 10_000;

export interface RequestLog {
  readonly arrived: (line: string, response: ServerResponse) => void;
  readonly lines: () => readonly string[];
  readonly count: (pattern: RegExp) => number;
  readonly next: (pattern: RegExp) => Promise<void>;
}

export function createRequestLog(): RequestLog {
  const entries: { readonly line: string; status: string }[] = [];
  let waiting: readonly { readonly pattern: RegExp; readonly resolve: () => void }[] = [];
  const lines = (): readonly string[] => entries.map(({ line, status }) => `${line} ${status}`);
  return {
    arrived(line, response) {
      const entry = { line, status: '…' };
      entries.push(entry);
      if (entries.length > maxEntries) entries.shift();
      response.once('finish', () => {
        entry.status = String(response.statusCode);
      });
      const told = waiting.filter(({ pattern }) => pattern.test(line));
      waiting = waiting.filter((one) => !told.includes(one));
      for (const { resolve } of told) resolve();
    },
    lines,
    count: (pattern) => lines().filter((line) => pattern.test(line)).length,
    next: (pattern) =>
      new Promise((resolve) => {
        waiting = [...waiting, { pattern, resolve }];
      }),
  };
}
