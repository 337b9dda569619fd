/** How the session's cookie is read, given and taken away by the sign-in pages. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieValue, formatCookie, sessionCookie, stateCookie } from './cookies.ts';
import { deviceWords } from './device.ts';
import { isSecureOrigin } from './guard.ts';
import type { AccessHttpOptions } from './http.ts';
import { field, languageFor, originFor, sendPage } from './httpGuards.ts';
import { renderLeaving } from './pages.ts';
import { sessionTimes } from './sessions.ts';
import type { Account, StoredSession } from './stores.ts';

/** Where the request was made, and the session's secret that came with it. */
export function cookieOf(
  request: FastifyRequest,
  { origins }: Pick<AccessHttpOptions, 'origins'>,
): { readonly origin: string; readonly isSecure: boolean; readonly token: string | undefined } {
  const origin = originFor(request, origins()) ?? '';
  const isSecure = isSecureOrigin(origin);
  return { origin, isSecure, token: cookieValue(request.headers.cookie, sessionCookie(isSecure)) };
}

/** A new secret for each sign-in; what the browser had before ends. */
export async function openSession(
  request: FastifyRequest,
  reply: FastifyReply,
  { sessions, origins, log }: AccessHttpOptions,
  account: Account,
  way: StoredSession['way'],
): Promise<void> {
  const { token: former, origin, isSecure } = cookieOf(request, { origins });
  if (former !== undefined) await sessions.close(former);
  const device = deviceWords(request.headers['user-agent']);
  const token = await sessions.open(account, { origin, way, device });
  void reply.header('set-cookie', sessionCookieOf(token, sessionTimes.absoluteMs / 1_000, isSecure));
  log.info('access.signed-in', { way, role: account.role, accountId: account.id });
}

/** For a form and for the desk's script, which goes to `next` by itself. `way`: of the session that has just ended. */
export async function leave(
  request: FastifyRequest,
  reply: FastifyReply,
  { origins, oidc }: AccessHttpOptions,
  way: StoredSession['way'] | undefined,
): Promise<FastifyReply> {
  const { origin, isSecure } = cookieOf(request, { origins });
  void reply.header('set-cookie', sessionCookieOf('', 0, isSecure));
  const end =
    oidc !== null && way === 'provider' ? await oidc.provider.endUrl(`${origin}/sign-in`) : undefined;
  // A form says in which language it was read.
  const asked = field(request.body, 'lang') === '' ? '' : `&lang=${languageFor(request)}`;
  const next = `/sign-in?out=1${asked}`;
  if (/\bapplication\/json\b/i.test(request.headers.accept ?? ''))
    return reply.send({ state: 'signed-out', next: end?.href ?? next });
  return end ? sendPage(reply, 200, renderLeaving(languageFor(request), end)) : reply.redirect(next, 303);
}

const sessionCookieOf = (value: string, maxAgeSeconds: number, isSecure: boolean): string =>
  formatCookie({ name: sessionCookie(isSecure), value, maxAgeSeconds, sameSite: 'Strict', isSecure });

export const stateCookieOf = (value: string, maxAgeSeconds: number, isSecure: boolean): string =>
  formatCookie({ name: stateCookie(isSecure), value, maxAgeSeconds, sameSite: 'Lax', isSecure });
