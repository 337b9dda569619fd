import { describe, expect, test } from 'vitest';
import { framingAllowed } from '../../../../src/main/join/framing.ts';

const server = 'https://video.clinic.example';
const page = 'https://visit.clinic.example';

const byPolicy = (policies: readonly string[], from = page): boolean =>
  framingAllowed({ policies, frameOptions: [] }, { page: from, server });
const byOptions = (frameOptions: readonly string[], from = page): boolean =>
  framingAllowed({ policies: [], frameOptions }, { page: from, server });

test('without a word about frames they are allowed', () => {
  expect(byPolicy([])).toBe(true);
  expect(byPolicy(["default-src 'self'; script-src 'none'"])).toBe(true);
  expect(byPolicy([''])).toBe(true);
});

describe('frame-ancestors', () => {
  test.each([
    ["'none'", false],
    ['', false],
    ['*', true],
    ["'self'", false],
    ['https:', true],
    ['http:', true],
    ['data:', false],
    ['https://visit.clinic.example', true],
    ['http://visit.clinic.example', true],
    ['https://visit.clinic.example/', true],
    ['https://visit.clinic.example/v/', false],
    ['https://visit.clinic.example:443', true],
    ['https://visit.clinic.example:*', true],
    ['https://visit.clinic.example:8443', false],
    ['visit.clinic.example', true],
    ['VISIT.Clinic.Example', true],
    ['*.clinic.example', true],
    ['https://*.clinic.example', true],
    ['*.example', true],
    ['*.visit.clinic.example', false],
    ['*.other.example', false],
    ['https://other.example', false],
    ['https://visit.clinic.example.evil.example', false],
    ['evilvisit.clinic.example', false],
    ['https://*:*', true],
    ['https://*', true],
    ['https://other.example visit.clinic.example', true],
    ["'none' https://other.example", false],
    ['https://', false],
    ['ftp://visit.clinic.example', false],
    ['visit.clinic.example:notaport', false],
  ])('%s -> %s', (sources, allowed) => {
    expect(byPolicy([`default-src 'self'; frame-ancestors ${sources}`])).toBe(allowed);
  });

  test.each([
    ['visit.clinic.example:8443', true],
    ['https://visit.clinic.example:8443', true],
    ['visit.clinic.example:*', true],
    ['visit.clinic.example', false],
    ['https://*', false],
    ['*', true],
    ['https:', true],
  ])('a page on port 8443: %s -> %s', (sources, allowed) => {
    expect(byPolicy([`frame-ancestors ${sources}`], 'https://visit.clinic.example:8443')).toBe(allowed);
  });

  test.each([
    ['10.0.0.5:8443', true],
    ['10.0.0.6:8443', false],
    ['[fd00::1]:8443', false],
  ])('a page at an address: %s -> %s', (sources, allowed) => {
    expect(byPolicy([`frame-ancestors ${sources}`], 'https://10.0.0.5:8443')).toBe(allowed);
  });

  test('a page at an IPv6 address', () => {
    expect(byPolicy(['frame-ancestors [fd00::1]:8443'], 'https://[fd00::1]:8443')).toBe(true);
  });

  test('‘self’ is the server’s own origin', () => {
    expect(byPolicy(["frame-ancestors 'self'"], server)).toBe(true);
    expect(byPolicy(["frame-ancestors 'self'"], `${server}:8443`)).toBe(false);
  });

  test('every policy must allow it, in several headers or in one', () => {
    expect(byPolicy(['frame-ancestors *', "frame-ancestors 'none'"])).toBe(false);
    expect(byPolicy(["frame-ancestors *, frame-ancestors 'none'"])).toBe(false);
    expect(byPolicy(["frame-ancestors *, default-src 'none'"])).toBe(true);
  });

  test('the first of two directives in one policy counts', () => {
    expect(byPolicy(["frame-ancestors 'none'; frame-ancestors *"])).toBe(false);
    expect(byPolicy(["Frame-Ancestors *; frame-ancestors 'none'"])).toBe(true);
  });

  test('makes X-Frame-Options meaningless', () => {
    const origins = { page, server };
    expect(framingAllowed({ policies: ['frame-ancestors *'], frameOptions: ['DENY'] }, origins)).toBe(true);
    expect(framingAllowed({ policies: ["img-src 'self'"], frameOptions: ['DENY'] }, origins)).toBe(false);
  });
});

describe('X-Frame-Options', () => {
  test.each([
    ['DENY', false],
    ['deny', false],
    [' Deny ', false],
    ['SAMEORIGIN', false],
    ['ALLOWALL', true],
    ['ALLOW-FROM https://visit.clinic.example', true],
    ['nonsense', true],
    ['DENY, DENY', false],
    ['SAMEORIGIN, DENY', false],
    ['ALLOWALL, nonsense', false],
  ])('%s -> %s', (value, allowed) => {
    expect(byOptions([value])).toBe(allowed);
  });

  test('several headers count as one list', () => {
    expect(byOptions(['nonsense', 'DENY'])).toBe(false);
  });

  test('SAMEORIGIN lets the server’s own origin in', () => {
    expect(byOptions(['SAMEORIGIN'], server)).toBe(true);
    expect(byOptions(['DENY'], server)).toBe(false);
  });
});
