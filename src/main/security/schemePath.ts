/** Which file an address of the app's own scheme stands for. */
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { builtPage, isAt } from './ownPage.ts';

export type SchemeAnswer =
  { readonly status: 200; readonly path: string } | { readonly status: 404 | 405; readonly path?: never };

const notFound: SchemeAnswer = { status: 404 };

/** Letters that a file of the build may be named with; leaves out `%`, `\`, `:`, NUL and every other trick. */
const segmentPattern = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** Decoded once: what is still encoded after that is a name with `%` in it, which no file of ours has. */
function decodedPath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

/**
 * GET only; `/` is `index.html`. The path is compared with that folder itself, not with the app's root.
 * @param folder Absolute path of the built renderer.
 */
export function resolveSchemePath(method: string, address: string, folder: string): SchemeAnswer {
  if (method !== 'GET') return { status: 405 };
  const url = URL.parse(address);
  if (!url || !isAt(address, builtPage)) return notFound;
  const decoded = decodedPath(url.pathname);
  if (decoded === null) return notFound;
  const segments = decoded === '/' || decoded === '' ? ['index.html'] : decoded.replace(/^\//, '').split('/');
  if (!segments.every((segment) => segmentPattern.test(segment))) return notFound;
  const path = resolve(folder, ...segments);
  const inside = relative(folder, path);
  if (inside === '' || isAbsolute(inside) || inside.split(sep)[0] === '..') return notFound;
  return { status: 200, path };
}
