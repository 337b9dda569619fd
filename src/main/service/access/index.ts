/** Who may do what on the clinic's service. The one entry for the service's composition. */
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import type { People } from '../../ipc/people.ts';
import type { Ports } from '../../ports.ts';
import { createAccounts, localAccess, type Accounts } from './accounts.ts';
import { createDirectory, type Directory } from './directory.ts';
import { createFirstAdministrator, type FirstAdministrator } from './firstAdministrator.ts';
import { createAccessHttp, type AccessHttp } from './http.ts';
import { oidcSchema, type OidcConfig } from './oidcConfig.ts';
import { createProvider, providerTimeoutMs } from './oidcProvider.ts';
import { createKnownDevices, deriveDeviceKey } from './knownDevices.ts';
import { createOidcSignIn } from './oidcSignIn.ts';
import { createHasher, hashParameters, type HashParameters } from './passwords.ts';
import { createPeople } from './people.ts';
import { createProviderFetch } from './providerFetch.ts';
import { createStateSealer, deriveStateKey } from './sealedState.ts';
import { createSessions, type Sessions } from './sessions.ts';
import type { AccessStores } from './stores.ts';
import { loginPolicy } from './throttle.ts';

export { mayCall, mayHear, maySee } from './roles.ts';
export type { Directory, Owner } from './directory.ts';
export type { VisitFacts, Who } from './roles.ts';
export type { Watch, WatchEnd } from './sessionWatch.ts';
export { openSqliteStores } from './sqliteStores.ts';
export type { AccessStores, AccountStore, SessionStore, Site } from './stores.ts';

/** Somebody must be able to sign in, and without a provider it is everybody by password. */
export const accessConfigSchema = z
  .strictObject({
    oidc: oidcSchema.nullable().default(null),
    local: z.enum(localAccess).default('everybody'),
  })
  .refine(({ oidc, local }) => oidc !== null || local === 'everybody', { path: ['local'] });
export type AccessConfig = z.output<typeof accessConfigSchema>;

export interface AccessOptions {
  readonly config: AccessConfig;
  readonly stores: AccessStores;
  /** 32 bytes that all nodes have (the field key): the keys of sealed and marked cookies are derived from it. */
  readonly sharedKey: Buffer;
  /** The provider's client secret; `undefined`: a public client. */
  readonly clientSecret: () => Promise<string | undefined>;
  /** Knows the clinic's certificate authorities and proxy; the caller closes it. */
  readonly dispatcher: Dispatcher;
  /** Origins under which staff reach the service: https, or http on loopback; others are not served. */
  readonly origins: () => readonly string[];
  readonly ports: Pick<Ports, 'clock' | 'random' | 'log'>;
  /** Absent: what a service needs; tests take less time. */
  readonly costs?: { readonly hash: HashParameters; readonly providerTimeoutMs: number };
}

export interface Access {
  readonly http: AccessHttp;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly firstAdministrator: FirstAdministrator;
  /** Knows nobody before its `start`. */
  readonly directory: Directory;
  /** For the core. */
  readonly people: People;
  /** Forgets what is over. For one node at a time, every few minutes. */
  sweep(): Promise<void>;
  /** Ends the watches and the directory's looks; the stores are the caller's. */
  stop(): void;
}

export function createAccess(options: AccessOptions): Access {
  const { config, ports, origins, costs } = options;
  const directory = createDirectory({ ...ports, store: options.stores.accounts });
  const stores = { ...options.stores, accounts: directory.seeing(options.stores.accounts) };
  const hasher = createHasher(ports.random, costs?.hash ?? hashParameters);
  const shared = { ...ports, store: stores.accounts, hasher };
  const sessions = createSessions({ ...ports, ...stores });
  const accounts = createAccounts({ ...shared, sessions: stores.sessions, local: config.local });
  const firstAdministrator = createFirstAdministrator(shared);
  const oidc = config.oidc && createOidc({ ...options, stores }, config.oidc);
  const known = createKnownDevices(deriveDeviceKey(options.sharedKey), ports.clock, ports.random);
  const local = config.local;
  const parts = { ...ports, origins, accounts, firstAdministrator, sessions, oidc, known, local };
  return {
    http: createAccessHttp(parts),
    accounts,
    sessions,
    firstAdministrator,
    directory,
    people: createPeople({ ...shared, accounts }),
    async sweep() {
      await sessions.sweep();
      await stores.accounts.sweepAttempts(ports.clock.now() - loginPolicy.forgetMs);
    },
    stop() {
      directory.stop();
      sessions.stop();
    },
  };
}

function createOidc(
  { stores, sharedKey, clientSecret, dispatcher, ports, costs }: AccessOptions,
  config: OidcConfig,
) {
  const fetch = createProviderFetch(dispatcher);
  const timeoutMs = costs?.providerTimeoutMs ?? providerTimeoutMs;
  const provider = createProvider({ ...ports, config, clientSecret, fetch, timeoutMs });
  const sealer = createStateSealer(deriveStateKey(sharedKey), ports.random);
  return { provider, signIn: createOidcSignIn({ ...ports, ...stores, config, provider, sealer }) };
}
