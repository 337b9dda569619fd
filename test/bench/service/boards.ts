/** What is on the boards before and after a node died. Pure. */
import type { KeptVisit } from './deskProcess.ts';

/** How many; all 0: nothing is lost. */
export interface Losses {
  readonly visits: number;
  readonly persons: number;
  /** Who waited and does not any more, or waits at another place. */
  readonly places: number;
  /** Visits that nobody asked for: a click that was done twice. */
  readonly doubles: number;
  /** Visits that were asked for and are not there. */
  readonly clicks: number;
}

/** `made`: the ids of the visits that were asked for in between. */
export function compareBoards(
  before: readonly KeptVisit[],
  after: readonly KeptVisit[],
  made: readonly string[],
): Losses {
  const now = new Map(after.map((visit) => [visit.id, visit]));
  const expected = new Set([...before.map(({ id }) => id), ...made]);
  const persons = before.flatMap(({ id, persons: known }) =>
    known.map((person) => ({
      was: person,
      is: now.get(id)?.persons.find(({ id: other }) => other === person.id),
    })),
  );
  return {
    visits: before.filter(({ id, phase }) => now.get(id)?.phase !== phase && !isDone(phase)).length,
    persons: persons.filter(({ is }) => is === undefined).length,
    places: persons.filter(
      ({ was, is }) =>
        was.state === 'waiting' && is && (is.state !== 'waiting' || is.pressedAt !== was.pressedAt),
    ).length,
    doubles: after.filter(({ id }) => !expected.has(id)).length,
    clicks: made.filter((id) => !now.has(id)).length + made.length - new Set(made).size,
  };
}

const isDone = (phase: KeptVisit['phase']): boolean => phase === 'closing' || phase === 'closed';
