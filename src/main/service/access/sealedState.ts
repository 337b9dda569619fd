/**
 * What a node must know between sending a browser to the provider and its return, sealed in a cookie: any node can go
 * on, and none remembers anything. AES-256-GCM under a key of its own, derived from one that all nodes have.
 */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { z } from 'zod';
import { languages } from '../../../shared/settings.ts';
import type { Random } from '../../ports.ts';

/** @param key 32 bytes, the same on every node (the field key); what is sealed here is opened by no other use of it. */
export const deriveStateKey = (key: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'visit-desk/sign-in-state/1', 32));

const opaque = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const stateSchema = z.strictObject({
  state: opaque,
  nonce: opaque,
  /** PKCE's `code_verifier`. */
  verifier: opaque,
  /** The staff origin at which it began; it ends there. */
  origin: z.string().max(300),
  language: z.enum(languages),
  /** Epoch ms. */
  until: z.int(),
});
export type SignInState = z.output<typeof stateSchema>;

const ivBytes = 12;
const tagBytes = 16;
const maxLength = 2_000;

export interface StateSealer {
  seal(state: SignInState): string;
  /** `undefined`: not ours, changed, or too old at `now`. */
  open(sealed: string, now: number): SignInState | undefined;
}

export function createStateSealer(stateKey: Buffer, random: Random): StateSealer {
  return {
    seal(state) {
      const iv = random.bytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', stateKey, iv);
      const text = Buffer.concat([cipher.update(JSON.stringify(state), 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
    },
    open(sealed, now) {
      if (sealed.length > maxLength || !/^[A-Za-z0-9_-]+$/.test(sealed)) return undefined;
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length <= ivBytes + tagBytes) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', stateKey, bytes.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      try {
        const text = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
        const state = stateSchema.safeParse(JSON.parse(text.toString('utf8')));
        return state.success && now < state.data.until ? state.data : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
