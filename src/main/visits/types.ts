/** The two faces of the visits: the desk (doctor's UI) and the door (patient's page); and where they are kept. */
import type { AppError } from '../../shared/errors.ts';
import type { VisitView } from '../../shared/ipc/contract.ts';
import type { HistoryCursor, HistoryEntry } from '../../shared/ipc/history.ts';
import type { CallReason, CameraReport, Device, PageReport } from '../../shared/page.ts';
import type { Identification, Message, Person } from '../../shared/person.ts';
import type { Result } from '../../shared/result.ts';
import type { Doctor } from '../../shared/settings.ts';
import type { Admission, Visit } from '../../shared/visit.ts';

/** A visit with its persons: loaded, changed and saved as one. */
export interface VisitRecord {
  readonly visit: Visit;
  readonly persons: readonly Person[];
  /** Compared on saving; 0: not stored yet. */
  readonly version: number;
}

export interface VisitQuery {
  /** Only visits of these owners. */
  readonly ownerIds?: readonly string[] | undefined;
  /** Only visits that are not closed. */
  readonly openOnly?: boolean;
  /** Only visits that are not closed, or were closed after this (epoch ms). */
  readonly closedAfter?: number;
  /** Only visits that are `planned`, or only others; absent: both. */
  readonly planned?: boolean;
  /** With `planned: true`: only those that begin before this (epoch ms). */
  readonly startsBefore?: number | undefined;
  readonly limit: number;
}

/** What has ended, newest first. */
export interface HistoryQuery {
  /** Only visits of these owners. */
  readonly ownerIds?: readonly string[] | undefined;
  /** No visits of these owners. */
  readonly exceptOwnerIds?: readonly string[] | undefined;
  /** Closed then (epoch ms) or later. */
  readonly from?: number | undefined;
  /** Closed before (epoch ms). */
  readonly to?: number | undefined;
  /** Only those that come after this one. */
  readonly before?: HistoryCursor | undefined;
  readonly limit: number;
  /** Of the labels of a visit and of its links, opened; absent: all visits. */
  readonly matches?: ((labels: readonly string[]) => boolean) | undefined;
}

export interface HistoryPage {
  readonly records: readonly VisitRecord[];
  /** Up to where was looked; `null`: to the end. */
  readonly next: HistoryCursor | null;
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
  /** Newest first; with `planned: true` those that begin first come first. */
  list(query: VisitQuery): Promise<readonly VisitRecord[]>;
  /** A part of what has ended; a search may give fewer than there are, and says up to where it looked. */
  history(query: HistoryQuery): Promise<HistoryPage>;
  /** How many were closed before (epoch ms). */
  countClosed(before: number): Promise<number>;
  /** Deletes visits that were closed before (epoch ms), the oldest first and at most `limit`; gives how many. Never an open one. */
  erase(closedBefore: number, limit: number): Promise<number>;
  close(): Promise<void>;
}

/** What the doctor's UI can do. */
export interface Desk {
  list(wanted?: ListWanted): Promise<{ revision: number; visits: readonly VisitView[] }>;
  /** Errors: `not-configured` (no doctor, no server), `owner-unknown`. */
  create(wanted?: NewVisit): Promise<Result<VisitView, AppError>>;
  /** Another time for a planned visit. Errors: `visit-not-planned`, `visit-closed`, `bad-request` (a time that is over). */
  move(visitId: string, startsAt: number): Promise<Result<VisitView, AppError>>;
  /**
   * The doctor is late by so many minutes; `null`: not any more. Tells who waits, and the planned visits that begin soon.
   * Errors: `storage-failed`, also after some were told: said again, it says no more than once.
   */
  late(ownerId: string, minutes: number | null): Promise<Result<LateTold, AppError>>;
  /** Makes a planned visit now; of one that is made already nothing changes. */
  start(visitId: string): Promise<Result<VisitView, AppError>>;
  setLabel(visitId: string, label: string): Promise<Result<VisitView, AppError>>;
  /** For the doctor only; also of a visit that has ended. */
  setNote(visitId: string, note: string): Promise<Result<VisitView, AppError>>;
  setAdmission(visitId: string, admission: Admission): Promise<Result<VisitView, AppError>>;
  /** `noShow`: nobody came to a live visit. Errors: `somebody-came`. */
  end(visitId: string, noShow?: boolean): Promise<Result<VisitView, AppError>>;
  /** A visit that was cancelled just now is planned again. Errors: `visit-closed`. */
  reopen(visitId: string): Promise<Result<VisitView, AppError>>;
  retry(visitId: string): Promise<Result<VisitView, AppError>>;
  /**
   * `command`: names this command, so that one which comes twice raises the generation once. `number`: of the link; absent:
   * the first. Errors: `visit-closed`, `bad-request` (no link of this number).
   */
  newLink(visitId: string, command?: string | null, number?: number): Promise<Result<VisitView, AppError>>;
  /**
   * One more link. Errors: `visit-closed`, `links-full` (`maxLinksPerVisit`), `places-too-few` (for all links and the doctor),
   * `guest-seats-taken` (the licence is known to have fewer).
   */
  addLink(visitId: string, wanted: NewLink): Promise<Result<AddedLink, AppError>>;
  letIn(visitId: string, personIds: readonly string[]): Promise<Result<VisitView, AppError>>;
  decline(visitId: string, personIds: readonly string[]): Promise<Result<VisitView, AppError>>;
  /** Declined by a slip: waits again at the old place. */
  undecline(visitId: string, personIds: readonly string[]): Promise<Result<VisitView, AppError>>;
  /** `null` takes it back. */
  identify(
    visitId: string,
    personId: string,
    how: Identification | null,
  ): Promise<Result<VisitView, AppError>>;
  /** `null` takes the message back. */
  message(
    visitId: string,
    personIds: readonly string[],
    message: NewMessage | null,
  ): Promise<Result<VisitView, AppError>>;
  /** Whoever asked to be called was called; `personId` `null`: who has not pressed, by this link or without one by any. */
  callDone(
    visitId: string,
    personId: string | null,
    linkNumber?: number,
  ): Promise<Result<VisitView, AppError>>;
  /** `url`: what is embedded; `null` when the call opens in a tab. */
  enterCall(visitId: string): Promise<Result<{ url: string | null; partition: string }, AppError>>;
  /** Errors: rejects when the store fails. */
  leaveCall(visitId: string): Promise<void>;
  /** Errors: `storage-failed`. */
  history(wanted: HistoryWanted): Promise<Result<HistoryAnswer, AppError>>;
  /** How many visits were closed before (epoch ms). Errors: `storage-failed`. */
  countClosed(before: number): Promise<Result<number, AppError>>;
  /** Erases them for ever; gives how many. `by`: the account that asked; `null`: nobody signs in. Errors: `storage-failed`. */
  eraseClosed(before: number, by: string | null): Promise<Result<number, AppError>>;
  /** Each change of a visit, with a revision that grows by one. Returns a function that ends the subscription. */
  onChange(listener: (change: { revision: number; visit: VisitView }) => void): () => void;
}

/** How many were told that the doctor is late, or is not any more. */
export interface LateTold {
  /** People who wait. */
  readonly waiting: number;
  /** Planned visits. */
  readonly planned: number;
}

export interface ListWanted {
  /** Owners whose visits are listed; absent or `null`: everybody's. */
  readonly ownerIds?: readonly string[] | null | undefined;
  /** Planned visits that begin then (epoch ms) or later are left out. */
  readonly plannedBefore?: number | undefined;
}

export interface HistoryWanted extends Omit<HistoryQuery, 'matches'> {
  /** Words that a label has. */
  readonly search?: string | undefined;
}

export interface HistoryAnswer {
  readonly entries: readonly HistoryEntry[];
  readonly next: HistoryCursor | null;
}

export interface NewVisit {
  /** The doctor's TrueConf ID; absent or `null`: the first doctor's. */
  readonly ownerId?: string | null | undefined;
  /** Names this command (64 hex digits): whoever sends it twice gets the same visit. */
  readonly command?: string | null | undefined;
  readonly label?: string | undefined;
  /** Epoch ms. Absent, or within the time in which visits are made: now. */
  readonly startsAt?: number | undefined;
}

export interface NewLink {
  /** Whom it is for. */
  readonly label: string;
  /** Names this command: whoever sends it twice gets the same link. */
  readonly command?: string | null | undefined;
}

export interface AddedLink {
  readonly visit: VisitView;
  /** Of the link that was added. */
  readonly number: number;
}

/** A doctor for whom visits are made. */
export interface ClinicDoctor extends Doctor {
  /** Where the doctor works; empty on a single PC. */
  readonly siteIds: readonly string[];
}

/** A message without its time. */
export type NewMessage =
  { readonly kind: 'minutes'; readonly minutes: number } | { readonly kind: 'text'; readonly text: string };

export interface AtVisit {
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
  /** Planned, and too early to come in: when it begins (epoch ms). It may be moved while the page is open. */
  /** `lateMinutes`: so much later the doctor will begin. */
  | ({ readonly state: 'early'; readonly startsAt: number; readonly lateMinutes?: number } & AtVisit)
  /** Nobody known: one field, one button. `nameWaits`: the name was typed in another browser and is kept under its code. */
  | ({ readonly state: 'form'; readonly nameWaits: boolean } & AtVisit)
  /** Was away for long: one button, the old place is kept. */
  | ({ readonly state: 'gone' } & AtVisit)
  /** `queue`: let in, but all guest places of the clinic are taken: the place in the queue for one, from 1; absent: waits for the doctor. */
  | ({
      readonly state: 'waiting';
      readonly since: number;
      readonly message: Message | null;
      readonly queue?: number;
    } & AtVisit)
  /** Let in: one button, "Go in"; `returning`: has been in the call, or was given its address. */
  | ({ readonly state: 'let-in'; readonly returning: boolean } & AtVisit)
  | ({ readonly state: 'declined' } & AtVisit);

export type PressAnswer =
  | { readonly state: 'going-in'; readonly url: string }
  | { readonly state: 'waiting' }
  /** Nothing has changed: the page says when to come. */
  | { readonly state: 'early' };

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
