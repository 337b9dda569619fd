import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, parseFields, type Request } from '../../../src/emulator/http.ts';

const request = (body: string, type?: string): Request => ({
  method: 'POST',
  path: '/',
  query: new URLSearchParams(),
  headers: type === undefined ? {} : { 'content-type': type },
  body,
});

describe('parseFields', () => {
  it('reads a form', () => {
    const form = 'application/x-www-form-urlencoded; charset=utf-8';
    expect(parseFields(request('a=1&b=%D0%B0+2', form))).toEqual({ a: '1', b: 'а 2' });
  });

  it.each([undefined, 'application/json', 'text/plain'])('reads JSON sent as %s', (type) => {
    expect(parseFields(request('{"a":1}', type))).toEqual({ a: 1 });
  });

  it('finds no fields in anything else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(typeof parseFields(request(body))).toBe('object');
      }),
    );
    expect(parseFields(request('null'))).toEqual({});
  });
});

it('escapeHtml leaves nothing that a browser takes for markup', () => {
  expect(escapeHtml(`<a href="x" title='y'>&</a>`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;&lt;/a&gt;',
  );
});
