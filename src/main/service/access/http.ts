/** Signing in and out over HTTP: a Fastify plugin for the staff listener, and who stands behind its other requests. */
import formbody from '@fastify/formbody';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Clock, Log } from '../../ports.ts';
import type { Accounts, LocalAccess } from './accounts.ts';
import { cookieValue, sessionCookie } from './cookies.ts';
import type { FirstAdministrator } from './firstAdministrator.ts';
import { isSecureOrigin, ownOrigin } from './guard.ts';
import { addGuards, addWrongMethods } from './httpGuards.ts';
import { addAccountRoutes } from './accountRoutes.ts';
import { addLocalRoutes, addProviderRoutes, addSignOut } from './httpRoutes.ts';
import type { KnownDevices } from './knownDevices.ts';
import type { OidcSignIn } from './oidcSignIn.ts';
import type { Provider } from './oidcProvider.ts';
import type { Who } from './roles.ts';
import type { Sessions } from './sessions.ts';
import type { Watch } from './sessionWatch.ts';

export interface AccessHttpOptions {
  /** Origins under which staff reach the service; read at each request. */
  readonly origins: () => readonly string[];
  readonly accounts: Accounts;
  readonly firstAdministrator: FirstAdministrator;
  readonly sessions: Sessions;
  readonly local: LocalAccess;
  /** `null`: none is set up. */
  readonly oidc: { readonly signIn: OidcSignIn; readonly provider: Provider } | null;
  readonly known: KnownDevices;
  readonly clock: Clock;
  readonly log: Log;
}

export interface AccessHttp {
  /**
   * `GET|POST /sign-in`, `GET /oidc/start`, `GET /oidc/callback`, `POST /sign-out`, `GET|POST /first-administrator`,
   * `GET /account`, `POST /account/password`, `POST /account/sign-out-one`, `POST /account/sign-out-everywhere`.
   * To be registered as it is: its hooks and parsers stay its own. The application's `trustProxy` names the proxies.
   */
  readonly plugin: (app: FastifyInstance) => Promise<void>;
  /**
   * Who is signed in, by the head of a request or an upgrade: cookie, `Host` and `Origin` together. It counts as use
   * of the session. Errors: rejects when the store cannot answer.
   */
  authenticate(request: IncomingMessage): Promise<Who | undefined>;
  /** As `authenticate`, for a socket that stays open: asks again by itself. */
  watch(request: IncomingMessage): Promise<Watch | undefined>;
}

export function createAccessHttp(options: AccessHttpOptions): AccessHttp {
  const { origins, sessions } = options;

  /** The session's secret and the origin at which it is shown. */
  const shownBy = ({ headers, method }: IncomingMessage): { token: string; origin: string } | undefined => {
    const head = {
      method: method ?? '',
      host: headers.host,
      origin: headers.origin,
      isUpgrade: headers.upgrade !== undefined,
    };
    const origin = ownOrigin(head, origins());
    if (origin === undefined) return undefined;
    const token = cookieValue(headers.cookie, sessionCookie(isSecureOrigin(origin)));
    return token === undefined ? undefined : { token, origin };
  };

  return {
    async plugin(app) {
      app.removeAllContentTypeParsers();
      await app.register(formbody);
      await app.register(rateLimit, { global: false });
      addGuards(app, options);
      addLocalRoutes(app, options);
      addProviderRoutes(app, options);
      addSignOut(app, options);
      addAccountRoutes(app, options);
      addWrongMethods(app, {
        '/sign-in': ['GET', 'HEAD', 'POST'],
        '/first-administrator': ['GET', 'HEAD', 'POST'],
        '/oidc/start': ['GET'],
        '/oidc/callback': ['GET'],
        '/sign-out': ['POST'],
        '/account': ['GET', 'HEAD'],
        '/account/password': ['POST'],
        '/account/sign-out-one': ['POST'],
        '/account/sign-out-everywhere': ['POST'],
      });
    },
    async authenticate(request) {
      const shown = shownBy(request);
      return shown && (await sessions.use(shown.token, shown.origin))?.who;
    },
    async watch(request) {
      const shown = shownBy(request);
      return shown && sessions.watch(shown.token, shown.origin);
    },
  };
}
