import { describe, expect, it } from 'vitest';
import {
  browserOf,
  isOwnHost,
  isOwnOrigin,
  originOf,
  ownOrigins,
  personCookie,
  routablePath,
} from '../../../../src/main/join/guards.ts';

const value = 'abcdefghijklmnopqrstuv';
const other = 'ABCDEFGHIJKLMNOPQRSTUV';
const own = ownOrigins('127.0.0.1', 8765, 'http');

describe('the cookie of a person', () => {
  it.each([
    [undefined, null],
    ['', null],
    [`person=${value}`, value],
    [`a=b; person=${value}; c=d`, value],
    [`person=${value}; person=${value}`, value],
    [`person=${value}; person=${other}`, null],
    [`person=`, null],
    [`person=short`, null],
    [`person="${value}"`, null],
    [`xperson=${value}`, null],
    [`person =${value}`, null],
  ])('in %j is %j', (header, expected) => {
    expect(browserOf(header)).toBe(expected);
  });

  it('goes to its link only, is out of reach of scripts, and needs https where the page has it', () => {
    const plain = 'person=b; Path=/v/t; Max-Age=60; HttpOnly; SameSite=Lax';
    expect(personCookie('/v/t', 'b', 60, false)).toBe(plain);
    expect(personCookie('/v/t', 'b', 60, true)).toBe(`${plain}; Secure`);
  });
});

describe('own addresses', () => {
  it('of loopback are two, of an interface one, and IPv6 is bracketed', () => {
    expect(own).toEqual(['http://127.0.0.1:8765', 'http://localhost:8765']);
    expect(ownOrigins('::1', 1, 'http')).toEqual(['http://[::1]:1', 'http://localhost:1']);
    expect(ownOrigins('192.168.1.5', 8765, 'http')).toEqual(['http://192.168.1.5:8765']);
    expect(ownOrigins('fd00::5', 8765, 'http')).toEqual(['http://[fd00::5]:8765']);
  });

  it('are written as browsers write them: the port of the scheme is left out', () => {
    expect(ownOrigins('192.168.1.5', 8443, 'https')).toEqual(['https://192.168.1.5:8443']);
    expect(ownOrigins('192.168.1.5', 443, 'https')).toEqual(['https://192.168.1.5']);
  });

  it('tell which of them a host belongs to', () => {
    const both = ['https://visits.clinic.example', ...own];
    expect(originOf('Visits.clinic.example', both)).toBe('https://visits.clinic.example');
    expect(originOf('localhost:8765', both)).toBe('http://localhost:8765');
    expect(originOf('visits.clinic.example:8765', both)).toBeUndefined();
  });

  it.each([
    ['127.0.0.1:8765', true],
    ['LOCALHOST:8765', true],
    ['127.0.0.1', false],
    ['127.0.0.1:80', false],
    ['localhost:8766', false],
    ['evil.example:8765', false],
    ['127.0.0.1:8765.evil.example', false],
    ['127.0.0.1:8765, evil.example', false],
    ['', false],
    [undefined, false],
  ])('host %j: %s', (host, expected) => {
    expect(isOwnHost(host, own)).toBe(expected);
  });

  it.each([
    ['http://127.0.0.1:8765', true],
    ['http://localhost:8765', true],
    ['https://127.0.0.1:8765', false],
    ['http://127.0.0.1', false],
    ['http://127.0.0.1:8765/', false],
    ['http://127.0.0.1:8765.evil.example', false],
    ['null', false],
    ['', false],
    [undefined, false],
  ])('origin %j: %s', (origin, expected) => {
    expect(isOwnOrigin(origin, own)).toBe(expected);
  });
});

describe('paths', () => {
  it.each(['/', '/v/a?lang=ru', '/v/%D0%B0'])('leaves %s', (path) => {
    expect(routablePath(path)).toBe(path);
  });
  it.each(['/%', '/v/%E0%A4%A', '*', 'http://evil.example/v/a', `/${'a'.repeat(1_000)}`])(
    'takes %.20s as unknown',
    (path) => {
      expect(routablePath(path)).toBe('/');
    },
  );
});
