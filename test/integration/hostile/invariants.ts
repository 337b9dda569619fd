/** What holds for every answer, whatever was asked. Errors: all throw, with what is wrong. */
import { expect } from 'vitest';
import type { Expected } from './model.ts';
import { oddMark } from './draft.ts';
import type { Made } from './requests.ts';
import { nameMark } from './specs.ts';
import type { WireAnswer } from './wire.ts';

/** Of our own making, of Node and of the libraries. */
const inside =
  /node_modules|node:internal|src\/main|\bat \S+ \(|FST_|ERR_[A-Z]|HPE_|SQLITE|\b[A-Z]\w*Error\b|[Ff]astify|undici|\bstack\b/;
const cookie =
  /^person=[\w-]{22}; Path=(?:\/video)?\/v\/([\w-]{22}); Max-Age=86400; HttpOnly; SameSite=Lax(; Secure)?$/;
/** Answers of the door with the page itself keep what was typed. */
const refusedPress: ReadonlySet<number> = new Set([409, 422, 429]);

/** What Node answers before our application hears of a request. */
export const isBare = ({ headers }: WireAnswer): boolean => !headers.has('x-robots-tag');

export function expectBare({ status, body, headers }: WireAnswer): void {
  expect([400, 417]).toContain(status);
  expect(body).toBe('');
  expect(
    [...headers.keys()].filter(
      (name) => !['connection', 'content-length', 'date', 'transfer-encoding', 'keep-alive'].includes(name),
    ),
  ).toEqual([]);
}

export interface Secrets {
  /** Tokens and cookies of whoever: an answer names none but the token that it was asked by. */
  readonly words: ReadonlySet<string>;
  readonly isProxied: boolean;
}

export function expectHarmless(answer: WireAnswer, made: Made, expected: Expected, secrets: Secrets): void {
  const { status, text } = answer;
  if (expected.outcome === 'done') expect([200, 204, 303]).toContain(status);
  else expect(status >= 400 && status < 500, `status ${status}`).toBe(true);
  expectHeaders(answer, made, secrets);
  expect(text).not.toMatch(inside);
  expect(text.toLowerCase().includes(oddMark.toLowerCase()), 'something odd came back').toBe(false);
  expect(foreignWords(text, made, secrets.words)).toEqual([]);
  expect(/\/webrtc\/|#login=/.test(text), 'the address of the call').toBe(expected.address);
  expect(withoutOwnName(answer, made).includes(nameMark), 'a typed name came back').toBe(false);
}

function expectHeaders({ headers, status }: WireAnswer, made: Made, { isProxied }: Secrets): void {
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-robots-tag')).toContain('noindex');
  expect(headers.get('referrer-policy')).toBe('same-origin');
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  for (const name of ['server', 'x-powered-by', 'etag', 'access-control-allow-origin'])
    expect(headers.has(name)).toBe(false);
  expect(headers.has('location')).toBe(status === 303);
  const set = headers.get('set-cookie');
  if (set === undefined) return;
  const [, token, secure] = cookie.exec(set) ?? [];
  expect(token, set).toBe(made.token);
  if (!isProxied) expect(secure).toBeUndefined();
}

function foreignWords(text: string, { spec, token }: Made, words: ReadonlySet<string>): readonly string[] {
  const found = text.match(/(?<![\w-])[\w-]{22}(?![\w-])/g) ?? [];
  return found.filter((word) => words.has(word) && !(spec.link === 'live' && word === token));
}

/** The page that refuses a press shows the name that came with it, in its field and nowhere else. */
function withoutOwnName({ text, status, headers }: WireAnswer, { spec, isPost }: Made): string {
  const isPage = headers.get('content-type')?.startsWith('text/html') ?? false;
  const mayShow =
    isPost && isPage && refusedPress.has(status) && (spec.deed === 'join' || spec.deed === 'call-me');
  return mayShow ? text.replace(/(<input id="name"[^>]*) value="[^"]*"/, '$1') : text;
}
