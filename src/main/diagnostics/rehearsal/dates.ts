import type { StageNote } from '../../../shared/ipc/rehearsal.ts';

const soonMs = 30 * 86_400_000;

/** `validTo`, `now`: epoch ms. */
export const endsSoon = (validTo: number, now: number): StageNote | null =>
  validTo - now <= soonMs ? 'ends-soon' : null;
