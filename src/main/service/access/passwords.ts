/**
 * Passwords: argon2id of Node's own crypto, kept as PHC strings, and which ones are refused.
 * OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane at least; of its equal settings the
 * one that takes the least memory, because several people sign in at once. NIST SP 800-63B §5.1.1: long rather than
 * composed, normalised, compared with the ones that everybody uses.
 */
import { argon2, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../ports.ts';
import { commonPasswords } from './commonPasswords.ts';
import type { AccessErrorCode } from './errors.ts';
import { createTurns } from './turns.ts';

/** `memoryKib` in KiB, as argon2 counts it. */
export interface HashParameters {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

export const hashParameters: HashParameters = { memoryKib: 19_456, passes: 2, lanes: 1 };

const saltBytes = 16;
const tagBytes = 32;
const minCharacters = 12;
/** Far more than anybody types, and no work for the hash to speak of. */
const maxBytes = 1_024;
/** Each takes memory and a thread of the pool, which files and name lookups need as well. */
const atOnce = 2;
const maxWaiting = 64;

export interface Hasher {
  /** Errors: rejects with `HasherBusy`. */
  hash(password: string): Promise<string>;
  /** `stale`: right, and made with other parameters than today's. Errors: rejects with `HasherBusy`. */
  verify(hash: string, password: string): Promise<'right' | 'stale' | 'wrong'>;
  /** Costs as much as `verify`, and is always wrong: for a login that does not exist. */
  pretend(password: string): Promise<void>;
}

/** More people sign in at this moment than the machine can check. */
export class HasherBusy extends Error {
  override readonly name = 'HasherBusy';
}

export function createHasher(random: Random, parameters: HashParameters = hashParameters): Hasher {
  const take = createTurns(atOnce, { waiting: maxWaiting, refuse: () => new HasherBusy() });
  const digest = (password: string, salt: Buffer, used: HashParameters): Promise<Buffer> =>
    take(() => argon2id(password, salt, used));
  const noAccountsSalt = random.bytes(saltBytes);
  return {
    async hash(password) {
      const salt = random.bytes(saltBytes);
      return formatPhc({ parameters, salt, tag: await digest(password, salt, parameters) });
    },
    async verify(hash, password) {
      const kept = parsePhc(hash);
      if (!kept || Buffer.byteLength(password) > maxBytes) return 'wrong';
      const tag = await digest(password, kept.salt, kept.parameters);
      if (!timingSafeEqual(tag, kept.tag)) return 'wrong';
      return formatParameters(kept.parameters) === formatParameters(parameters) ? 'right' : 'stale';
    },
    async pretend(password) {
      if (Buffer.byteLength(password) <= maxBytes) await digest(password, noAccountsSalt, parameters);
    },
  };
}

/** Why a new password is refused; `undefined`: it is good. `words`: what is known of its owner, such as the login. */
export function passwordProblem(password: string, words: readonly string[]): AccessErrorCode | undefined {
  const plain = normal(password);
  if ([...plain].length < minCharacters) return 'password-short';
  if (Buffer.byteLength(plain) > maxBytes) return 'password-long';
  const small = plain.toLowerCase();
  const isKnown = commonPasswords.has(small) || commonPasswords.has(small.replace(/[^\p{L}]{1,10}$/u, ''));
  const known = words.map((word) => normal(word).toLowerCase()).filter((word) => word.length >= 4);
  // What is left beside one's own login must be a password by itself, if a short one.
  const isOwnName = known.some((word) => [...small.replaceAll(word, '')].length < 6);
  return isKnown || isOwnName || isPattern(small) ? 'password-common' : undefined;
}

/** A few signs again and again, or neighbours of the alphabet and the keyboard. */
function isPattern(text: string): boolean {
  const signs = [...text];
  const repeats = [1, 2, 3, 4].some((period) => signs.every((sign, at) => sign === signs[at % period]));
  return repeats || keyboardRows.some((row) => row.includes(text));
}

const rows = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  'йцукенгшщзхъфывапролджэячсмитьбю',
];
const keyboardRows = rows.flatMap((row) => [row, [...row].reverse().join('')]);

/** Two keyboards write the same letters differently (NIST SP 800-63B §5.1.1.2: NFKC). */
const normal = (password: string): string => password.normalize('NFKC');

function argon2id(password: string, salt: Buffer, parameters: HashParameters): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const { memoryKib: memory, passes, lanes: parallelism } = parameters;
  const message = normal(password);
  argon2(
    'argon2id',
    { message, nonce: salt, memory, passes, parallelism, tagLength: tagBytes },
    (error, tag) => (error ? reject(error) : resolve(tag)),
  );
  return promise;
}

interface Phc {
  readonly parameters: HashParameters;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

const formatParameters = ({ memoryKib, passes, lanes }: HashParameters): string =>
  `m=${memoryKib},t=${passes},p=${lanes}`;

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

function formatPhc({ parameters, salt, tag }: Phc): string {
  return `$argon2id$v=19$${formatParameters(parameters)}$${base64(salt)}$${base64(tag)}`;
}

/** `undefined`: none of ours, or one that would take more memory or time than any of ours. */
export function parsePhc(text: string): Phc | undefined {
  const match =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{11,64})\$([A-Za-z0-9+/]{43})$/.exec(
      text,
    );
  if (!match) return undefined;
  const [, memory, passes, lanes, salt = '', tag = ''] = match;
  const parameters = { memoryKib: Number(memory), passes: Number(passes), lanes: Number(lanes) };
  const isSane =
    parameters.lanes >= 1 &&
    parameters.passes >= 1 &&
    parameters.memoryKib >= 8 * parameters.lanes &&
    parameters.memoryKib <= 1_048_576;
  return isSane
    ? { parameters, salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') }
    : undefined;
}
