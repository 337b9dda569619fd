/** What the emulator is given, and what a test, the demo or the trainer can see and do. */
import type { Faults } from './faults.ts';

export interface EmulatorUser {
  /** TrueConf ID without `@server`. */
  readonly id: string;
  readonly displayName: string;
  readonly password: string;
}

export interface EmulatorOptions {
  /** 0, the default: a free one. */
  readonly port?: number;
  /** Where it listens; 127.0.0.1 by default. */
  readonly host?: string;
  /** https with a certificate of its own making. */
  readonly tls?: boolean;
  /** Host name written in the addresses of answers; that of `host` by default. */
  readonly publicHost?: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly users: readonly EmulatorUser[];
  /** Permissions of the OAuth application, separated by spaces. */
  readonly scopes?: string;
  /** Guest connections of the licence; `null`, the default: unlimited. The free edition has 1. */
  readonly guestSeats?: number | null;
  readonly faults?: Partial<Faults>;
  /** Shorthand for `faults.latencyMs`. */
  readonly latencyMs?: number;
  /** Random numbers, replaceable to make ids and tokens foreseeable. */
  readonly bytes?: (count: number) => Buffer;
}

export interface ParticipantSnapshot {
  readonly id: string;
  readonly displayName: string;
  readonly isOwner: boolean;
  readonly kind: 'user' | 'guest';
  /** `#rrggbb`: the block that this side draws into its picture. */
  readonly color: string;
}

export interface ConferenceSnapshot {
  readonly id: string;
  readonly topic: string;
  readonly description: string;
  readonly owner: string;
  readonly tags: readonly string[];
  readonly allowGuests: boolean;
  readonly maxParticipants: number;
  readonly rights: unknown;
  readonly running: boolean;
  readonly participants: readonly ParticipantSnapshot[];
  /** User ids, without `@server`. */
  readonly invited: readonly string[];
  readonly autoInvite: number;
  /** Whose TrueConf app was rung, each time anew. */
  readonly rings: readonly string[];
}

export interface EmulatorCertificate {
  readonly pem: string;
  /** Of the DER; 64 lower-case hex digits. */
  readonly sha256: string;
}

/** For certificates that are wrong on purpose. */
export interface CertificateWishes {
  readonly hosts?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

export interface Emulator {
  /** `http://127.0.0.1:PORT`, or with `publicHost`. */
  readonly origin: string;
  readonly port: number;
  /** What it presents now; `null` without TLS. */
  readonly certificate: EmulatorCertificate | null;
  /** Change it at any time; `Object.assign(emulator.faults, noFaults())` heals everything. */
  readonly faults: Faults;
  /** `METHOD /path status`, oldest first, at most 10,000; `…` where no answer was given (yet). No query, no body. */
  readonly log: readonly string[];
  /** How many requests in the log match. */
  requests(pattern: RegExp): number;
  /** Resolves when the next request whose `METHOD /path` matches has arrived, before it is answered. */
  nextRequest(pattern: RegExp): Promise<void>;
  conferences(): readonly ConferenceSnapshot[];
  /** Every access token becomes invalid, as when an administrator revokes the application's tokens. */
  revokeTokens(): void;
  /** Presents a new certificate from the next connection on; open ones are closed. Errors: rejects without TLS. */
  rotateCertificate(wishes?: CertificateWishes): Promise<EmulatorCertificate>;
  /** Behind the client's back; whoever is in the call is dropped. */
  deleteConference(id: string): void;
  stopConference(id: string): void;
  kick(participantId: string): void;
  /** Ends every connection; a second call does nothing. */
  close(): Promise<void>;
}
