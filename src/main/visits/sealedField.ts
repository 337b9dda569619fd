/** Labels, notes and typed names are stored sealed: AES-256-GCM, bound to their place, so that none can be moved to another visit. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Random } from '../ports.ts';

const version = 'v1.';
const nonceBytes = 12;
const tagBytes = 16;

/** Where a field stands: the visit, and `label`, `note`, `link:` with the link's number, or `name:` with the person's id. */
export interface FieldPlace {
  readonly visitId: string;
  readonly field: string;
}

export interface FieldSealer {
  seal(text: string, place: FieldPlace): string;
  /** Empty when it cannot be opened: the key was lost, or the text was moved or damaged. */
  open(sealed: string, place: FieldPlace): string;
}

/** `fieldKey`: 32 bytes. An empty text is stored as an empty text. */
export function createFieldSealer(fieldKey: Buffer, random: Random): FieldSealer {
  const bound = (place: FieldPlace): Buffer => Buffer.from(`${place.visitId}|${place.field}`);
  return {
    seal(text, place) {
      if (text === '') return '';
      const nonce = random.bytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', fieldKey, nonce).setAAD(bound(place));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return version + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(sealed, place) {
      if (!sealed.startsWith(version)) return '';
      const parts = Buffer.from(sealed.slice(version.length), 'base64url');
      if (parts.length <= nonceBytes + tagBytes) return '';
      try {
        const decipher = createDecipheriv('aes-256-gcm', fieldKey, parts.subarray(0, nonceBytes))
          .setAAD(bound(place))
          .setAuthTag(parts.subarray(nonceBytes, nonceBytes + tagBytes));
        const body = parts.subarray(nonceBytes + tagBytes);
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
      } catch {
        return '';
      }
    },
  };
}
