/** Follows what other nodes save. What could not be read when it was told is read with everything else, as soon as the store answers. */
import type { App } from '../app.ts';
import { causeOf } from '../log/cause.ts';
import type { Clock, Log } from '../ports.ts';

export interface FollowingParts {
  readonly app: Pick<App, 'savedElsewhere' | 'reload'>;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
}

export interface Following {
  visitSaved(visitId: string, version: number): void;
  /** Something may have been missed. */
  gap(): void;
  end(): void;
}

/** Pauses between tries; the last one repeats. */
const reloadPausesMs: readonly number[] = [1_000, 2_000, 5_000, 10_000];

export function createFollowing({ app, clock, log }: FollowingParts): Following {
  let tries = 0;
  let waiting: (() => void) | undefined;
  let reloading = false;
  let missed = false;
  let ended = false;

  const failed = (name: string, error: unknown): void => {
    log.warn('service.not-followed', { name, cause: causeOf(error) });
    if (ended || waiting) return;
    const ms = reloadPausesMs[Math.min(tries, reloadPausesMs.length - 1)] ?? 10_000;
    tries += 1;
    waiting = clock.after(ms, () => {
      waiting = undefined;
      void reload();
    });
  };
  /** One at a time; what is missed during one is read by the next. */
  const reload = async (): Promise<void> => {
    missed = true;
    if (reloading) return;
    reloading = true;
    try {
      while (missed && !ended) {
        missed = false;
        await app.reload();
      }
      tries = 0;
    } catch (error) {
      failed('gap', error);
    } finally {
      reloading = false;
    }
  };

  return {
    visitSaved(visitId, version) {
      app.savedElsewhere(visitId, version).catch((error: unknown) => failed('saved', error));
    },
    gap: () => void reload(),
    end() {
      ended = true;
      waiting?.();
    },
  };
}
