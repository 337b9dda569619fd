/** The routes of one's own account. Who is not signed in is sent to the door. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { accountDone, renderAccount } from './accountPage.ts';
import { accessError, type AccessError } from './errors.ts';
import { accessLimits } from './guard.ts';
import type { AccessHttpOptions } from './http.ts';
import { field, languageFor, prepareRefusal, sendPage } from './httpGuards.ts';
import { cookieOf, leave, openSession } from './httpSession.ts';
import type { Admitted } from './sessions.ts';

const form = { bodyLimit: accessLimits.bodyBytes } as const;

export function addAccountRoutes(app: FastifyInstance, options: AccessHttpOptions): void {
  const { accounts, sessions, log } = options;
  const show = createShow(options);

  type Task = (request: FastifyRequest, reply: FastifyReply, admitted: Admitted) => Promise<FastifyReply>;
  const signedIn =
    (task: Task) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const { token, origin } = cookieOf(request, options);
      const admitted = token === undefined ? undefined : await sessions.use(token, origin);
      return admitted
        ? task(request, reply, admitted)
        : reply.redirect(`/sign-in?lang=${languageFor(request)}`, 303);
    };
  /** A page that is loaded again does nothing again. */
  const done = (request: FastifyRequest, reply: FastifyReply, what: string): FastifyReply =>
    reply.redirect(`/account?done=${what}&lang=${languageFor(request)}`, 303);

  app.get(
    '/account',
    signedIn((request, reply, admitted) => show(request, reply, admitted, null)),
  );
  app.post(
    '/account/password',
    form,
    signedIn(async (request, reply, admitted) => {
      const [old = '', next = ''] = ['old', 'next'].map((name) => field(request.body, name));
      const { accountId } = admitted.who;
      const { tokenHash } = admitted.session;
      const changed = await accounts.changePassword({ accountId, old, next, address: request.ip, tokenHash });
      if (changed.ok) {
        log.info('access.password-changed', { accountId });
        // Whoever has this session's secret as well loses it: the password is often changed for that.
        await openSession(request, reply, options, changed.value, admitted.session.way);
        return done(request, reply, 'password');
      }
      // Who is signed in knows which login it is.
      const isOld = changed.error.code === 'wrong-password';
      return show(request, reply, admitted, isOld ? accessError('old-password-wrong') : changed.error);
    }),
  );
  app.post(
    '/account/sign-out-one',
    form,
    signedIn(async (request, reply, { who }) => {
      // One that is not there any more is over all the same.
      await sessions.revoke(who, field(request.body, 'id'));
      return done(request, reply, 'session');
    }),
  );
  app.post(
    '/account/sign-out-everywhere',
    form,
    signedIn(async (request, reply, { who, session }) => {
      await sessions.revokeAllOf(who.accountId);
      log.info('access.signed-out-everywhere', { accountId: who.accountId });
      return leave(request, reply, options, session.way);
    }),
  );
}

function createShow({ accounts, sessions, clock }: AccessHttpOptions) {
  return async (
    request: FastifyRequest,
    reply: FastifyReply,
    admitted: Admitted,
    error: AccessError | null,
  ): Promise<FastifyReply> => {
    const { who } = admitted;
    const known = await accounts.signInOf(who.accountId);
    const status = error === null ? 200 : prepareRefusal(reply, error);
    const what = field(request.query, 'done');
    const page = renderAccount({
      ...known,
      language: languageFor(request),
      who,
      sessions: await sessions.listOf(admitted),
      error,
      done: accountDone.find((word) => word === what) ?? null,
      now: clock.now(),
    });
    return sendPage(reply, status, page);
  };
}
