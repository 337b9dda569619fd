import { relative, resolve, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveSchemePath } from '../../../../src/main/security/schemePath.ts';

const folder = resolve('/opt/visit-desk/out/renderer');
const at = (...parts: string[]) => ({ status: 200, path: resolve(folder, ...parts) });
const get = (address: string) => resolveSchemePath('GET', address, folder);

describe('resolveSchemePath', () => {
  it.each([
    ['app://desk', at('index.html')],
    ['app://desk/', at('index.html')],
    ['app://desk/index.html', at('index.html')],
    ['app://desk/assets/index-a1_B.js?v=1#x', at('assets', 'index-a1_B.js')],
    ['app://desk/%61ssets/x.css', at('assets', 'x.css')],
    // The parser itself ends these at the root.
    ['app://desk/../../index.html', at('index.html')],
    ['app://desk/%2e%2e/%2e%2e/index.html', at('index.html')],
  ])('%s is a file', (address, answer) => {
    expect(get(address)).toEqual(answer);
  });

  it.each([
    'app://desk/..%2f..%2fpreload/index.cjs',
    'app://desk/%2e%2e%2fpreload',
    'app://desk/%252e%252e/preload',
    'app://desk/..%5c..%5cpreload',
    'app://desk/a\\..\\..\\b',
    'app://desk/index.html%00.js',
    'app://desk/C:/Windows/win.ini',
    'app://desk/C%3A/Windows',
    'app://desk/file.txt::$DATA',
    'app://desk/.env',
    'app://desk/assets/.hidden',
    'app://desk//etc/passwd',
    'app://desk/%2fetc/passwd',
    'app://desk/assets/',
    'app://desk/%zz',
    'app://desk/%ff',
    'app://desk/имя',
    'app://other/index.html',
    'app://desk:80/index.html',
    'app://a:b@desk/index.html',
    'https://desk/index.html',
    'file:///etc/passwd',
    '',
  ])('%s is nothing', (address) => {
    expect(get(address)).toEqual({ status: 404 });
  });

  it.each(['POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'get', ''])('takes GET only, not %j', (method) => {
    expect(resolveSchemePath(method, 'app://desk/index.html', folder)).toEqual({ status: 405 });
  });

  it('never leaves the folder', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '..',
        '.',
        '%2e',
        '%2E%2e',
        '%2f',
        '%5c',
        '\\',
        '/',
        '//',
        '%00',
        '%25',
        ':',
        'a',
        'index.html',
      ),
      fc.string({ maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const answer = get(`app://desk/${pieces.join('')}`);
        if (answer.status !== 200) return;
        const inside = relative(folder, answer.path);
        expect(inside).not.toBe('');
        expect(inside.split(sep)).not.toContain('..');
        expect(answer.path.startsWith(folder + sep)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
