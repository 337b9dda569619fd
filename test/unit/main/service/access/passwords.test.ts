import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createHasher,
  HasherBusy,
  parsePhc,
  passwordProblem,
} from '../../../../../src/main/service/access/passwords.ts';
import { fakeRandom } from '../../../../fixtures/fakeRandom.ts';

/** As real as today's, and quick. */
const quick = { memoryKib: 64, passes: 1, lanes: 1 };
const hasher = createHasher(fakeRandom(), quick);
const good = 'лампа верблюд оркестр';

describe('a hash', () => {
  it('is a PHC string of argon2id with the parameters of OWASP', async () => {
    const hash = await createHasher(fakeRandom()).hash(good);
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  });

  it('knows its password and no other, and never repeats', async () => {
    const [one, two] = [await hasher.hash(good), await hasher.hash(good)];
    expect(one).not.toBe(two);
    expect(await hasher.verify(one, good)).toBe('right');
    expect(await hasher.verify(one, `${good}.`)).toBe('wrong');
    expect(await hasher.verify(one, '')).toBe('wrong');
  });

  it('knows a password that another keyboard writes with other signs', async () => {
    expect(
      await hasher.verify(
        await hasher.hash('caf\u00e9 caf\u00e9 caf\u00e9'),
        'cafe\u0301 cafe\u0301 cafe\u0301',
      ),
    ).toBe('right');
  });

  it('is stale once the parameters have changed, and only when it is right', async () => {
    const old = await hasher.hash(good);
    const today = createHasher(fakeRandom('other'), { ...quick, passes: 2 });
    expect(await today.verify(old, good)).toBe('stale');
    expect(await today.verify(old, 'something else')).toBe('wrong');
  });

  it('is the one that the reference implementation makes', async () => {
    // echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1: a test vector of phc-winner-argon2's own suite.
    const known = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await hasher.verify(known, 'password')).toBe('stale');
    expect(await hasher.verify(known, 'passwore')).toBe('wrong');
  });

  it.each([
    '',
    'plain',
    '$2b$12$abcdefghijklmnopqrstuu',
    '$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=16$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=9999999,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=64,t=1,p=9$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFh',
  ])('that is none (%s) opens nothing', async (hash) => {
    expect(parsePhc(hash)).toBeUndefined();
    expect(await hasher.verify(hash, 'password')).toBe('wrong');
  });

  it('is read by nothing else: any text but ours is refused without a throw', () => {
    fc.assert(fc.property(fc.string(), (text) => parsePhc(text) === undefined));
  });
});

it('more people than the machine can take are refused, and the rest are served', async () => {
  const tasks = Array.from({ length: 100 }, () => hasher.hash(good));
  const outcomes = await Promise.allSettled(tasks);
  const refused = outcomes.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(100 - 2 - 64);
  for (const outcome of refused) expect(outcome).toMatchObject({ reason: expect.any(HasherBusy) });
  expect(await hasher.verify(await hasher.hash(good), good)).toBe('right');
});

describe('a new password', () => {
  it.each([
    ['elevenchars', 'password-short'],
    ['👩‍⚕️👩‍⚕️', 'password-short'],
    ['x'.repeat(1_025), 'password-long'],
    ['password1234', 'password-common'],
    ['Password2026!', 'password-common'],
    ['qwertyuiop12', 'password-common'],
    ['йцукенгшщзхъ', 'password-common'],
    ['Поликлиника2026', 'password-common'],
    ['123456789012', 'password-common'],
    ['aaaaaaaaaaaa', 'password-common'],
    ['abcabcabcabcabc', 'password-common'],
    ['abcdefghijkl', 'password-common'],
    ['mnbvcxzlkjhgf', 'password-common'],
    ['ivanova.petrovna1', 'password-common'],
    ['IVANOVA.PETROVNA', 'password-common'],
  ])('%s is refused: %s', (password, code) =>
    expect(passwordProblem(password, ['ivanova.petrovna', 'Анна Ивановна'])).toBe(code),
  );

  it.each([
    'twelve chars',
    good,
    'только буквы без цифр',
    'ivanova.petrovna лампа верблюд',
    '82746 19283 75',
  ])('%s is good: nothing is asked for but length', (password) =>
    expect(passwordProblem(password, ['ivanova.petrovna'])).toBeUndefined(),
  );
});
