/** Reading what a request says, whatever its shape. */
import type { FastifyRequest } from 'fastify';
import { originOf } from './guards.ts';

/** The script asks for JSON; a form that was sent by the browser itself does not. */
export const wantsJson = (request: FastifyRequest): boolean =>
  /\bapplication\/json\b/i.test(request.headers.accept ?? '');

/** One field of a posted form or of a query; a repeated one counts by its first value. */
export function field(container: unknown, name: string): string {
  if (typeof container !== 'object' || container === null) return '';
  const value: unknown = Object.entries(container).find(([key]) => key === name)?.[1];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : '';
}

/**
 * Whether a GET proves that somebody has the page before them. One that the page's own script makes to draw itself anew
 * does not (`X-Page`), nor one that a browser makes ahead of a tap.
 */
export function isOpened(request: FastifyRequest): boolean {
  const { headers, method } = request;
  const ahead = [headers['sec-purpose'], headers['purpose']].some((value) => /prefetch/i.test(String(value)));
  return method === 'GET' && headers['x-page'] === undefined && !ahead;
}

/**
 * Whether the visitor sees an https page: by our own TLS, by the word of a proxy that is trusted, or because the
 * `Host` is that of our https address.
 */
export function isSecure(request: FastifyRequest, origins: readonly string[]): boolean {
  const origin = originOf(request.headers.host, origins) ?? '';
  return request.protocol === 'https' || origin.startsWith('https:');
}
