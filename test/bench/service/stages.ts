/** Which stage on a card belongs to what a page said. Pure. */
import type { HeardStage } from './deskProcess.ts';

export interface WantedStage {
  readonly visitId: string;
  readonly word: string;
  /** Epoch ms. */
  readonly at: number;
}

export interface StageTimes {
  /** ms until the first desk of the visit's doctor showed it. */
  readonly owner: readonly number[];
  /** ms until the last desk that shows the visit did. */
  readonly last: readonly number[];
  /** Said, and on no card of the doctor. */
  readonly missing: number;
}

/** What a visit's page says comes in order, and each change is heard once. */
export function matchStages(wanted: readonly WantedStage[], heard: readonly HeardStage[]): StageTimes {
  const byVisit = Map.groupBy(heard, ({ visitId, word }) => `${visitId} ${word}`);
  const used = new Set<HeardStage>();
  const found = wanted.map(({ visitId, word, at }) => {
    const fit = byVisit
      .get(`${visitId} ${word}`)
      ?.find((stage) => !used.has(stage) && stage.lastAt >= at && Number.isFinite(stage.ownerAt));
    if (fit) used.add(fit);
    return fit && { owner: fit.ownerAt - at, last: fit.lastAt - at };
  });
  const there = found.filter((one) => one !== undefined);
  return {
    owner: there.map(({ owner }) => owner),
    last: there.map(({ last }) => last),
    missing: found.length - there.length,
  };
}
