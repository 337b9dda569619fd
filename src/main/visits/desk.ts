/** What the doctor's UI can do. */
import { cleanLine, cleanText, maxNameLength, maxNoteLength } from '../../shared/displayName.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import type { VisitView } from '../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { isOpen, type Visit } from '../../shared/visit.ts';
import type { Board } from './board.ts';
import type { Calls } from './calls.ts';
import type { VisitContext } from './context.ts';
import type { Maker } from './creating.ts';
import { createHistory } from './history.ts';
import { decide, declined, identified, letIn, told, undeclined, type Decision } from './deciding.ts';
import { ended, reopened } from './ending.ts';
import { tellLate } from './late.ts';
import { addLink, renewLink } from './newLinks.ts';
import { createVisit, moveVisit } from './newVisit.ts';
import { callDone } from './reporting.ts';
import type { Desk, VisitRecord } from './types.ts';
import type { Change } from './visitStore.ts';

export interface DeskParts {
  readonly board: Board;
  readonly maker: Maker;
  readonly calls: Calls;
}

type Shown = Promise<Result<VisitView, AppError>>;

export function createDesk(context: VisitContext, parts: DeskParts): Desk {
  const { store, clock } = context;
  const { board, maker, calls } = parts;

  const show = (record: VisitRecord | undefined): Result<VisitView, AppError> =>
    record ? ok(board.view(record)) : err(appError('visit-not-found'));
  const shown = (outcome: Result<VisitRecord, AppError>): Result<VisitView, AppError> =>
    outcome.ok ? ok(board.view(outcome.value)) : outcome;
  const change = async (visitId: string, how: Change): Shown =>
    show((await store.change(visitId, how))?.record);
  /** Ended visits do not change any more. */
  const changeOpen = async (visitId: string, how: (visit: Visit) => Visit | undefined): Shown => {
    const outcome = await store.change(visitId, ({ visit, persons }) => {
      const next = isOpen(visit.state) ? how(visit) : undefined;
      return next && { visit: next, persons };
    });
    if (outcome && !isOpen(outcome.record.visit.state)) return err(appError('visit-closed'));
    return show(outcome?.record);
  };

  const changePersons = (visitId: string, ids: readonly string[], how: Decision): Shown =>
    guarded(async () => shown(await decide(context, visitId, ids, how)));

  return {
    list: board.list,
    onChange: board.onChange,
    create: (wanted = {}) => guarded(() => createVisit(context, parts, wanted)),
    move: (visitId, startsAt) => guarded(() => moveVisit(context, board, visitId, startsAt)),
    late: (ownerId, minutes) => guarded(async () => ok(await tellLate(context, ownerId, minutes))),
    start: (visitId) =>
      guarded(async () => {
        await maker.begin(visitId, 'now');
        await maker.settled(visitId);
        return show(await store.repository.load(visitId));
      }),
    setLabel: (visitId, label) =>
      guarded(() =>
        change(visitId, ({ visit, persons }) => {
          const next = cleanLine(label, maxNameLength);
          return next === visit.label ? undefined : { visit: { ...visit, label: next }, persons };
        }),
      ),
    setNote: (visitId, note) =>
      guarded(() =>
        change(visitId, ({ visit, persons }) => {
          const next = cleanText(note, maxNoteLength);
          return next === visit.note ? undefined : { visit: { ...visit, note: next }, persons };
        }),
      ),
    setAdmission: (visitId, admission) =>
      guarded(() => changeOpen(visitId, (visit) => ({ ...visit, admission }))),
    end: (visitId, noShow = false) => guarded(async () => shown(await ended(context, visitId, noShow))),
    reopen: (visitId) => guarded(async () => shown(await reopened(context, visitId))),
    retry: (visitId) =>
      guarded(async () => {
        await maker.retry(visitId);
        return show(await store.repository.load(visitId));
      }),
    newLink: (visitId, command = null, number) =>
      guarded(() => renewLink(context, board, visitId, command, number)),
    addLink: (visitId, wanted) => guarded(() => addLink(context, board, visitId, wanted)),
    letIn: (visitId, personIds) => changePersons(visitId, personIds, letIn(clock.now())),
    decline: (visitId, personIds) => changePersons(visitId, personIds, declined(clock.now())),
    undecline: (visitId, personIds) => changePersons(visitId, personIds, undeclined(clock.now())),
    identify: (visitId, personId, how) => changePersons(visitId, [personId], identified(how)),
    message: (visitId, personIds, message) => changePersons(visitId, personIds, told(message, clock.now())),
    callDone: (visitId, personId, linkNumber) =>
      guarded(() => change(visitId, callDone(personId, linkNumber))),
    enterCall: (visitId) => guarded(() => calls.enter(visitId)),
    leaveCall: (visitId) => calls.leave(visitId),
    ...createHistory(context),
  };
}

/** What the store throws becomes a sentence. */
async function guarded<T>(work: () => Promise<Result<T, AppError>>): Promise<Result<T, AppError>> {
  try {
    return await work();
  } catch {
    return err(appError('storage-failed'));
  }
}
