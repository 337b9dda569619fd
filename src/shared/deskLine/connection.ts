/** How a desk stands to the core behind a line that may break, and the ways to make such a line. */

/**
 * `opening`: not connected yet. `lost`: being made again. `refused`: this tab belongs to an earlier start. At the clinic's
 * service: `signed-out`, not signed in (any more); `account-changed`, another role since; `too-old`, a desk that was loaded
 * before the service was renewed.
 */
export const connections = [
  'opening',
  'up',
  'lost',
  'refused',
  'signed-out',
  'account-changed',
  'too-old',
] as const;
export type Connection = (typeof connections)[number];

/** What a line that is down means; `lost`: nothing that lasts. */
export type LineEnd = Exclude<Connection, 'opening' | 'up'>;

export interface Opening {
  readonly url: string;
  /** The first message. */
  readonly hello: Readonly<Record<string, unknown>>;
  /** Of the upgrade. A browser makes its own. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** One way to a core over a socket: what is said first, what a close means, and whether clicks outlive a lost line. */
export interface Way {
  /**
   * Where to, or why not now. `account`: as whom the service took this desk before, when a lost line is made again; what
   * waits to be sent again was asked by that one and must not be done for another who has signed in meanwhile.
   */
  open(account: string | undefined): Promise<Opening | LineEnd>;
  /** What the server said by closing. */
  meaningOf(code: number): LineEnd;
  /** Told when the meaning was not `lost`. */
  forget(): void;
  /** How long a request that is made while the line is lost waits for it, and goes out when it is back. */
  readonly keepForMs: number;
  /**
   * What was under way when the line broke waits as long, and goes out again; a command then has a key, so that it is done
   * once. Otherwise it fails at once: whether it was done is not known.
   */
  readonly sendsAgain: boolean;
  /** A line that may die without a word, and not only with its server. */
  readonly overNetwork: boolean;
}

export interface SocketEars {
  onOpen(): void;
  onMessage(data: unknown): void;
  /** Once, whatever the cause. */
  onClose(code: number): void;
}

export interface LineSocket {
  send(text: string): void;
  /** May take as long as it likes: nobody listens any more. */
  close(): void;
}

/** What the line needs of the program that it is in. */
export interface Surroundings {
  openSocket(opening: Opening, ears: SocketEars): LineSocket;
  /** Runs `task` once after `ms`; the returned function cancels it. */
  after(ms: number, task: () => void): () => void;
  /** In [0, 1). */
  random(): number;
}
