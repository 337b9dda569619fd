import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cookieValue,
  formatCookie,
  sessionCookie,
  stateCookie,
} from '../../../../../src/main/service/access/cookies.ts';
import { deviceWords } from '../../../../../src/main/service/access/device.ts';
import { hashFirstCode, makeFirstCode } from '../../../../../src/main/service/access/firstCode.ts';
import { createStateSealer, deriveStateKey } from '../../../../../src/main/service/access/sealedState.ts';

const random = { bytes: (count: number) => randomBytes(count) };
const secret = (): string => randomBytes(32).toString('base64url');
const aState = () => ({
  state: secret(),
  nonce: secret(),
  verifier: secret(),
  origin: 'https://desk.clinic.example',
  language: 'ru' as const,
  until: 1_000,
});

describe('a sealed state', () => {
  const key = deriveStateKey(Buffer.alloc(32, 1));
  const sealer = createStateSealer(key, random);

  it('is opened by every node with the key, until its time is over', () => {
    const state = aState();
    const sealed = sealer.seal(state);
    expect(createStateSealer(key, random).open(sealed, 999)).toEqual(state);
    expect(sealer.open(sealed, 1_000)).toBeUndefined();
    expect(createStateSealer(deriveStateKey(Buffer.alloc(32, 2)), random).open(sealed, 0)).toBeUndefined();
  });

  it('hides its secrets, and the key is not the one that it comes from', () => {
    const state = aState();
    const sealed = Buffer.from(sealer.seal(state), 'base64url').toString('latin1');
    for (const hidden of [state.state, state.nonce, state.verifier]) expect(sealed).not.toContain(hidden);
    expect(key.equals(Buffer.alloc(32, 1))).toBe(false);
  });

  it('that was changed in any bit is refused', () => {
    const bytes = Buffer.from(sealer.seal(aState()), 'base64url');
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const other = Buffer.from(bytes);
        other.writeUInt8(other.readUInt8(at) ^ change, at);
        expect(sealer.open(other.toString('base64url'), 0)).toBeUndefined();
      }),
    );
  });

  it('is nothing else: any other text is refused without a throw', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.uint8Array({ maxLength: 200 }).map((b) => Buffer.from(b).toString('base64url')),
    );
    fc.assert(fc.property(texts, (text) => sealer.open(text, 0) === undefined));
  });
});

describe('cookies', () => {
  it('bind a session to host, https and path, and to no other site', () => {
    const shape = {
      name: sessionCookie(true),
      value: 'x',
      maxAgeSeconds: 60,
      sameSite: 'Strict',
      isSecure: true,
    } as const;
    expect(formatCookie(shape)).toBe('__Host-desk=x; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure');
    expect(stateCookie(true)).toMatch(/^__Host-/);
  });

  const values = fc.stringMatching(/^[A-Za-z0-9_-]{1,60}$/);
  const others = fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,8}$/), values), { maxLength: 5 });

  it('are found wherever they stand among others', () => {
    fc.assert(
      fc.property(values, others, others, (value, before, after) => {
        const pairs = [...before, ['__Host-desk', value] as const, ...after];
        const header = pairs.map(([name, text]) => `${name}=${text}`).join('; ');
        expect(cookieValue(header, '__Host-desk')).toBe(value);
      }),
    );
  });

  it('that are there twice and differ are none: one of them was planted', () => {
    expect(cookieValue('desk=a; desk=b', 'desk')).toBeUndefined();
    expect(cookieValue('desk=a; desk=a', 'desk')).toBe('a');
    expect(cookieValue('desk2=a; xdesk=b', 'desk')).toBeUndefined();
    expect(cookieValue(undefined, 'desk')).toBeUndefined();
  });

  it('never throw', () => {
    fc.assert(fc.property(fc.string(), (header) => void cookieValue(header, 'desk')));
  });
});

describe('the code of the first administrator', () => {
  it('is four groups of five, never the same', () => {
    const codes = Array.from({ length: 200 }, () => makeFirstCode(random));
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){3}$/);
    expect(new Set(codes).size).toBe(200);
  });

  it('is known however it is typed', () => {
    const blanks = fc.constantFrom('', ' ', '-', '–', '\u00a0');
    const looks = { '0': 'oO0', '1': 'iIlL1' } as const;
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 20, maxLength: 20 }),
        fc.array(blanks, { minLength: 30, maxLength: 30 }),
        fc.nat(),
        (bytes, gaps, pick) => {
          const code = makeFirstCode({ bytes: () => Buffer.from(bytes) });
          const typed = [...code.replaceAll('-', '')]
            .map((sign, at) => {
              const alike = sign === '0' || sign === '1' ? looks[sign] : sign + sign.toLowerCase();
              return `${alike[(pick + at) % alike.length]}${gaps[at] ?? ''}`;
            })
            .join('');
          expect(hashFirstCode(typed)).toBe(hashFirstCode(code));
        },
      ),
    );
  });

  it('is no other text', () => {
    expect(hashFirstCode('')).toBeUndefined();
    expect(hashFirstCode('UUUUU-UUUUU-UUUUU-UUUUU')).toBeUndefined();
    expect(hashFirstCode('0'.repeat(19))).toBeUndefined();
    expect(hashFirstCode('0'.repeat(100_000))).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => void hashFirstCode(text)));
  });
});

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge, Windows'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605.1 Version/18 Safari/605.1',
    'Safari, macOS',
  ],
  ['Mozilla/5.0 (Windows NT 10.0) Chrome/140 Electron/45.4.1 Safari/537.36', 'Visit Desk, Windows'],
  ['<script>', '?, ?'],
  [undefined, '?, ?'],
])('a session of %j is shown as %s', (agent, expected) => expect(deviceWords(agent)).toBe(expected));
