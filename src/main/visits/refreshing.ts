/** What is to be looked at anew, each once however often it is wanted meanwhile, in slices. */
import { setImmediate } from 'node:timers/promises';
import { sliceSize } from '../slices.ts';
import type { Tasks } from './tasks.ts';

/** Gives what is called with the ids. The first slice is done at once. Nothing is done after the end of `tasks`. */
export function createRefreshing(tasks: Tasks, look: (id: string) => void): (ids: readonly string[]) => void {
  const wanted = new Set<string>();
  let running = false;

  const slice = (): void => {
    let left = sliceSize;
    for (const id of wanted) {
      if (left === 0) return;
      left -= 1;
      wanted.delete(id);
      look(id);
    }
  };
  const goOn = async (): Promise<void> => {
    try {
      while (wanted.size > 0) {
        await setImmediate();
        if (tasks.signal.aborted) return;
        slice();
      }
    } finally {
      running = false;
    }
  };
  return (ids) => {
    for (const id of ids) wanted.add(id);
    if (running) return;
    slice();
    if (wanted.size === 0) return;
    running = true;
    tasks.run('refresh', goOn);
  };
}
