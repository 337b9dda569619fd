/** Tells pages that wait what changed for them. In memory: a page whose line broke asks again by itself. */
import { personOf } from './arriving.ts';
import type { VisitContext } from './context.ts';
import { dead, doorView } from './doorView.ts';
import type { Found } from './finding.ts';
import type { DoorView, VisitRecord } from './types.ts';

export interface Watchers {
  /** Tells at once and at each change. Returns a function that ends it. */
  add(found: Found, browserKey: string, listener: (view: DoorView) => void): () => void;
  /** A visit was saved. */
  saved(record: VisitRecord): void;
}

interface Watcher {
  readonly tell: (record: VisitRecord) => void;
}

export function createWatchers(context: VisitContext): Watchers {
  const watchers = new Map<string, Set<Watcher>>();

  const watcherOf = (found: Found, browserKey: string, listener: (view: DoorView) => void): Watcher => {
    let last = '';
    let version = 0;
    return {
      tell(record) {
        // Two saves may report in the other order.
        if (record.version < version) return;
        version = record.version;
        const view = viewFor(context, found, browserKey, record);
        const text = JSON.stringify(view);
        if (text === last) return;
        last = text;
        listener(view);
      },
    };
  };

  return {
    add(found, browserKey, listener) {
      const visitId = found.record.visit.id;
      const watcher = watcherOf(found, browserKey, listener);
      const all = watchers.get(visitId) ?? new Set();
      watchers.set(visitId, all.add(watcher));
      watcher.tell(found.record);
      return () => {
        all.delete(watcher);
        if (all.size === 0 && watchers.get(visitId) === all) watchers.delete(visitId);
      };
    },
    saved(record) {
      for (const watcher of [...(watchers.get(record.visit.id) ?? [])]) watcher.tell(record);
    },
  };
}

function viewFor(context: VisitContext, found: Found, browserKey: string, record: VisitRecord): DoorView {
  const { linkNumber, tokenHash } = found;
  // A revoked link is dead for everybody who came by it.
  if (!record.visit.links.some((link) => link.tokenHash === tokenHash)) return dead(false);
  const person = personOf(record, linkNumber, browserKey);
  return doorView(context, record, { linkNumber, person, nameWaits: false });
}
