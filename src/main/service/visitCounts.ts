/** How many open visits the clinic has in each phase, as this node knows them: counted in memory, as often as it is asked. */
import type { App } from '../app.ts';

export function visitCounts({ openPhases }: Pick<App, 'openPhases'>): Readonly<Record<string, number>> {
  // A phase without visits is told as 0, so that its series does not end.
  const counts: Record<string, number> = { planned: 0, live: 0, failed: 0, closing: 0 };
  for (const phase of openPhases()) counts[phase] = (counts[phase] ?? 0) + 1;
  return counts;
}
