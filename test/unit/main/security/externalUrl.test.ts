import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { externalUrl } from '../../../../src/main/security/externalUrl.ts';

describe('externalUrl', () => {
  it('gives an https address as the parser writes it', () => {
    expect(externalUrl('https://docs.example/a b?c=d#e')).toBe('https://docs.example/a%20b?c=d#e');
  });

  it.each([
    'http://docs.example/',
    'file:///etc/passwd',
    'smb://server/share',
    'ms-msdt:/id PCWDiagnostic',
    'search-ms:query=x',
    'javascript:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    'mailto:a@b.example',
    'tel:+123',
    'app://desk/',
    'https://user:password@docs.example/',
    'https://user@docs.example/',
    'https://',
    'docs.example',
    '',
    `https://docs.example/${'a'.repeat(2_000)}`,
    // Grows past the cap when it is encoded.
    `https://docs.example/${'ж'.repeat(1_500)}`,
  ])('refuses %s', (address) => {
    expect(externalUrl(address)).toBeNull();
  });

  it('gives nothing but short https addresses, whatever comes in', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl(), fc.webUrl({ validSchemes: ['http', 'https', 'ftp'] })),
        (address) => {
          const given = externalUrl(address);
          if (given === null) return;
          expect(given.startsWith('https://')).toBe(true);
          expect(given.length).toBeLessThanOrEqual(2_000);
        },
      ),
    );
  });
});
