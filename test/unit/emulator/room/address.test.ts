import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFragment } from '../../../../src/emulator/room/address.ts';

const token = '$57aa*1795424361*761c';

describe('parseFragment', () => {
  it('gives back any login that was encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (login) => {
        const hash = `#login=${encodeURIComponent(login)}&token=${token}&lang=auto`;
        expect(parseFragment(hash)).toEqual({ login, token, lang: 'auto' });
      }),
    );
  });

  it('takes a login that was not encoded, as a browser hands it on', () => {
    const { hash } = new URL(`http://x/#login=anna*100% "Анна" & Ко&token=${token}`);
    expect(parseFragment(hash)).toEqual({ login: 'anna*100% "Анна" & Ко', token, lang: null });
  });

  it('keeps what is no valid encoding', () => {
    expect(parseFragment('#login=%E0%A4%A&token=1').login).toBe('%E0%A4%A');
  });

  it.each(['', '#', '#lang=ru', '#token=1', '#login=a'])('finds no guest in "%s"', (hash) => {
    expect(parseFragment(hash)).toMatchObject({ login: '', token: '' });
  });

  it('finds the language alone', () => {
    expect(parseFragment('#lang=ru').lang).toBe('ru');
  });
});
