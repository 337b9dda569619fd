/** Every change of a visit goes through here: loaded, changed and saved as one, however many want to at once. */
import { isOpen } from '../../shared/visit.ts';
import { withoutEndedNames } from './erasing.ts';
import { mapInSlices } from '../slices.ts';
import { createTurns } from './turns.ts';
import type { VisitRecord, VisitRepository } from './types.ts';

/** What is to be saved; `undefined`: nothing changes. Pure: it runs again when somebody saved in between. */
export type Change = (record: VisitRecord) => Pick<VisitRecord, 'visit' | 'persons'> | undefined;

export interface Outcome {
  readonly record: VisitRecord;
  readonly changed: boolean;
}

export interface VisitStore {
  readonly repository: VisitRepository;
  /** `changed`: it was stored; else a visit of this id was there already, and nothing has changed. */
  insert(record: Omit<VisitRecord, 'version'>): Promise<Outcome>;
  /**
   * `undefined`: there is no such visit. `saved`: called when the change took place, before `onSaved` hears of it.
   * Errors: rejects when the store fails.
   */
  change(visitId: string, change: Change, saved?: () => void): Promise<Outcome | undefined>;
  /** Called with each record that is new here, in the order of its versions. Returns a function that ends the subscription. */
  onSaved(listener: (record: VisitRecord) => void): () => void;
  /** Reads the visits that are not closed; needed once, before `open`. */
  loadOpen(): Promise<void>;
  /** Another process saved this version: `onSaved` hears of it, unless it is known here. */
  savedElsewhere(visitId: string, version: number): Promise<void>;
  /** Takes whatever other processes have saved; `onSaved` hears of what changed only. */
  reload(): Promise<void>;
  /** The visits that are not closed, as this process knows them. */
  open(): readonly VisitRecord[];
  /** One of them. */
  openOne(visitId: string): VisitRecord | undefined;
}

const maxOpenVisits = 100_000;
/** Far more than nodes that can save one visit in the same instant. */
const maxTries = 100;

export function createVisitStore(repository: VisitRepository): VisitStore {
  const known = createKnown();
  const inTurn = createTurns();

  const look = async (visitId: string): Promise<void> => {
    const record = await repository.load(visitId);
    if (record) known.saved(record);
    else known.forget(visitId);
  };
  const listOpen = (): Promise<readonly VisitRecord[]> =>
    repository.list({ openOnly: true, limit: maxOpenVisits });

  return {
    repository,
    insert: (fresh) =>
      inTurn(fresh.visit.id, async () => {
        const outcome = await repository.save({ ...fresh, version: 0 });
        const record = outcome === 'saved' ? { ...fresh, version: 1 } : await repository.load(fresh.visit.id);
        if (!record) throw new Error('a visit that is there cannot be read');
        known.saved(record);
        return { record, changed: outcome === 'saved' };
      }),
    change: (visitId, change, saved) =>
      inTurn(visitId, () => changeNow(repository, known, visitId, change, saved)),
    onSaved: known.onSaved,
    async loadOpen() {
      for (const record of await listOpen()) known.learn(record);
    },
    async savedElsewhere(visitId, version) {
      if (version > known.versionOf(visitId)) await look(visitId);
    },
    async reload() {
      const open = await listOpen();
      const ids = new Set(open.map(({ visit }) => visit.id));
      const gone = known.open().filter(({ visit }) => !ids.has(visit.id));
      await mapInSlices(open, known.saved);
      // Closed meanwhile.
      for (const { visit } of gone) await look(visit.id);
    },
    open: known.open,
    openOne: known.openOne,
  };
}

async function changeNow(
  repository: VisitRepository,
  known: Known,
  visitId: string,
  change: Change,
  saved?: () => void,
): Promise<Outcome | undefined> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const former = await repository.load(visitId);
    if (!former) return undefined;
    const next = change(former);
    if (!next) {
      // Somebody else may have saved what this process has not heard of.
      known.saved(former);
      return { record: former, changed: false };
    }
    const wanted = withoutEndedNames({ ...next, version: former.version });
    if ((await repository.save(wanted)) === 'conflict') continue;
    const record = { ...wanted, version: former.version + 1 };
    saved?.();
    known.saved(record);
    return { record, changed: true };
  }
  throw new Error('too many changes of one visit at once');
}

type Known = ReturnType<typeof createKnown>;

/** Of so many closed visits the last version is remembered; older ones change no more. */
const maxClosed = 10_000;

/** What this process knows of the visits. */
function createKnown() {
  const open = new Map<string, VisitRecord>();
  const versions = new Map<string, number>();
  const closed = new Set<string>();
  const listeners = new Set<(record: VisitRecord) => void>();

  const close = (visitId: string): void => {
    open.delete(visitId);
    closed.add(visitId);
    const oldest = closed.values().next();
    if (closed.size <= maxClosed || oldest.done) return;
    closed.delete(oldest.value);
    versions.delete(oldest.value);
  };
  const learn = (record: VisitRecord): void => {
    versions.set(record.visit.id, record.version);
    if (record.visit.state.name === 'closed') close(record.visit.id);
    else {
      // A cancellation may be taken back.
      closed.delete(record.visit.id);
      open.set(record.visit.id, record);
    }
  };
  const versionOf = (visitId: string): number => versions.get(visitId) ?? 0;

  return {
    learn,
    versionOf,
    saved(record: VisitRecord): void {
      // Two saves may report in the other order; the older one has nothing new to say.
      if (record.version <= versionOf(record.visit.id)) return;
      learn(record);
      for (const listener of listeners) listener(record);
    },
    forget: (visitId: string): void => void open.delete(visitId),
    open: (): readonly VisitRecord[] => [...open.values()],
    openOne: (visitId: string): VisitRecord | undefined => open.get(visitId),
    onSaved(listener: (record: VisitRecord) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Whether the visit's links still open it for somebody: an unknown browser finds it dead when its time is over. */
export function isLive(record: VisitRecord, known: boolean, now: number): boolean {
  return isOpen(record.visit.state) && (known || now < record.visit.expiresAt);
}
