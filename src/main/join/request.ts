/** Reading what a request says, whatever its shape. */
import type { FastifyRequest } from 'fastify';

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
