import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { acceptsGzip, makePage, PageCache } from '../../../../src/main/join/pageCache.ts';

describe('the pages in memory', () => {
  it('are rendered once, and their gzip holds the same bytes', () => {
    const cache = new PageCache(2);
    let rendered = 0;
    const render = (): string => `страница ${++rendered}`;
    const page = cache.get('a', render);
    expect(cache.get('a', render)).toBe(page);
    expect(gunzipSync(page.gzip).toString()).toBe('страница 1');
    expect(page.plain.toString()).toBe('страница 1');
  });

  it('are bounded: the one longest unused goes', () => {
    const cache = new PageCache(2);
    const rendered: string[] = [];
    const get = (key: string): void => {
      cache.get(key, () => {
        rendered.push(key);
        return key;
      });
    };
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) get(key);
    expect(rendered).toEqual(['a', 'b', 'c', 'b']);
    expect(cache.size).toBe(2);
  });

  it('can be made without being kept', () => {
    expect(gunzipSync(makePage('x').gzip).toString()).toBe('x');
  });
});

it.each([
  ['gzip, deflate', true],
  ['deflate, gzip', true],
  ['gzip, deflate, br, zstd', true],
  ['GZIP', true],
  ['gzip;q=0.5', true],
  ['br;q=1.0, *;q=0.1', true],
  ['deflate;q=1, gzip;q=0.001', true],
  ['gzip;q=0', false],
  ['gzip;q=0.0, deflate', false],
  ['identity', false],
  ['xgzip', false],
  ['', false],
  [undefined, false],
])('gzip is accepted by %j: %s', (header, expected) => {
  expect(acceptsGzip(header)).toBe(expected);
});
