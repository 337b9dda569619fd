/**
 * The last guard of the log. Callers pass codes, ids, counts and times only (`ports.ts`); what does not look like one
 * of these is left out here, so that a mistake upstream shows as `[left out]` and not as a patient in a file.
 */
import type { LogFields } from '../ports.ts';

export const leftOut = '[left out]';

/** Words in a key that promise something which is never logged. */
const forbiddenKey =
  /(label|secret|password|token|cookie|body|query|fragment|payload|typed|person.?name|display.?name)/i;
/** Codes, ids, hosts with port, path templates, versions, times. No spaces, `?`, `#`, `=`, `%`; ASCII only. */
const plain = /^[A-Za-z0-9_.:/@{}[\]+,-]{0,200}$/;
/** 32 hex digits and more are a key, a secret or a hash: nobody needs them in a log. */
const keyLike = /[0-9a-f]{32}/i;
const scalarLimit = 200;

/** A field's value as it may be written. */
export function redactField(key: string, value: unknown): string | number | boolean | null {
  if (forbiddenKey.test(key)) return leftOut;
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.length > scalarLimit) return leftOut;
  return plain.test(value) && !keyLike.test(value) ? value : leftOut;
}

/** One line: `event key=value key=value`. */
export function formatLine(event: string, fields: LogFields = {}): string {
  const name = plain.test(event) && !keyLike.test(event) ? event : leftOut;
  const pairs = Object.entries(fields).map(([key, value]) => {
    const safeKey = /^[A-Za-z]\w{0,39}$/.test(key) ? key : 'field';
    return `${safeKey}=${String(redactField(key, value))}`;
  });
  return [name, ...pairs].join(' ');
}
