/** The two faces of the visits: the desk (doctor's UI) and the door (patient's page); and where they are kept. */
import type { AppError } from '../../shared/errors.ts';
import type { VisitView } from '../../shared/ipc/contract.ts';
import type { Person } from '../../shared/person.ts';
import type { Result } from '../../shared/result.ts';
import type { Admission, Visit } from '../../shared/visit.ts';

/** A visit with its persons: loaded, changed and saved as one. */
export interface VisitRecord {
  readonly visit: Visit;
  readonly persons: readonly Person[];
  /** Compared on saving; 0: not stored yet. */
  readonly version: number;
}

export interface VisitQuery {
  readonly ownerId?: string;
  /** Only visits that are not closed. */
  readonly openOnly?: boolean;
  /** Only visits that are not closed, or were closed after this (epoch ms). */
  readonly closedAfter?: number;
  readonly limit: number;
}

/**
 * Where visits are kept. Asynchronous, ids random and global: a clinic's service keeps them in PostgreSQL.
 * Errors: rejects when the store cannot be read or written.
 */
export interface VisitRepository {
  load(visitId: string): Promise<VisitRecord | undefined>;
  /** The visit whose link has this token hash, whatever its state; a revoked link is not found. */
  loadByTokenHash(tokenHash: string): Promise<{ record: VisitRecord; linkNumber: number } | undefined>;
  /**
   * Links are found by the `tokenHash` that is saved with them; that of a former generation is forgotten.
   * `conflict`: somebody saved in between; load again. Closing states erase typed names.
   */
  save(record: VisitRecord): Promise<'saved' | 'conflict'>;
  /** Newest first. */
  list(query: VisitQuery): Promise<readonly VisitRecord[]>;
  close(): Promise<void>;
}

/** What the doctor's UI can do. */
export interface Desk {
  list(): Promise<{ revision: number; visits: readonly VisitView[] }>;
  create(): Promise<Result<VisitView, AppError>>;
  setLabel(visitId: string, label: string): Promise<Result<VisitView, AppError>>;
  setAdmission(visitId: string, admission: Admission): Promise<Result<VisitView, AppError>>;
  end(visitId: string): Promise<Result<VisitView, AppError>>;
  retry(visitId: string): Promise<Result<VisitView, AppError>>;
  newLink(visitId: string): Promise<Result<VisitView, AppError>>;
  letIn(visitId: string, personIds: readonly string[]): Promise<Result<VisitView, AppError>>;
  /** `url`: what is embedded; `null` when the call opens in a tab. */
  enterCall(visitId: string): Promise<Result<{ url: string | null; partition: string }, AppError>>;
  leaveCall(visitId: string): Promise<void>;
  /** Each change of a visit, with a revision that grows by one. Returns a function that ends the subscription. */
  onChange(listener: (change: { revision: number; visit: VisitView }) => void): () => void;
}

/**
 * What the patient's page shows. Unknown, expired, cancelled, revoked and ended are all `dead`;
 * `thanks`: this browser held a seat of a visit that has ended.
 */
export type DoorView =
  | { readonly state: 'dead'; readonly thanks: boolean }
  /** Nobody known: one field, one button. */
  | { readonly state: 'form'; readonly doctorName: string }
  | { readonly state: 'waiting'; readonly doctorName: string; readonly since: number }
  /** Let in (first time or again): one button, "Go in". */
  | { readonly state: 'let-in'; readonly doctorName: string }
  | { readonly state: 'declined'; readonly doctorName: string };

export type PressAnswer =
  { readonly state: 'going-in'; readonly url: string } | { readonly state: 'waiting' };

/** What the patient's page can do. `browser`: the value of the person's cookie, `null` without one. */
export interface Door {
  /** Changes nothing: for HEAD, and for a GET without the person's cookie. */
  look(token: string, browser: string | null): Promise<DoorView>;
  /** The page's script says that it is open. */
  opened(token: string): Promise<void>;
  /**
   * The page of this browser is alive: keeps the place in the waiting room. For the script's report, and for a GET
   * that brings the person's cookie: without a script the page refreshes itself, and that is all that is heard of
   * it. For a browser that never pressed it is the same as `look`.
   */
  heard(token: string, browser: string | null): Promise<DoorView>;
  /**
   * The Join press. `name` is raw, as posted; a browser that is known may press without one.
   * Errors: `name-required`, `link-dead`, `declined`, and what the server says (`no-web-client`, `timeout`, …).
   */
  press(token: string, browser: string, name: string): Promise<Result<PressAnswer, AppError>>;
}
