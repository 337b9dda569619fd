/** What every desk of the clinic's service says and understands, in a browser and on the desktop. */
import type { LineEnd, Opening, Way } from './connection.ts';

/** Where the service serves the desk. */
export const servicePath = '/desk/';

/** Names of the cookie that says who is signed in: over https, and over http on this computer. */
export const sessionCookies: readonly string[] = ['__Host-desk', 'desk'];

/** In the address of the app's own page on a desktop that works with the service. */
export const clinicMark = '?clinic';

/** What desks of this version speak; the service's table of older ones is `main/service/staff/protocol.ts`. */
export const serviceProtocol = 1;

/** Why the service closes a socket; every other code means: connect again. */
export const closeCodes = {
  /** Not signed in, or not any more: go to `/sign-in`. */
  signedOut: 4401,
  /** Another account, or another role, name or TrueConf ID of it, than this desk was drawn for: load the page anew. */
  accountChanged: 4409,
  /** Another set of doctors is on this board now: connect again, list again. */
  boardChanged: 4410,
  /** This desk speaks a protocol that is not spoken there: load the page anew, or update the desk. */
  otherProtocol: 4426,
  /** None of ours, or far too many. */
  badMessage: 1008,
  /** The node stops: connect again, to this one or another. */
  goingAway: 1001,
  /** The store does not say whether the session still counts: connect again. */
  tryLater: 1013,
} as const;
export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes];

const meanings: Readonly<Partial<Record<number, LineEnd>>> = {
  [closeCodes.signedOut]: 'signed-out',
  [closeCodes.accountChanged]: 'account-changed',
  [closeCodes.otherProtocol]: 'too-old',
};

/** `signed-out`, `account-changed`, `too-old`, or `lost` for all that does not last. */
export const meaningOfClose = (code: number): LineEnd => meanings[code] ?? 'lost';

export interface DeskFacts {
  /** Of the service, `https://host[:port]`. */
  readonly origin: string;
  /** Semver of this desk. */
  readonly version: string;
  /** Which desk this is, over reconnects: so it learns that its call was taken over at another. */
  readonly desk: string;
  /** As whom the service took it before; absent: it did not yet. */
  readonly account?: string | undefined;
}

export const serviceOpening = ({ origin, version, desk, account }: DeskFacts): Opening => ({
  url: `${origin.replace(/^http/, 'ws')}${servicePath}socket`,
  hello: { hello: { version, protocol: serviceProtocol, desk, ...(account !== undefined && { account }) } },
});

export const serviceRules: Pick<Way, 'meaningOf' | 'keepForMs' | 'sendsAgain' | 'overNetwork'> = {
  meaningOf: meaningOfClose,
  // The service knows a command again by its key for twice as long.
  keepForMs: 60_000,
  sendsAgain: true,
  overNetwork: true,
};
