import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { causeOf } from '../../../../src/main/log/cause.ts';
import { formatLine, leftOut, redactField } from '../../../../src/main/log/redact.ts';

describe('what callers may log comes through', () => {
  test.each([
    ['code', 'certificate-self-signed'],
    ['route', '/api/v3.11/conferences/{id}/run'],
    ['host', 'video.clinic.example:4443'],
    ['visitId', 'Zk3_v-0aQ'],
    ['conferenceId', '0012345678'],
    ['correlationId', '0a1b2c3d4e'],
    ['ms', 12.5],
    ['lasting', true],
    ['status', null],
  ])('%s=%s', (key, value) => {
    expect(redactField(key, value)).toBe(value);
  });
});

describe('what must not be logged is left out', () => {
  test.each([
    ['cause', 'Анна Петрова'],
    ['cause', 'Anna Petrova'],
    ['url', 'https://a.example/x?user=2$abc*Anna'],
    ['url', 'https://a.example/webrtc/1#token=abc'],
    ['cause', '5ec4e75ec4e75ec4e75ec4e75ec4e75ec4e7'],
    ['label', 'Anna'],
    ['secret', 'short'],
    ['token', 'short'],
    ['personName', 'Anna'],
    ['displayName', 'Anna'],
    ['body', 'x'],
    ['cause', 'x'.repeat(201)],
    ['cause', 'line\nbreak'],
  ])('%s=%s', (key, value) => {
    expect(redactField(key, value)).toBe(leftOut);
  });

  test('objects, arrays and functions are left out whole', () => {
    expect(redactField('cause', { name: 'Anna' })).toBe(leftOut);
    expect(redactField('cause', ['Anna'])).toBe(leftOut);
    expect(redactField('cause', () => 'Anna')).toBe(leftOut);
    expect(redactField('ms', Number.NaN)).toBeNull();
  });

  test('no line is broken and no key or event smuggles text', () => {
    fc.assert(
      fc.property(fc.string(), fc.dictionary(fc.string(), fc.string()), (event, fields) => {
        expect(formatLine(event, fields)).toMatch(/^[\x20-\x7e]*$/);
      }),
    );
    expect(formatLine('Anna said', { 'Anna Petrova': 1 })).toBe(`${leftOut} field=1`);
  });
});

test('of a failure the code or the kind is told, never its text', () => {
  expect(causeOf(Object.assign(new Error('Anna'), { code: 'ENOSPC' }))).toBe('ENOSPC');
  expect(causeOf(new TypeError('Anna'))).toBe('TypeError');
  expect(causeOf('Anna')).toBe('string');
});
