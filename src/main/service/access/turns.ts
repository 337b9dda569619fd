/**
 * Runs `count` tasks at once and keeps the others in a queue, in their order. `most`: of so many waiting ones; what comes
 * then rejects with what `refuse` makes.
 */
export function createTurns(
  count: number,
  most?: { readonly waiting: number; readonly refuse: () => Error },
): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0;
  const queue: (() => void)[] = [];
  return async (task) => {
    if (running >= count) {
      if (most && queue.length >= most.waiting) throw most.refuse();
      // Whoever ends hands the turn over, so that nobody comes between.
      await new Promise<void>((resolve) => void queue.push(resolve));
    } else running += 1;
    try {
      return await task();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
