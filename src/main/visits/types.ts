/** The two faces of the visits: the desk (doctor's UI) and the door (patient's page); and where they are kept. */
import type { AppError } from '../../shared/errors.ts';
import type { VisitView } from '../../shared/ipc/contract.ts';
import type { CallReason, CameraReport, Device, PageReport } from '../../shared/page.ts';
import type { Message, Person } from '../../shared/person.ts';
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
  decline(visitId: string, personIds: readonly string[]): Promise<Result<VisitView, AppError>>;
  /** `null` takes the message back. */
  message(
    visitId: string,
    personIds: readonly string[],
    message: NewMessage | null,
  ): Promise<Result<VisitView, AppError>>;
  /** Whoever asked to be called was called; `personId` `null`: who has not pressed. */
  callDone(visitId: string, personId: string | null): Promise<Result<VisitView, AppError>>;
  /** `url`: what is embedded; `null` when the call opens in a tab. */
  enterCall(visitId: string): Promise<Result<{ url: string | null; partition: string }, AppError>>;
  leaveCall(visitId: string): Promise<void>;
  /** Each change of a visit, with a revision that grows by one. Returns a function that ends the subscription. */
  onChange(listener: (change: { revision: number; visit: VisitView }) => void): () => void;
}

/** A message without its time. */
export type NewMessage =
  { readonly kind: 'minutes'; readonly minutes: number } | { readonly kind: 'text'; readonly text: string };

interface AtVisit {
  /** Empty where IT does not want the page to name the doctor. */
  readonly doctorName: string;
  /** Six characters that find the visit on the board and open nothing (`links.ts`). */
  readonly helpCode: string;
}

/**
 * What the patient's page shows. Unknown, expired, cancelled, revoked and ended are all `dead`;
 * `thanks`: this browser held a seat of a visit that has ended.
 */
export type DoorView =
  | { readonly state: 'dead'; readonly thanks: boolean }
  /** Nobody known: one field, one button. `nameWaits`: the name was typed in another browser and is kept under its code. */
  | ({ readonly state: 'form'; readonly nameWaits: boolean } & AtVisit)
  /** Was away for long: one button, the old place is kept. */
  | ({ readonly state: 'gone' } & AtVisit)
  | ({ readonly state: 'waiting'; readonly since: number; readonly message: Message | null } & AtVisit)
  /** Let in: one button, "Go in"; `returning`: has been in the call, or was given its address. */
  | ({ readonly state: 'let-in'; readonly returning: boolean } & AtVisit)
  | ({ readonly state: 'declined' } & AtVisit);

export type PressAnswer =
  { readonly state: 'going-in'; readonly url: string } | { readonly state: 'waiting' };

/** What comes with a press. */
export interface PressInput {
  /** Raw, as posted; a browser that is known may press without one. */
  readonly name: string;
  /** Under which the name waits that was typed in another browser (`handOver`). */
  readonly code: string | null;
  readonly device: Device | null;
  readonly camera: CameraReport | null;
}

export interface CallMeInput {
  /** Raw; a browser that is not known needs one, or a code: no press without a name changes anything. */
  readonly name: string;
  readonly code: string | null;
  readonly reason: CallReason;
  readonly device: Device | null;
}

/** What the patient's page can do. `browser`: the value of the person's cookie, `null` without one. */
export interface Door {
  /** Changes nothing: for HEAD, and for a GET without the person's cookie. `code`: of a hand-over. */
  look(token: string, browser: string | null, code: string | null): Promise<DoorView>;
  /**
   * A GET that brings the person's cookie: keeps the place in the waiting room, because without a script the page
   * refreshes itself, and that is all that is heard of it. For a browser that never pressed the same as `look`.
   */
  heard(token: string, browser: string | null, code: string | null): Promise<DoorView>;
  /** The page's script says how the page fares; gives what the page should show now. */
  report(token: string, browser: string | null, report: PageReport): Promise<DoorView>;
  /**
   * The Join press. Errors: `name-required`, `link-dead`, `declined`, `needs-browser` (a browser that said it cannot
   * make calls never takes a place), and what the server says (`no-web-client`, `timeout`, …).
   */
  press(token: string, browser: string, input: PressInput): Promise<Result<PressAnswer, AppError>>;
  /** "Call me": the doctor's card turns red. Errors: `link-dead`, `name-required`. */
  callMe(token: string, browser: string | null, input: CallMeInput): Promise<Result<void, AppError>>;
  /**
   * Keeps a name for 60 s under a code that the page made, to be taken once by another browser: the typed one, else
   * the one under which this browser is known.
   */
  handOver(token: string, browser: string | null, code: string, name: string): Promise<void>;
  /**
   * Calls `listener` with what this browser's page should show, at once and each time that it changes. Gives a function that ends
   * it; `undefined`: nobody known, nothing to wait for.
   */
  watch(
    token: string,
    browser: string | null,
    listener: (view: DoorView) => void,
  ): Promise<(() => void) | undefined>;
}
