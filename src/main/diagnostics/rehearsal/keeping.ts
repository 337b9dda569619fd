/** What is known of rehearsals here: read from the store that all nodes share, written to it, told to desks. */
import type { Rehearsal, RehearsalState } from '../../../shared/ipc/rehearsal.ts';
import { causeOf } from '../../log/cause.ts';
import type { Clock, Log } from '../../ports.ts';
import {
  deadAfterMs,
  isBeingPlayed,
  noRehearsal,
  readDocument,
  shownRun,
  type RehearsalDocument,
  type RehearsalStore,
} from './document.ts';
import { minuteOfDay } from './schedule.ts';

export interface KeepingParts {
  readonly store: RehearsalStore;
  /** Whether other processes write to the store. */
  readonly isShared: boolean;
  /** Whether one is being played by this process. */
  readonly isMine: () => boolean;
  /** Somebody elsewhere wants this one ended. */
  readonly onCancel: (runId: string) => void;
  /** Empty before the visits are open. */
  readonly installationTag: () => string;
  readonly onChange: (state: RehearsalState) => void;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Keeping {
  document(): RehearsalDocument;
  state(): RehearsalState;
  /** Tells desks, if it is another state than they know. */
  tell(): void;
  /** Of the one that is being played here; it is written behind. */
  update(run: Partial<Rehearsal>, alarm?: RehearsalState['alarm']): void;
  /** Whether `run` may be played now: nobody else plays one. Errors: rejects when the store cannot answer. */
  claim(run: Rehearsal): Promise<boolean>;
  /** Has the one ended that another node plays. Errors: rejects when the store cannot answer. */
  cancelElsewhere(): Promise<void>;
  /** Errors: rejects when the store cannot answer. */
  read(): Promise<void>;
  /** Resolves when all is written, or could not be. */
  written(): Promise<void>;
  close(): void;
}

export function createKeeping(parts: KeepingParts): Keeping {
  const { store, isShared, isMine, clock, log } = parts;
  let known: RehearsalDocument = noRehearsal;
  let told = '';
  let stopWatching = (): void => undefined;
  const state = (): RehearsalState => ({
    run: shownRun(known, clock.now(), isMine(), isShared),
    alarm: known.alarm,
    minuteOfDay: minuteOfDay(parts.installationTag()),
  });
  const tell = (): void => {
    const now = state();
    const text = JSON.stringify(now);
    if (text === told) return;
    told = text;
    parts.onChange(now);
  };
  const write = createWriter(store, log, {
    document: () => known,
    onCancel: (cancelId) => {
      if (cancelId !== null) parts.onCancel(cancelId);
    },
  });
  /** A node that plays one may die: then nobody tells that it is over. */
  const watch = (): void => {
    stopWatching();
    if (!isMine() && isShared && isBeingPlayed(known, clock.now()))
      stopWatching = clock.after(deadAfterMs, tell);
  };
  return {
    document: () => known,
    state,
    tell,
    update(run, alarm = known.alarm) {
      if (known.run) known = { ...known, alarm, run: { ...known.run, ...run }, beatAt: clock.now() };
      tell();
      write();
    },
    async claim(run) {
      let claimed = false;
      await store.change((body) => {
        const there = readDocument(body);
        // In one process nobody else plays; what is unfinished there was left by one that died.
        claimed = !(isShared && isBeingPlayed(there, clock.now()));
        const scheduledAt = run.by === 'schedule' ? run.startedAt : there.scheduledAt;
        known = claimed ? { ...there, run, beatAt: clock.now(), cancelId: null, scheduledAt } : there;
        return claimed ? known : undefined;
      });
      return claimed;
    },
    async cancelElsewhere() {
      await store.change((body) => {
        const there = readDocument(body);
        const goesOn = isShared && there.run !== null && isBeingPlayed(there, clock.now());
        return goesOn ? { ...there, cancelId: there.run?.id ?? null } : undefined;
      });
    },
    async read() {
      const before = known;
      const there = readDocument(await store.read());
      // What was read before this node's own word was written is older than that; its writing is told, too.
      if (!isMine() && !write.isPending() && known === before) known = there;
      else if (there.cancelId !== null) parts.onCancel(there.cancelId);
      watch();
    },
    written: write.done,
    close: () => stopWatching(),
  };
}

interface Writer {
  (): void;
  isPending(): boolean;
  done(): Promise<void>;
}

/** Writes the newest state, one at a time; what changes meanwhile is written with the next. */
function createWriter(
  store: RehearsalStore,
  log: Log,
  parts: {
    readonly document: () => RehearsalDocument;
    readonly onCancel: (cancelId: string | null) => void;
  },
): Writer {
  let dirty = false;
  let writing: Promise<void> | undefined;
  async function flush(): Promise<void> {
    while (dirty) {
      dirty = false;
      try {
        await store.change((body) => {
          const { cancelId } = readDocument(body);
          parts.onCancel(cancelId);
          return { ...parts.document(), cancelId };
        });
      } catch (error) {
        log.warn('rehearsal.not-kept', { cause: causeOf(error) });
      }
    }
    // In the same turn as the last look: what is written after it begins anew.
    writing = undefined;
  }
  const write = (): void => {
    dirty = true;
    writing ??= flush();
  };
  return Object.assign(write, { done: async () => writing, isPending: () => writing !== undefined });
}
