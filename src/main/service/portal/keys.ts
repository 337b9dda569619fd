/**
 * Keys of the clinic's other systems (portal, medical information system). A key is shown once, when it is made; the
 * service keeps its hash. Two of a system count at once, so that one can be exchanged for the next without a gap.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { id } from '../../../shared/ipc/visitView.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock, Random } from '../../ports.ts';

const storedKey = z.strictObject({
  /** 16 hex digits; stands in the key and in logs, and opens nothing. */
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  /** What the system is called; not a person. */
  system: z.string().min(1).max(50),
  siteIds: z.array(id).min(1).max(50),
  /** SHA-256 (hex) of 256 random bits: nothing to guess, so nothing to slow down. */
  secretHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Epoch ms. */
  createdAt: z.int().nonnegative(),
});
export type StoredKey = z.output<typeof storedKey>;

const keysDocument = z.strictObject({ version: z.literal(1), keys: z.array(storedKey).max(200) });

/** One document that all nodes share (`store.ts`); it holds no secret. Each rejects when the store cannot answer. */
export interface KeyDocument {
  read(): Promise<unknown>;
  /** As that of `SmallDocuments`: a key that was revoked in between must not come back. */
  change(next: (body: unknown) => unknown): Promise<void>;
}

/** A system whose key was shown. */
export interface PortalCaller {
  readonly keyId: string;
  readonly system: string;
  readonly siteIds: readonly string[];
}

export type KeyRefusal = 'name-invalid' | 'no-site' | 'two-already' | 'key-unknown';

export interface PortalKeys {
  /** Gives the key itself, for the only time. Errors: `name-invalid`, `no-site`, `two-already` (of this system: revoke one). */
  add(
    system: string,
    siteIds: readonly string[],
  ): Promise<Result<{ readonly key: string; readonly keyId: string }, KeyRefusal>>;
  /** By system, oldest first. */
  list(): Promise<readonly Omit<StoredKey, 'secretHash'>[]>;
  /** Counts on every node within `trustMs`. Errors: `key-unknown`. */
  revoke(keyId: string): Promise<Result<void, KeyRefusal>>;
  /** Whose key this is; `undefined`: nobody's. Errors: rejects when the store does not answer. */
  find(key: string): Promise<PortalCaller | undefined>;
}

/** How long what was read counts: a revoked key is refused after this at the latest. */
export const trustMs = 5_000;

const systemName = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,49}$/u;
const keyShape = /^vd_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export function createPortalKeys(document: KeyDocument, clock: Clock, random: Random): PortalKeys {
  let known: { readonly at: number; readonly keys: Promise<readonly StoredKey[]> } | undefined;

  const keysIn = (body: unknown): readonly StoredKey[] =>
    body === undefined ? [] : keysDocument.parse(body).keys;
  const read = async (): Promise<readonly StoredKey[]> => keysIn(await document.read());
  /** `next` may be asked again, of what another has written in between; when it refuses nothing is written. */
  const change = async (
    next: (keys: readonly StoredKey[]) => Result<readonly StoredKey[], KeyRefusal>,
  ): Promise<Result<void, KeyRefusal>> => {
    let refusal: KeyRefusal | undefined;
    await document.change((body) => {
      const changed = next(keysIn(body));
      refusal = changed.ok ? undefined : changed.error;
      return changed.ok ? { version: 1, keys: changed.value } : undefined;
    });
    known = undefined;
    return refusal === undefined ? ok(undefined) : err(refusal);
  };
  /** Many requests at once ask the store once; what failed is asked again. */
  const current = async (): Promise<readonly StoredKey[]> => {
    const now = clock.now();
    if (!known || now - known.at >= trustMs) known = { at: now, keys: read() };
    const mine = known;
    try {
      return await mine.keys;
    } catch (error) {
      if (known === mine) known = undefined;
      throw error;
    }
  };

  return {
    async add(system, siteIds) {
      if (!systemName.test(system)) return err('name-invalid');
      if (siteIds.length === 0 || !siteIds.every((siteId) => id.safeParse(siteId).success))
        return err('no-site');
      const keyId = random.bytes(8).toString('hex');
      const secret = random.bytes(32).toString('base64url');
      const secretHash = hashOf(secret).toString('hex');
      const made = { keyId, system, siteIds: [...new Set(siteIds)], secretHash, createdAt: clock.now() };
      const added = await change((keys) =>
        keys.filter((key) => key.system === system).length < 2 ? ok([...keys, made]) : err('two-already'),
      );
      return added.ok ? ok({ key: `vd_${keyId}_${secret}`, keyId }) : added;
    },
    async list() {
      const keys = (await read()).map(({ secretHash: _hidden, ...shown }) => shown);
      return keys.sort((a, b) => a.system.localeCompare(b.system) || a.createdAt - b.createdAt);
    },
    revoke: (keyId) =>
      change((keys) => {
        const left = keys.filter((key) => key.keyId !== keyId);
        return left.length < keys.length ? ok(left) : err('key-unknown');
      }),
    async find(key) {
      const [, keyId, secret] = keyShape.exec(key) ?? [];
      if (keyId === undefined || secret === undefined) return undefined;
      const stored = (await current()).find((candidate) => candidate.keyId === keyId);
      if (!stored || !timingSafeEqual(hashOf(secret), Buffer.from(stored.secretHash, 'hex')))
        return undefined;
      return { keyId, system: stored.system, siteIds: stored.siteIds };
    },
  };
}
