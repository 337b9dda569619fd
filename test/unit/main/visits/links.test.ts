import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isToken, linkToken, linkUrl, makeLink, sha256Hex } from '../../../../src/main/visits/links.ts';

const key = Buffer.alloc(32, 3);

describe('a token', () => {
  it('is the same for the same link, and another for every other key, visit, number and generation', () => {
    const token = linkToken(key, 'visit', 1, 1);
    expect(linkToken(key, 'visit', 1, 1)).toBe(token);
    const others = [
      linkToken(Buffer.alloc(32, 4), 'visit', 1, 1),
      linkToken(key, 'visit2', 1, 1),
      linkToken(key, 'visit', 2, 1),
      linkToken(key, 'visit', 1, 2),
    ];
    expect(new Set([token, ...others]).size).toBe(5);
  });

  it('has 128 bits, written so that every address takes them', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.nat(), (visitId, number, generation) => {
        const token = linkToken(key, visitId, number, generation);
        expect(isToken(token)).toBe(true);
        expect(Buffer.from(token, 'base64url')).toHaveLength(16);
      }),
    );
  }, 60_000);

  it.each(['', 'a'.repeat(21), 'a'.repeat(23), `${'a'.repeat(21)}/`, `${'a'.repeat(22)}\n`, 'é'.repeat(22)])(
    'is not %j',
    (text) => expect(isToken(text)).toBe(false),
  );
});

describe('a link', () => {
  it('keeps the hash of its token only', () => {
    const link = makeLink(key, 'visit', { number: 1, generation: 1 });
    expect(link.tokenHash).toBe(sha256Hex(linkToken(key, 'visit', 1, 1)));
    expect(JSON.stringify(link)).not.toContain(linkToken(key, 'visit', 1, 1));
  });

  it('can be shown with the key that made it, and with no other', () => {
    const link = makeLink(key, 'visit', { number: 1, generation: 1 });
    const url = linkUrl(key, 'visit', link, 'http://127.0.0.1:8765');
    expect(url).toBe(`http://127.0.0.1:8765/v/${linkToken(key, 'visit', 1, 1)}`);
    expect(linkUrl(Buffer.alloc(32, 4), 'visit', link, 'http://127.0.0.1:8765')).toBeNull();
  });
});
