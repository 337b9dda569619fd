import { describe, expect, it } from 'vitest';
import { isOpenToOthers, isTooOld } from '../../../../../src/main/service/postgres/connection.ts';
import { failureOf, isAway } from '../../../../../src/main/service/postgres/waiting.ts';

describe('a connection', () => {
  it.each([
    [false, null, false],
    [false, '127.0.0.1', false],
    [false, '127.8.8.8', false],
    [false, '::1', false],
    [false, '::ffff:127.0.0.1', false],
    [false, '10.0.0.5', true],
    [false, '192.168.127.1', true],
    [false, 'fd00::1', true],
    [false, '::1234', true],
    [true, '10.0.0.5', false],
  ])('encrypted: %s, to %s: open to others is %s', (encrypted, address, open) => {
    expect(isOpenToOthers(encrypted, address)).toBe(open);
  });
});

describe('a server', () => {
  it.each([
    [130_022, true],
    [140_000, false],
    [150_018, false],
    [180_001, false],
  ])('of version %i is too old: %s', (version, tooOld) => {
    expect(isTooOld(version)).toBe(tooOld);
  });
});

const coded = (code: string): Error => Object.assign(new Error('text'), { code });

describe('a failure', () => {
  it.each([
    [coded('ECONNREFUSED'), 'ECONNREFUSED', true],
    [coded('57P03'), '57P03', true],
    [coded('08006'), '08006', true],
    [coded('25006'), '25006', true],
    [new Error('Connection terminated unexpectedly'), 'no-answer', true],
    [new Error('timeout exceeded when trying to connect'), 'no-answer', true],
    [new Error('Query read timeout'), 'no-answer', true],
    [new Error('The server does not support SSL connections'), 'Error', false],
    [coded('28P01'), '28P01', false],
    [coded('3D000'), '3D000', false],
    [coded('42501'), '42501', false],
    [coded('ERR_TLS_CERT_ALTNAME_INVALID'), 'ERR_TLS_CERT_ALTNAME_INVALID', false],
    [new TypeError('timeout'), 'TypeError', false],
    ['timeout', 'string', false],
  ])('%s is %s; may go well later: %s', (error, cause, away) => {
    expect([failureOf(error), isAway(error)]).toEqual([cause, away]);
  });
});
