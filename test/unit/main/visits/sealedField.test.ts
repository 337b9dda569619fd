import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFieldSealer } from '../../../../src/main/visits/sealedField.ts';
import { fakeRandom } from '../../../fixtures/fakeRandom.ts';

const sealer = createFieldSealer(Buffer.alloc(32, 1), fakeRandom());
const place = { visitId: 'visit', field: 'label' };

describe('a sealed field', () => {
  it('opens to what was sealed, in its place, and shows nothing of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const sealed = sealer.seal(text, place);
        expect(sealer.open(sealed, place)).toBe(text);
        expect(sealed).toMatch(/^v1\.[\w-]+$/);
      }),
    );
    expect(sealer.seal('Anna', place)).not.toBe(sealer.seal('Anna', place));
  }, 60_000);

  it('reads as empty with another key, in another place, damaged, or of another kind', () => {
    const sealed = sealer.seal('Anna', place);
    const stranger = createFieldSealer(Buffer.alloc(32, 2), fakeRandom());
    expect(stranger.open(sealed, place)).toBe('');
    expect(sealer.open(sealed, { ...place, visitId: 'other' })).toBe('');
    expect(sealer.open(sealed, { ...place, field: 'name:1' })).toBe('');
    expect(sealer.open(`${sealed.slice(0, -3)}AAA`, place)).toBe('');
    for (const text of ['', 'Anna', 'v1.', 'v1.AAAA', 'v2.AAAA']) expect(sealer.open(text, place)).toBe('');
  });

  it('of nothing is nothing', () => expect(sealer.seal('', place)).toBe(''));
});
