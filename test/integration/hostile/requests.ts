/** From the names of a request to its bytes, and to what it means; the meaning is settled before anything is sent. */
import { createHash } from 'node:crypto';
import type { At, Draft, Oddity } from './draft.ts';
import { noises, oddity, unopened, type Category } from './oddities.ts';
import type { CodeName, Deed, Fields, LinkKind, Place, Spec } from './specs.ts';
import type { Target } from './world.ts';

/** What the model is told of a request. */
export interface Meaning {
  /** `nothing`: it reads, or is answered without a deed. */
  readonly deed: Deed | 'nothing' | 'refused';
  /** Value of the person's cookie. */
  readonly browser: string | null;
  readonly fields: Fields;
  /** The values of the codes that the fields, or the address, bring; `null`: none that is one. */
  readonly h: string | null;
  readonly code: string | null;
}

export interface Made {
  readonly spec: Spec;
  readonly meaning: Meaning;
  readonly bytes: Buffer;
  readonly token: string;
  readonly isHead: boolean;
  readonly isPost: boolean;
  readonly wantsJson: boolean;
  readonly fate: Oddity['fate'];
  /** Whether its start alone can never be a whole request. */
  readonly canBeHalf: boolean;
}

/** What a lane asks at: its visits, and the tokens of others. */
export interface Lane {
  readonly port: number;
  /** Of the page behind this port. */
  readonly basePath: string;
  readonly targets: Readonly<Record<Place, Target>>;
  readonly ended: string;
}

/** 22 characters, the same for the same words. */
export const wordOf = (...words: readonly (string | number)[]): string =>
  createHash('sha256').update(words.join('|')).digest('base64url').slice(0, 22);
export const cookieOf = ({ id }: Target, who: number): string => wordOf('cookie', id, who);
const codeOf = (lane: Lane, place: Place, name: CodeName): string => {
  if (name === 'broken') return 'no-code';
  return name === 'stray'
    ? wordOf('code', lane.targets[place === 0 ? 1 : 0].id, 'c0')
    : wordOf('code', lane.targets[place].id, name);
};

function tokenOf(kind: LinkKind, target: Target, ended: string): string {
  const { token } = target;
  switch (kind) {
    case 'live':
      return token;
    case 'ended':
      return ended;
    case 'revoked':
      return target.revoked;
    case 'unknown':
      return wordOf('nobody', token);
    case 'near':
      return `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    case 'other-case':
      return token.replace(/[a-z]/i, (letter) =>
        letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
      );
    case 'short':
      return token.slice(0, -1);
    case 'long':
      return `${token}A`;
  }
}

const naturalMethod = (deed: Deed): string => (deed === 'page' || deed === 'events' ? 'GET' : 'POST');

/** What a method does on the path of a deed. `isOpened`: somebody has the page before them. */
function deedOf(deed: Deed, method: string, isOpened: boolean): Meaning['deed'] {
  if (deed === 'page' && method === 'GET' && !isOpened) return 'nothing';
  if (method === naturalMethod(deed)) return deed;
  if (deed === 'page' && method === 'HEAD') return 'nothing';
  return deed === 'join' && (method === 'GET' || method === 'HEAD') ? 'nothing' : 'refused';
}

const categories: readonly Category[] = [
  'method',
  'path',
  'query',
  'host',
  'origin',
  'cookie',
  'type',
  'content',
  'framing',
  'version',
  'head',
];

const ofBodies: readonly Category[] = ['type', 'content', 'framing'];

/** Takes out what does not go together, so that each request has one meaning. */
function sorted({ odd, noise }: Spec): Pick<Spec, 'odd' | 'noise'> {
  const kept = { ...odd };
  // Before HTTP/1.1 there are no chunks and no expectations.
  if (kept.version !== 'plain' || kept.head === 'another expectation')
    kept.version = kept.head === 'plain' ? kept.version : 'plain';
  if (kept.version !== 'plain') kept.framing = 'plain';
  // Without a body its type and content do not count.
  if (kept.framing === 'short' || kept.framing === 'none') kept.type = kept.content = 'plain';
  return { odd: kept, noise: [...new Set(noise)] };
}

export function make(spec: Spec, lane: Lane): Made {
  const { odd, noise } = sorted(spec);
  const target = lane.targets[spec.place];
  const token = tokenOf(spec.link, target, lane.ended);
  const at: At = {
    port: lane.port,
    token,
    browser: cookieOf(target, spec.who ?? 0),
    other: cookieOf(target, ((spec.who ?? 0) + 1) % 3),
    code: codeOf(lane, spec.place, 'c0'),
  };
  const found = new Map(categories.map((category) => [category, oddity(category, odd[category])]));
  const plain = plainDraft(spec, at, lane);
  const { method } = { ...plain, ...found.get('method')?.change(plain, at) };
  const reads = method === 'GET' || method === 'HEAD';
  if (reads) for (const category of ofBodies) found.delete(category);
  let draft = plain;
  for (const one of found.values()) draft = { ...draft, ...one.change(draft, at) };
  draft = { ...draft, more: [...draft.more, ...noise.map((name) => noises[name] ?? '')] };
  // Where a reader comes from does not count.
  if (reads) found.delete('origin');
  const verdicts = [...found.values()].map(({ verdict }) => verdict);
  const fates = [...found.values()].map(({ fate }) => fate);
  const fate = fates.includes('fatal')
    ? 'fatal'
    : fates.includes('closing') || spec.deed === 'events'
      ? 'closing'
      : 'open';
  const deed =
    spec.link === 'live' && !verdicts.includes('refused')
      ? deedOf(spec.deed, draft.method, !noise.some((name) => unopened.includes(name)))
      : 'refused';
  const fields = reads || verdicts.includes('fieldless') ? {} : spec.fields;
  return {
    spec,
    meaning: { deed, browser: browserOf(draft.cookie), fields, ...codesOf(fields, draft, lane, spec.place) },
    bytes: bytesOf(draft, reads),
    token,
    isHead: draft.method === 'HEAD',
    isPost: draft.method === 'POST',
    wantsJson: noise.some((name) => name === 'json' || name === 'json and more'),
    fate,
    canBeHalf: fate === 'open' || (fate === 'closing' && reads),
  };
}

function plainDraft(spec: Spec, { port, token, browser }: At, lane: Lane): Draft {
  return {
    method: naturalMethod(spec.deed),
    path: `${lane.basePath}/v/${token}${spec.deed === 'page' ? '' : `/${spec.deed}`}`,
    query: '',
    version: 'HTTP/1.1',
    host: [`127.0.0.1:${port}`],
    origin: [`http://127.0.0.1:${port}`],
    cookie: spec.who === null ? [] : [`person=${browser}`],
    type: ['application/x-www-form-urlencoded'],
    content: formOf(spec, lane),
    more: [],
    framing: 'length',
    framed: null,
  };
}

/** Never empty, so that a body is always there to be refused. */
function formOf({ fields, repeated, place }: Spec, lane: Lane): Buffer {
  const form = new URLSearchParams();
  const { h, code, ...plain } = fields;
  for (const [key, value] of Object.entries(plain)) if (value !== undefined) form.append(key, value);
  if (h !== undefined) form.append('h', codeOf(lane, place, h));
  if (code !== undefined) form.append('code', codeOf(lane, place, code));
  form.append('z', '1');
  if (repeated) for (const key of [...form.keys()]) form.append(key, 'open');
  return Buffer.from(form.toString());
}

function codesOf(
  fields: Fields,
  { path, query }: Draft,
  lane: Lane,
  place: Place,
): Pick<Meaning, 'h' | 'code'> {
  const whole = /[?#](.*)$/.exec(`${path}${query}`)?.[1] ?? '';
  const fromAddress = new URLSearchParams(whole).get('h');
  const h = fields.h === undefined ? fromAddress : codeOf(lane, place, fields.h);
  const code = fields.code === undefined ? null : codeOf(lane, place, fields.code);
  const isCode = (text: string | null): boolean => text !== null && /^[\w-]{22}$/.test(text);
  return { h: isCode(h) ? h : null, code: isCode(code) ? code : null };
}

/** The one value that all cookies of this name have. */
function browserOf(lines: readonly string[]): string | null {
  const pairs = lines
    .join(';')
    .split(';')
    .map((pair) => pair.trim().split('='));
  const values = new Set(
    pairs.filter(([name, value]) => name === 'person' && value !== undefined).map(([, value]) => value),
  );
  const [value] = values;
  return values.size === 1 && value !== undefined && /^[\w-]{22}$/.test(value) ? value : null;
}

function bytesOf(draft: Draft, reads: boolean): Buffer {
  const { framing, framed, content } = draft;
  const body = reads
    ? { lines: [], bytes: Buffer.alloc(0) }
    : framing === 'chunked'
      ? chunked(content)
      : (framed ?? {
          lines: [`Content-Length: ${content.length}`],
          bytes: content,
        });
  const lines = [
    `${draft.method} ${draft.path}${draft.query} ${draft.version}`,
    ...draft.host.map((value) => `Host: ${value}`),
    ...draft.origin.map((value) => `Origin: ${value}`),
    ...draft.cookie.map((value) => `Cookie: ${value}`),
    ...(reads ? [] : draft.type.map((value) => `Content-Type: ${value}`)),
    ...body.lines,
    ...draft.more,
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body.bytes]);
}

function chunked(content: Buffer): { lines: readonly string[]; bytes: Buffer } {
  const size = Buffer.from(`${content.length.toString(16)}\r\n`);
  return {
    lines: ['Transfer-Encoding: chunked'],
    bytes: Buffer.concat([size, content, Buffer.from('\r\n0\r\n\r\n')]),
  };
}
