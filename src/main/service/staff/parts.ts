/** What the staff side stands on: small interfaces that the service's composition fills. */
import type { IncomingMessage } from 'node:http';
import type { Envelope } from '../../../shared/ipc/contract.ts';
import type { App } from '../../app.ts';
import type { Clock, Log, Random } from '../../ports.ts';
import type { VisitFacts, Watch, Who } from '../access/index.ts';
import type { Directory, Owner } from '../access/directory.ts';
import type { AccessHttp } from '../access/http.ts';
import type { CloseCode, Protocols } from './protocol.ts';
import type { DeskSignals } from './signals.ts';

/** Counts and times without names or ids. */
export interface StaffMetrics {
  /** Desks that are connected now. */
  desks(count: number): void;
  /** An upgrade that went no further. */
  refused(why: 'foreign' | 'full' | 'account-full' | 'signed-out' | 'too-many' | 'store' | 'stopping'): void;
  /** `channel`: one of the contract, or `unknown`. `outcome`: `ok` or a code of `shared/errors.ts`. */
  asked(channel: string, outcome: string, ms: number): void;
  /** A socket that the service closed. */
  closed(code: CloseCode | 'slow' | 'silent'): void;
}

export const noMetrics: StaffMetrics = {
  desks: () => undefined,
  refused: () => undefined,
  asked: () => undefined,
  closed: () => undefined,
};

export interface StaffLimits {
  /** Of one node, those that are being let in included. */
  readonly sockets: number;
  /** Of one account: a browser that goes mad must not take the places of the others. */
  readonly socketsOfAccount: number;
  /** Knocks at once from one address without a session that counts, and how many more with each second. */
  readonly strangerBurst: number;
  readonly strangersPerSecond: number;
  readonly helloMs: number;
  /** A desk that has not answered the ping before this one is gone. */
  readonly pingMs: number;
  /** Messages at once, and for how long the next may take that place. */
  readonly burst: number;
  readonly perSecond: number;
  /** Requests of one desk that are being carried out. */
  readonly underWay: number;
  /** Messages above the limit before the socket is closed. */
  readonly patience: number;
  /** Kept answers of one account. */
  readonly commands: number;
  readonly commandKeptMs: number;
  /** What a stopping node waits for its answers. */
  readonly drainMs: number;
  /** What it then waits for desks to close. */
  readonly closeMs: number;
}

/** A desk asks some ten requests when it opens and a person makes two or three a second at the very most. */
export const staffLimits: StaffLimits = {
  sockets: 2_000,
  socketsOfAccount: 50,
  // A clinic whose sessions ended over night comes back at once, and none of them finds that there is no service.
  strangerBurst: 600,
  strangersPerSecond: 5,
  helloMs: 5_000,
  pingMs: 20_000,
  burst: 60,
  perSecond: 10,
  underWay: 24,
  patience: 200,
  commands: 300,
  commandKeptMs: 120_000,
  drainMs: 3_000,
  closeMs: 500,
};

export interface StaffParts extends Pick<App, 'router' | 'onEvent'> {
  /** `undefined`: there is no such visit. Errors: rejects when the store cannot answer. */
  readonly visitFacts: (
    visitId: string,
    personIds: readonly string[],
  ) => Promise<Pick<VisitFacts, 'ownerId' | 'furtherBrowsers'> | undefined>;
  readonly access: Pick<AccessHttp, 'watch'>;
  /** From where an upgrade comes, behind the proxies that are trusted. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** As known now; asked for each message. */
  readonly directory: Pick<Directory, 'doctors' | 'owners'>;
  /** Folder of the built UI (`out/renderer`). */
  readonly rendererDir: string;
  /** Origins under which staff reach the service; read at each request. */
  readonly origins: () => readonly string[];
  /** Origin that a desk may frame now: the TrueConf server; `''`: none. */
  readonly frameOrigin: () => string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Between the nodes; absent: there is one. */
  readonly signals?: DeskSignals;
  readonly metrics?: StaffMetrics;
  readonly limits?: Partial<StaffLimits>;
  readonly protocols?: Protocols;
}

export type Answer = Envelope<unknown>;
export type { Owner, VisitFacts, Watch, Who };
