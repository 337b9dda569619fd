import { expect, test } from 'vitest';
import { createAdmittance, isOwnHost, isOwnOrigin, originOf } from '../../../../src/main/web/guard.ts';
import { FakeClock } from '../../../fixtures/fakeClock.ts';
import { fakeRandom } from '../../../fixtures/fakeRandom.ts';

test.each([
  ['127.0.0.1:4711', true],
  ['127.0.0.1', false],
  ['127.0.0.1:4712', false],
  ['localhost:4711', false],
  ['127.0.0.1.evil.example:4711', false],
  ['evil.example', false],
  ['[::1]:4711', false],
  ['127.0.0.1:4711 ', false],
  ['', false],
  [undefined, false],
])('Host %s is ours: %s', (host, ours) => {
  expect(isOwnHost(host, 4711)).toBe(ours);
});

test.each([
  ['http://127.0.0.1:4711', true],
  ['http://127.0.0.1:4711/', false],
  ['https://127.0.0.1:4711', false],
  ['http://127.0.0.1:4712', false],
  ['http://localhost:4711', false],
  ['http://127.0.0.1', false],
  ['null', false],
  ['file://', false],
  [undefined, false],
])('Origin %s is ours: %s', (origin, ours) => {
  expect(isOwnOrigin(origin, 4711)).toBe(ours);
  expect(originOf(4711)).toBe('http://127.0.0.1:4711');
});

const open = () => {
  const clock = new FakeClock();
  return { clock, admittance: createAdmittance(clock, fakeRandom(), 30_000) };
};

test('a token gives the session once', () => {
  const { admittance } = open();
  expect(admittance.token).toMatch(/^[\w-]{43}$/);
  const session = admittance.exchange(admittance.token) ?? '';
  expect(session).toMatch(/^[\w-]{43}$/);
  expect(session).not.toBe(admittance.token);
  expect(admittance.isSession(session)).toBe(true);
  expect(admittance.exchange(admittance.token)).toBeUndefined();
  expect(admittance.isSession(session)).toBe(true);
});

test('a token is too old after its time', async () => {
  const { admittance, clock } = open();
  await clock.advance(29_999);
  expect(admittance.exchange('wrong')).toBeUndefined();
  await clock.advance(1);
  expect(admittance.exchange(admittance.token)).toBeUndefined();
});

test.each(['', 'wrong', 'undefined'])('%j is no session', (given) => {
  const { admittance } = open();
  expect(admittance.isSession(given)).toBe(false);
  admittance.exchange(admittance.token);
  expect(admittance.isSession(given)).toBe(false);
  expect(admittance.isSession(admittance.token)).toBe(false);
});
