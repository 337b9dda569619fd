/** Every change of a visit goes through here: loaded, changed and saved as one, however many want to at once. */
import { isOpen } from '../../shared/visit.ts';
import { withoutEndedNames } from './erasing.ts';
import type { VisitRecord, VisitRepository } from './types.ts';

/** What is to be saved; `undefined`: nothing changes. Pure: it runs again when somebody saved in between. */
export type Change = (record: VisitRecord) => Pick<VisitRecord, 'visit' | 'persons'> | undefined;

export interface Outcome {
  readonly record: VisitRecord;
  readonly changed: boolean;
}

export interface VisitStore {
  readonly repository: VisitRepository;
  insert(record: Omit<VisitRecord, 'version'>): Promise<VisitRecord>;
  /** `undefined`: there is no such visit. Errors: rejects when the store fails. */
  change(visitId: string, change: Change): Promise<Outcome | undefined>;
  /** Called with each saved record, in the order of its versions. Returns a function that ends the subscription. */
  onSaved(listener: (record: VisitRecord) => void): () => void;
  /** Reads the visits that are not closed; needed once, before `open`. */
  loadOpen(): Promise<void>;
  /** The visits that are not closed, as this process last saved them. */
  open(): readonly VisitRecord[];
}

const maxOpenVisits = 10_000;
/** Far more than browsers that can press in the same instant. */
const maxTries = 100;

export function createVisitStore(repository: VisitRepository): VisitStore {
  const open = new Map<string, VisitRecord>();
  const versions = new Map<string, number>();
  const listeners = new Set<(record: VisitRecord) => void>();
  const saved = (record: VisitRecord): void => {
    // Two saves may report in the other order; the older one has nothing new to say.
    if (record.version <= (versions.get(record.visit.id) ?? 0)) return;
    versions.set(record.visit.id, record.version);
    if (record.visit.state.name === 'closed') open.delete(record.visit.id);
    else open.set(record.visit.id, record);
    for (const listener of listeners) listener(record);
  };
  return {
    repository,
    async insert(fresh) {
      if ((await repository.save({ ...fresh, version: 0 })) === 'conflict') throw new Error('visit id taken');
      const record = { ...fresh, version: 1 };
      saved(record);
      return record;
    },
    async change(visitId, change) {
      for (let tries = 0; tries < maxTries; tries += 1) {
        const former = await repository.load(visitId);
        if (!former) return undefined;
        const next = change(former);
        if (!next) {
          // Somebody else may have saved what this process has not heard of.
          saved(former);
          return { record: former, changed: false };
        }
        const wanted = withoutEndedNames({ ...next, version: former.version });
        if ((await repository.save(wanted)) === 'conflict') continue;
        const record = { ...wanted, version: former.version + 1 };
        saved(record);
        return { record, changed: true };
      }
      throw new Error('too many changes of one visit at once');
    },
    onSaved(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async loadOpen() {
      for (const record of await repository.list({ openOnly: true, limit: maxOpenVisits })) {
        open.set(record.visit.id, record);
        versions.set(record.visit.id, record.version);
      }
    },
    open: () => [...open.values()],
  };
}

/** Whether the visit's links still open it for somebody: an unknown browser finds it dead when its time is over. */
export function isLive(record: VisitRecord, known: boolean, now: number): boolean {
  return isOpen(record.visit.state) && (known || now < record.visit.expiresAt);
}
