/** The staff side on a real port with real sessions and accounts; the core behind it is the test's. */
import fastify, { type FastifyInstance } from 'fastify';
import { mkdirSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Agent } from 'undici';
import { onTestFinished } from 'vitest';
import type { AppEvent } from '../../../../src/main/app.ts';
import type { Caller } from '../../../../src/main/ipc/caller.ts';
import { accessConfigSchema, createAccess, type Access } from '../../../../src/main/service/access/index.ts';
import type { Sessions } from '../../../../src/main/service/access/sessions.ts';
import { openSqliteStores } from '../../../../src/main/service/access/sqliteStores.ts';
import type { Account, AccessStores } from '../../../../src/main/service/access/stores.ts';
import { clientAddressBy } from '../../../../src/main/service/clientAddress.ts';
import { createStaff, type Staff, type StaffParts } from '../../../../src/main/service/staff/index.ts';
import type { Clock } from '../../../../src/main/ports.ts';
import type { Envelope } from '../../../../src/shared/ipc/contract.ts';
import { recordingLog, type RecordingLog } from '../../../fixtures/recordingLog.ts';
import { temporaryFolder } from '../../../fixtures/temporaryFolder.ts';

export const random = { bytes: (count: number) => randomBytes(count) };

export interface Core extends CoreParts {
  emit(event: AppEvent): void;
}

export interface Dispatched {
  readonly channel: string;
  readonly input: unknown;
  readonly caller: Caller;
}

export interface ScriptedCore extends Core {
  readonly dispatched: Dispatched[];
  /** By id: the owner; whether the persons named are further browsers. */
  readonly visits: Map<string, { ownerId: string; furtherBrowsers: boolean }>;
  /** Whether its store answers no question. */
  isAway: boolean;
  /** What the next requests get; the input itself otherwise. */
  answer: (asked: Dispatched) => Envelope<unknown> | Promise<Envelope<unknown>>;
}

/** A core that only says what it was asked. */
export function scriptedCore(): ScriptedCore {
  const listeners = new Set<(event: AppEvent) => void>();
  const core: ScriptedCore = {
    dispatched: [],
    visits: new Map(),
    isAway: false,
    answer: ({ input }) => ({ ok: true, value: input }),
    router: {
      async dispatch(channel, input, caller) {
        const asked = { channel, input, caller };
        core.dispatched.push(asked);
        return core.answer(asked);
      },
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async visitFacts(visitId) {
      if (core.isAway) throw new Error('the store is away');
      return core.visits.get(visitId);
    },
    emit(event) {
      for (const listener of listeners) listener(event);
    },
  };
  return core;
}

export type CoreParts = Pick<StaffParts, 'router' | 'onEvent' | 'visitFacts'>;

export interface StaffNodeOptions extends Partial<
  Pick<StaffParts, 'signals' | 'limits' | 'protocols' | 'metrics'>
> {
  /** A real one is made of the accounts. */
  readonly core: CoreParts | ((access: Access) => Promise<CoreParts>);
  /** What else is on the listener. */
  readonly register?: (app: FastifyInstance, access: Access) => Promise<void>;
  readonly clock: Clock;
  /** Shared by the nodes of one service. */
  readonly path?: string;
  readonly frameOrigin?: string;
}

export interface StaffNode {
  readonly origin: string;
  readonly staff: Staff;
  readonly app: FastifyInstance;
  readonly stores: AccessStores;
  readonly sessions: Sessions;
  readonly log: RecordingLog;
  /** Saves an account of this role; the directory knows it at once. */
  account(part: Partial<Account> & Pick<Account, 'role'>): Promise<Account>;
  refresh(): Promise<void>;
  /** Signs in; gives the `Cookie` header. */
  signIn(account: Account, origin?: string): Promise<string>;
}

export async function staffNode(options: StaffNodeOptions): Promise<StaffNode> {
  const { clock, core, frameOrigin = '' } = options;
  const folder = temporaryFolder();
  const stores = openSqliteStores(options.path ?? join(folder, 'access.sqlite'));
  const log = recordingLog();
  let origins: readonly string[] = [];
  const dispatcher = new Agent();
  const access = createAccess({
    config: accessConfigSchema.parse({}),
    stores,
    sharedKey: randomBytes(32),
    clientSecret: async () => undefined,
    dispatcher,
    origins: () => origins,
    ports: { clock, random, log },
  });
  const { sessions, directory, http } = access;
  await directory.start();
  const staff = createStaff({
    ...options,
    ...(typeof core === 'function' ? await core(access) : core),
    access: http,
    addressOf: clientAddressBy(['127.0.0.1']),
    directory,
    rendererDir: rendererIn(folder),
    origins: () => origins,
    frameOrigin: () => frameOrigin,
    random,
    log,
  });
  const app = fastify({ forceCloseConnections: true });
  await app.register(http.plugin);
  await app.register(staff.plugin);
  await options.register?.(app, access);
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  origins = [origin];
  onTestFinished(async () => {
    await app.close();
    access.stop();
    await dispatcher.close();
    // A test may have closed it, to see what happens then.
    await stores.close().catch(() => undefined);
  });
  return {
    origin,
    staff,
    app,
    stores,
    sessions,
    log,
    async account(part) {
      const account = { ...anAccount(part.role), ...part };
      const outcome = await stores.accounts.save(account);
      if (outcome !== 'saved') throw new Error(outcome);
      await directory.refresh();
      return { ...account, version: account.version + 1 };
    },
    refresh: directory.refresh,
    async signIn(account, at = origin) {
      const token = await sessions.open(account, { origin: at, way: 'local', device: 'Firefox, Linux' });
      return `desk=${token}`;
    },
  };
}

let made = 0;

function anAccount(role: Account['role']): Account {
  made += 1;
  return {
    id: randomBytes(16).toString('base64url'),
    name: `Account ${made}`,
    role,
    siteIds: role === 'administrator' ? [] : ['north'],
    trueconfId: role === 'doctor' ? `doctor${made}` : null,
    login: `login${made}`,
    passwordHash: null,
    subject: null,
    disabled: false,
    version: 0,
  };
}

function rendererIn(folder: string): string {
  const path = join(folder, 'renderer');
  mkdirSync(join(path, 'assets'), { recursive: true });
  writeFileSync(join(path, 'index.html'), '<!doctype html><title>Visit Desk</title>');
  writeFileSync(join(path, 'assets', 'index-abc.js'), 'void 0;');
  return path;
}
