/**
 * What the core needs from the world around it. Shells (desktop, web, later service) bring an implementation of
 * each; tests bring fakes only for the clock, random numbers and the vault.
 */
import type { InterfaceKind } from '../shared/ipc/reach.ts';
import type { Hop } from './proxy/hop.ts';

/** Time and timers. Epoch ms. */
export interface Clock {
  now(): number;
  /** Runs `task` once after `ms`; the returned function cancels it. */
  after(ms: number, task: () => void): () => void;
}

export interface Random {
  bytes(count: number): Buffer;
}

/** proxy-password: of the user at an explicit proxy. page-key-passphrase: of the key or PFX of the patient's page. */
export const secretNames = [
  'client-secret',
  'link-key',
  'field-key',
  'proxy-password',
  'page-key-passphrase',
] as const;
export type SecretName = (typeof secretNames)[number];

export interface VaultStatus {
  /** strong: a vault of the system. weak: a file, or a password known to all. none: nothing can be kept. */
  readonly strength: 'strong' | 'weak' | 'none';
  /** Whether what is kept survives the end of the process. */
  readonly lasting: boolean;
}

/**
 * Keeps named secrets. Errors: rejects with `SecretUnavailable` when the vault cannot answer now (a locked
 * keychain); what is there is never deleted for that.
 */
export interface SecretBox {
  status(): Promise<VaultStatus>;
  get(name: SecretName): Promise<string | undefined>;
  set(name: SecretName, value: string): Promise<void>;
  delete(name: SecretName): Promise<void>;
  /** Where a secret is being exchanged: the one that takes the place of `rejected`, which the server refuses. */
  other?(name: SecretName, rejected: string): Promise<string | undefined>;
}

export class SecretUnavailable extends Error {}

/** Reads and writes the raw settings document; atomic. Validation is the core's (`settings/`). */
export interface SettingsStore {
  read(): unknown;
  /** Errors: throws, or rejects with, what the file system or the database says. */
  write(document: unknown): void | Promise<void>;
  /** Keeps a document that cannot be used under another name, which it gives, so that writing a new one loses nothing. */
  setAside(reason: 'damaged' | 'newer'): string;
  /** The copy of the last document that could be used; `undefined`: there is none. Errors: throws when it cannot be read. */
  readLastGood(): unknown;
  /** Errors: like `write`. */
  writeLastGood(document: unknown): void | Promise<void>;
}

export interface NetworkInterface {
  readonly name: string;
  readonly address: string;
  readonly kind: InterfaceKind;
}

export interface Network {
  /** The addresses of this computer on which others can reach it; loopback and link-local are left out. */
  interfaces(): readonly NetworkInterface[];
  /** IPv4 and IPv6 addresses behind a host name, as this computer's browsers would find them; none: it is not known. */
  addresses(host: string): Promise<readonly string[]>;
}

export interface SystemProxy {
  /**
   * What this computer's own settings say of the way to `url`, in the order in which to try; at least one hop. Cheap
   * enough to be asked for each connection. Errors: may reject; then there is no proxy, unless it is a `ProxyFailure`.
   */
  resolve(url: string): Promise<readonly Hop[]>;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Structured, and free of names, secrets, bodies, queries and fragments: callers pass codes, ids, counts and times only. */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export interface Ports {
  readonly clock: Clock;
  readonly random: Random;
  readonly secretBox: SecretBox;
  readonly settingsStore: SettingsStore;
  readonly network: Network;
  readonly systemProxy: SystemProxy;
  readonly log: Log;
}
