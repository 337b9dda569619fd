/** What can be odd about a request, in each of its parts: how its bytes change, and what that makes of its meaning. */
import { bodyOddities } from './bodyOddities.ts';
import {
  fatal,
  head,
  odd,
  oddMark,
  plain,
  refused,
  same,
  type At,
  type Change,
  type Oddity,
} from './draft.ts';

const method =
  (name: string): Change =>
  () => ({ method: name });
const path =
  (change: (path: string, at: At) => string): Change =>
  (draft, at) => ({ path: change(draft.path, at) });
const query =
  (text: string): Change =>
  () => ({ query: text });
const host =
  (...hosts: readonly ((port: number) => string)[]): Change =>
  (_draft, { port }) => ({
    host: hosts.map((one) => one(port)),
  });
const origin =
  (...origins: readonly ((port: number) => string)[]): Change =>
  (_draft, { port }) => ({
    origin: origins.map((one) => one(port)),
  });
const cookie =
  (...lines: readonly ((at: At) => string)[]): Change =>
  (_draft, at) => ({
    cookie: lines.map((line) => line(at)),
  });

const ownHost = (port: number): string => `127.0.0.1:${port}`;
const foreignHost = (): string => `${oddMark.toLowerCase()}.example`;
const ownOrigin = (port: number): string => `http://127.0.0.1:${port}`;
const foreignOrigin = (): string => `http://${oddMark.toLowerCase()}.example`;

/** The verdict of these hangs on the deed: `requests.ts` decides. */
const methods = Object.fromEntries(
  [
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'TRACE',
    'QUERY',
    'PROPFIND',
    'LOCK',
    'REPORT',
    'PURGE',
  ].map((name) => [name, same(method(name))]),
);

export const oddities = {
  method: {
    plain,
    ...methods,
    CONNECT: fatal(method('CONNECT')),
    lower: fatal(method('post')),
    unknown: fatal(method('PRESS')),
    empty: fatal(method('')),
  },
  path: {
    plain,
    'encoded token': same(
      path((text, { token }) => text.replace(token, `%${token.charCodeAt(0).toString(16)}${token.slice(1)}`)),
    ),
    'encoded deed': same(
      path((text) =>
        text.replace(
          /\/([a-z])([a-z-]+)$/,
          (_all, first: string, rest: string) => `/%${first.charCodeAt(0).toString(16)}${rest}`,
        ),
      ),
    ),
    fragment: same((draft) => ({ path: `${draft.path}#${oddMark}`, query: '' })),
    'encoded slash': refused(path((text) => text.replace('/v/', '/v%2f'))),
    'slash behind': refused(path((text) => `${text}/`)),
    'another base path': refused(path((text) => `/other${text}`)),
    'two slashes': refused(path((text) => `/${text}`)),
    'upper case': refused(path((text) => text.replace('/v/', '/V/'))),
    semicolon: refused(path((text) => `${text};${oddMark}=1`)),
    NUL: refused(path((text, { token }) => text.replace(token, `${token}%00`))),
    'not UTF-8': refused(path((text, { token }) => text.replace(token, `${token}%ff`))),
    'encoded twice': refused(path((text, { token }) => text.replace(token, `${token}%2500`))),
    bidi: refused(path((text, { token }) => text.replace(token, `%E2%80%AE${token}`))),
    dots: refused(path((text) => `/v/..${text}`)),
    'encoded dots': refused(path((text) => `/%2e%2e/%2e%2e${text}`)),
    traversal: refused(path(() => `/../../${oddMark}/etc/passwd`)),
    absolute: refused((draft, { port }) => ({ path: `${ownOrigin(port)}${draft.path}` })),
    'absolute, foreign': refused((draft) => ({ path: `${foreignOrigin()}${draft.path}` })),
    star: refused(path(() => '*')),
    proto: refused(path((text, { token }) => text.replace(token, '__proto__'))),
    long: refused(path((text) => `${text}/${oddMark.repeat(200)}`)),
    deeper: refused(path((text) => `${text}/${oddMark}`)),
    elsewhere: refused(path(() => `/.${oddMark}/config`)),
    'high byte': fatal(path((text) => `${text}\xff`)),
    tab: fatal(path((text) => `${text}\t`)),
    space: fatal(path((text) => `${text} ${oddMark}`)),
    backslash: fatal(path((text) => text.replaceAll('/', '\\'))),
    empty: fatal(path(() => '')),
  },
  query: {
    plain,
    lang: same(query('?lang=ru')),
    'lang twice': same(query('?lang=en&lang=ru')),
    'lang unknown': same(query(`?lang=${oddMark}%00&lang[]=ru`)),
    code: same((_draft, { code }) => ({ query: `?h=${code}` })),
    'code broken': same(query(`?h=${oddMark}`)),
    'code twice': same((_draft, { code }) => ({ query: `?h=${code}&h=${oddMark}` })),
    proto: same(query('?__proto__=1&constructor[prototype]=1&toString')),
    signs: same(query(`?&&==&${oddMark}=%22%3E%3Cscript%3E&%F0%9F%98%80`)),
    'broken encoding': refused(query('?lang=%zz')),
    'not UTF-8': refused(query('?lang=%ff%fe')),
    long: refused(query(`?${oddMark}=${'a'.repeat(1_500)}`)),
  },
  host: {
    plain,
    localhost: same(host((port) => `localhost:${port}`)),
    'upper case': same(host((port) => `LOCALHOST:${port}`)),
    foreign: refused(host(foreignHost)),
    'foreign, own port': refused(host((port) => `${foreignHost()}:${port}`)),
    'no port': refused(host(() => '127.0.0.1')),
    'other port': refused(host(() => '127.0.0.1:1')),
    'dot behind': refused(host((port) => `localhost.:${port}`)),
    'own, then more': refused(host((port) => `127.0.0.1:${port}.example`)),
    'with a name': refused(host((port) => `${oddMark}@127.0.0.1:${port}`)),
    empty: refused(host(() => '')),
    missing: odd('refused', 'closing')(host()),
    'twice the same': refused(host(ownHost, ownHost)),
    'own and foreign': refused(host(ownHost, foreignHost)),
    'foreign and own': refused(host(foreignHost, ownHost)),
  },
  /** Of a request that only reads the origin does not count: `requests.ts` decides. */
  origin: {
    plain,
    localhost: same(origin((port) => `http://localhost:${port}`)),
    foreign: refused(origin(foreignOrigin)),
    null: refused(origin(() => 'null')),
    missing: refused(origin()),
    empty: refused(origin(() => '')),
    'slash behind': refused(origin((port) => `${ownOrigin(port)}/`)),
    'upper case': refused(origin((port) => `HTTP://127.0.0.1:${port}`)),
    https: refused(origin((port) => `https://127.0.0.1:${port}`)),
    'other port': refused(origin(() => 'http://127.0.0.1:1')),
    'own, then more': refused(origin((port) => `${ownOrigin(port)}.example`)),
    'twice the same': refused(origin(ownOrigin, ownOrigin)),
    'own and foreign': refused(origin(ownOrigin, foreignOrigin)),
    'foreign and own': refused(origin(foreignOrigin, ownOrigin)),
  },
  /** Who asks then, is read from the lines by `requests.ts`. */
  cookie: {
    plain,
    none: same(cookie()),
    other: same(cookie(({ other }) => `person=${other}`)),
    'among others': same(cookie(({ browser }) => `a=1; person=${browser}; Person=x; b="2"`)),
    'no space': same(cookie(({ browser }) => `a=1;person=${browser};b`)),
    'twice the same': same(cookie(({ browser }) => `person=${browser}; person=${browser}`)),
    'two lines': same(
      cookie(
        ({ browser }) => `person=${browser}`,
        () => 'a=1',
      ),
    ),
    huge: same(cookie(({ browser }) => `${oddMark}=${'a'.repeat(1_500)}; person=${browser}`)),
    'twice, different': same(cookie(({ browser, other }) => `person=${browser}; person=${other}`)),
    'two lines, different': same(
      cookie(
        ({ browser }) => `person=${browser}`,
        ({ other }) => `person=${other}`,
      ),
    ),
    quoted: same(cookie(({ browser }) => `person="${browser}"`)),
    'upper case': same(cookie(({ browser }) => `PERSON=${browser}`)),
    empty: same(cookie(() => 'person=')),
    long: same(cookie(({ browser }) => `person=${browser}${oddMark}`)),
    junk: same(cookie(() => `;;=;person;=${oddMark}; person=\xff\xfe`)),
  },
  ...bodyOddities,
  version: {
    plain,
    '1.0': odd('same', 'closing')(() => ({ version: 'HTTP/1.0' })),
    '2.0': odd('same', 'closing')(() => ({ version: 'HTTP/2.0' })),
    '1.2': fatal(() => ({ version: 'HTTP/1.2' })),
    '9': fatal(() => ({ version: 'HTTP/9' })),
    'lower case': fatal(() => ({ version: 'http/1.1' })),
    other: fatal(() => ({ version: 'RTSP/1.0x' })),
  },
  head: {
    plain,
    'line folded': fatal(head('X-Fold: a', ` ${oddMark}`)),
    'no colon': fatal(head(oddMark)),
    'space in a name': fatal(head('X Space: a')),
    'no name': fatal(head(`: ${oddMark}`)),
    NUL: fatal(head('X-Nul: a\x00b')),
    'bare CR': fatal(head('X-Cr: a\rb')),
    'too large': fatal(head(`X-Large: ${oddMark.repeat(2_500)}`)),
    'too many': fatal(head(...Array.from({ length: 2_500 }, () => 'a:b'))),
    'nearly too large': same(head(`X-Large: ${'a'.repeat(1_200)}`)),
    'high bytes': same(head('X-High: \xff\xfe\x80')),
    closing: odd('same', 'closing')(head('Connection: close')),
    upgrade: odd('same', 'closing')(head('Connection: Upgrade', 'Upgrade: h2c')),
    expecting: odd('same', 'closing')(head('Expect: 100-continue')),
    'another expectation': odd('refused', 'closing')(head(`Expect: ${oddMark}`)),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Oddity>>>>;

export type Category = keyof typeof oddities;

export function oddity(category: Category, name: string): Oddity {
  const found: Oddity | undefined = Object.entries<Oddity>(oddities[category]).find(
    ([key]) => key === name,
  )?.[1];
  if (!found) throw new Error(`no such oddity: ${category} ${name}`);
  return found;
}

/** Of a page that is fetched, but not opened by a person. */
export const unopened: readonly string[] = ['prefetch', 'prefetch, formerly', 'drawn anew'];

/** Lines of a head that change nothing, but for what `unopened` names. */
export const noises: Readonly<Record<string, string>> = {
  json: 'Accept: application/json',
  'json and more': 'Accept: text/html;q=0.1, APPLICATION/JSON',
  html: 'Accept: text/html,application/xhtml+xml,*/*;q=0.8',
  'any accept': `Accept: ${oddMark};;q=x,,`,
  packed: 'Accept-Encoding: gzip, deflate, br',
  'not packed': 'Accept-Encoding: gzip;q=0, identity;q=0.5, *;q=0',
  russian: 'Accept-Language: ru-RU,ru;q=0.9,en;q=0.8',
  'any language': `Accept-Language: ${'ru;q=x,'.repeat(100)}`,
  range: 'Range: bytes=0-99,5-',
  'if none match': 'If-None-Match: *',
  'if modified': 'If-Modified-Since: Thu, 01 Jan 2099 00:00:00 GMT',
  upgrade: 'Upgrade: websocket',
  'keep alive': 'Connection: keep-alive',
  forwarded: `Forwarded: for=${oddMark};host=${oddMark};proto=https`,
  'forwarded for': 'X-Forwarded-For: 203.0.113.7, 10.0.0.1, 127.0.0.1',
  'forwarded for nobody': `X-Forwarded-For: ,,${oddMark},\xff`,
  'forwarded host': `X-Forwarded-Host: ${oddMark}.example`,
  'forwarded https': 'X-Forwarded-Proto: https',
  'forwarded junk': `X-Forwarded-Proto: ${oddMark},,`,
  override: 'X-HTTP-Method-Override: POST',
  original: `X-Original-URL: /${oddMark}`,
  prefetch: 'Sec-Purpose: prefetch;prerender',
  'prefetch, formerly': 'Purpose: prefetch',
  'drawn anew': 'X-Page: 1',
  referer: `Referer: https://${oddMark}.example/?a=1`,
  authorization: `Authorization: Basic ${oddMark}`,
  'content range': 'Content-Range: bytes 0-1/2',
  proto: '__proto__: 1',
};
