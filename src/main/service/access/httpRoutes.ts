/** The routes of signing in and out. GET changes nothing here but the state that a browser takes to the provider. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { cookieValue, stateCookie } from './cookies.ts';
import { accessError, type AccessError } from './errors.ts';
import { accessLimits } from './guard.ts';
import type { AccessHttpOptions } from './http.ts';
import { field, languageFor, prepareRefusal, sendPage, sendProblem } from './httpGuards.ts';
import { cookieOf, leave, openSession, stateCookieOf } from './httpSession.ts';
import { callbackPath, signInForMs } from './oidcSignIn.ts';
import { deskPath } from './pageFrame.ts';
import { renderEntry, renderFirst, renderSignIn, type SignInPage } from './pages.ts';
import type { Account } from './stores.ts';

const form = { bodyLimit: accessLimits.bodyBytes } as const;

export function addLocalRoutes(app: FastifyInstance, options: AccessHttpOptions): void {
  const { accounts, firstAdministrator, sessions, known, local, oidc } = options;
  const page = (request: FastifyRequest, error: AccessError | null): SignInPage => ({
    language: languageFor(request),
    hasProvider: oidc !== null,
    local,
    error,
    login: field(request.body, 'login').slice(0, 64),
    isSignedOut: request.method === 'GET' && field(request.query, 'out') === '1',
  });
  const isFirst = async (): Promise<boolean> => local !== 'nobody' && (await firstAdministrator.isWanted());

  app.get('/sign-in', async (request, reply) => {
    const { token, origin } = cookieOf(request, options);
    if (token !== undefined && (await sessions.find(token, origin))) return reply.redirect(deskPath, 303);
    // Where there is a provider its people sign in before there is any administrator here.
    if (oidc === null && (await isFirst()))
      return reply.redirect(`/first-administrator?lang=${languageFor(request)}`, 303);
    return sendPage(reply, 200, renderSignIn(page(request, null)));
  });

  app.post('/sign-in', form, async (request, reply) => {
    const { body, ip, headers } = request;
    const { isSecure } = cookieOf(request, options);
    const signedIn = await accounts.signIn(field(body, 'login'), field(body, 'password'), {
      address: ip,
      deviceFor: (accountId) => known.idOf(accountId, headers.cookie, isSecure),
    });
    if (signedIn.ok) return enter(request, reply, options, signedIn.value);
    const status = prepareRefusal(reply, signedIn.error);
    return sendPage(reply, status, renderSignIn(page(request, signedIn.error)));
  });

  app.get('/first-administrator', async (request, reply) => {
    if (!(await isFirst())) return reply.redirect('/sign-in', 303);
    return sendPage(reply, 200, renderFirst(page(request, null)));
  });

  app.post('/first-administrator', form, async (request, reply) => {
    if (local === 'nobody') return sendProblem(request, reply, accessError('local-not-allowed'));
    const [code, login, password] = ['code', 'login', 'password'].map((name) => field(request.body, name));
    const typed = { code: code ?? '', login: login ?? '', password: password ?? '' };
    const created = await firstAdministrator.create({ ...typed, address: request.ip });
    if (created.ok) return enter(request, reply, options, created.value);
    const status = prepareRefusal(reply, created.error);
    return sendPage(reply, status, renderFirst(page(request, created.error)));
  });
}

export function addProviderRoutes(app: FastifyInstance, options: AccessHttpOptions): void {
  const { oidc, log } = options;
  const missing = accessError('provider-missing');

  app.get('/oidc/start', { exposeHeadRoute: false }, async (request, reply) => {
    void reply.header('referrer-policy', 'no-referrer');
    if (!oidc) return sendProblem(request, reply, missing);
    const { origin, isSecure } = cookieOf(request, options);
    const started = await oidc.signIn.start(origin, languageFor(request));
    if (!started.ok) return sendProblem(request, reply, started.error);
    const maxAgeSeconds = signInForMs / 1_000;
    const { url, sealed } = started.value;
    void reply.header('set-cookie', stateCookieOf(sealed, maxAgeSeconds, isSecure));
    return reply.redirect(url.href, 303);
  });

  app.get(callbackPath, { exposeHeadRoute: false }, async (request, reply) => {
    // The address holds the code.
    void reply.header('referrer-policy', 'no-referrer');
    if (!oidc) return sendProblem(request, reply, missing);
    const { origin, isSecure } = cookieOf(request, options);
    const sealed = cookieValue(request.headers.cookie, stateCookie(isSecure));
    const state = oidc.signIn.stateOf(sealed, origin);
    const language = state?.language ?? languageFor(request);
    void reply.header('set-cookie', stateCookieOf('', 0, isSecure));
    const finished = await oidc.signIn.finish(state, new URL(request.url, origin).searchParams);
    if (!finished.ok) {
      log.info('access.refused', { way: 'provider', code: finished.error.code });
      return sendProblem(request, reply, finished.error, language);
    }
    await openSession(request, reply, options, finished.value, 'provider');
    return sendPage(reply, 200, renderEntry(language));
  });
}

export function addSignOut(app: FastifyInstance, options: AccessHttpOptions): void {
  const { sessions } = options;
  app.post('/sign-out', form, async (request, reply) => {
    const { token, origin } = cookieOf(request, options);
    const admitted = token === undefined ? undefined : await sessions.find(token, origin);
    if (token !== undefined) await sessions.close(token);
    return leave(request, reply, options, admitted?.session.way);
  });
}

async function enter(
  request: FastifyRequest,
  reply: FastifyReply,
  options: AccessHttpOptions,
  account: Account,
): Promise<FastifyReply> {
  await openSession(request, reply, options, account, 'local');
  const { isSecure } = cookieOf(request, options);
  for (const line of options.known.remember(account.id, request.headers.cookie, isSecure))
    void reply.header('set-cookie', line);
  return reply.redirect(deskPath, 303);
}
