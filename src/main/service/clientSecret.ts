/**
 * The Client Secret while it is being exchanged: *current* and *next* side by side. Next is proved by a test visit and
 * then used by every node; and when the server rejects the one that is used, the other is tried in the same breath.
 * What is kept of it says which one was promoted by a fingerprint that only the owner of the field key can compute.
 */
import { createHmac } from 'node:crypto';
import type { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';
import { causeOf } from '../log/cause.ts';
import type { Clock, Log } from '../ports.ts';
import type { Secrets } from './secrets.ts';

export interface PromotionStore {
  /** The fingerprint of the promoted secret; `undefined`: none was. */
  read(): Promise<string | undefined>;
  write(fingerprint: string): Promise<void>;
}

export interface ClientSecretOptions {
  readonly secrets: Pick<Secrets, 'get'>;
  readonly fieldKey: Buffer;
  readonly store: PromotionStore;
  readonly prove: (secret: string) => Promise<Result<void, AppError>>;
  /** One node proves. */
  readonly leads: () => boolean;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

export interface ClientSecret {
  active(): string | undefined;
  /** The other one, used from now on; `undefined`: there is none. */
  other(rejected: string): string | undefined;
  /** An administrator has typed this one: it is used, also where a next one was promoted before. Errors: rejects when the store cannot answer. */
  use(secret: string): Promise<void>;
  /** Which one was promoted; without a word to the server. Errors: rejects when the store cannot answer. */
  load(): Promise<void>;
  /** After a change of the secrets or of what is kept, and now and then: proves and promotes what is to be proved. */
  look(): Promise<void>;
}

/** A next secret that the server did not accept is tried again after this: IT may have been quicker than the server. */
const proveAgainMs = 600_000;

export function createClientSecret(options: ClientSecretOptions): ClientSecret {
  const { secrets, fieldKey, store, prove, leads, clock, log } = options;
  let promoted: string | undefined;
  let chosen: string | undefined;
  let refused: { readonly fingerprint: string; readonly at: number } | undefined;
  let turn: Promise<void> = Promise.resolve();

  const fingerprintOf = (secret: string): string =>
    createHmac('sha256', fieldKey).update(`visit-desk client-secret\n${secret}`).digest('base64url');
  const candidates = (): readonly string[] =>
    [secrets.get('client-secret'), secrets.get('client-secret-next')].filter(
      (secret) => secret !== undefined,
    );
  const isPromoted = (secret: string): boolean => fingerprintOf(secret) === promoted;

  function active(): string | undefined {
    const known = candidates();
    if (chosen !== undefined && known.includes(chosen)) return chosen;
    return known.find(isPromoted) ?? known[0];
  }

  async function load(): Promise<void> {
    const before = promoted;
    promoted = await store.read();
    // Another node has promoted one: what this node found out by itself is older.
    if (promoted !== before) chosen = undefined;
  }

  async function look(): Promise<void> {
    await load();
    const next = secrets.get('client-secret-next');
    if (next === undefined || next === secrets.get('client-secret') || isPromoted(next) || !leads()) return;
    const fingerprint = fingerprintOf(next);
    const isKnownBad = refused?.fingerprint === fingerprint && clock.now() - refused.at < proveAgainMs;
    if (isKnownBad) return;
    const proved = await prove(next);
    if (!proved.ok) {
      // Without a server or a doctor nothing was tried.
      if (proved.error.code === 'not-configured') return;
      refused = { fingerprint, at: clock.now() };
      log.warn('secret.next-not-proved', { code: proved.error.code });
      return;
    }
    await store.write(fingerprint);
    promoted = fingerprint;
    chosen = undefined;
    log.info('secret.promoted');
  }

  return {
    active,
    load,
    async use(secret) {
      chosen = secret;
      promoted = fingerprintOf(secret);
      await store.write(promoted);
    },
    other(rejected) {
      const other = candidates().find((secret) => secret !== rejected);
      if (other === undefined) return undefined;
      chosen = other;
      log.warn('secret.rejected-other-tried');
      return other;
    },
    look() {
      turn = turn.then(look).catch((error: unknown) => {
        log.warn('secret.look-failed', { cause: causeOf(error) });
      });
      return turn;
    },
  };
}
