/** What the doctor's UI can do. */
import { cleanLine, maxNameLength } from '../../shared/displayName.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import type { VisitView } from '../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { applyVisitEvent, isOpen, type Visit } from '../../shared/visit.ts';
import type { Board } from './board.ts';
import type { Calls } from './calls.ts';
import type { VisitContext } from './context.ts';
import type { Maker } from './creating.ts';
import { decide, declined, letIn, told, type Decision } from './deciding.ts';
import { newMarker } from './installation.ts';
import { makeLink } from './links.ts';
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
  const change = async (visitId: string, how: Change): Shown =>
    show((await store.change(visitId, how))?.record);
  /** Ended visits do not change any more. */
  const changeOpen = async (visitId: string, how: (visit: Visit) => Visit): Shown => {
    const outcome = await store.change(visitId, ({ visit, persons }) =>
      isOpen(visit.state) ? { visit: how(visit), persons } : undefined,
    );
    if (outcome && !isOpen(outcome.record.visit.state)) return err(appError('visit-closed'));
    return show(outcome?.record);
  };

  const changePersons = (visitId: string, ids: readonly string[], how: Decision): Shown =>
    guarded(async () => {
      const decided = await decide(context, visitId, ids, how);
      return decided.ok ? ok(board.view(decided.value)) : decided;
    });

  return {
    list: board.list,
    onChange: board.onChange,
    create: () => guarded(async () => createVisit(context, parts)),
    setLabel: (visitId, label) =>
      guarded(() =>
        change(visitId, ({ visit, persons }) => {
          const next = cleanLine(label, maxNameLength);
          return next === visit.label ? undefined : { visit: { ...visit, label: next }, persons };
        }),
      ),
    setAdmission: (visitId, admission) =>
      guarded(() => changeOpen(visitId, (visit) => ({ ...visit, admission }))),
    end: (visitId) => guarded(() => change(visitId, ended(clock.now()))),
    retry: (visitId) =>
      guarded(async () => {
        await maker.retry(visitId);
        return show(await store.repository.load(visitId));
      }),
    newLink: (visitId) => guarded(() => changeOpen(visitId, (visit) => withNewLink(context, visit))),
    letIn: (visitId, personIds) => changePersons(visitId, personIds, letIn(clock.now())),
    decline: (visitId, personIds) => changePersons(visitId, personIds, declined(clock.now())),
    message: (visitId, personIds, message) => changePersons(visitId, personIds, told(message, clock.now())),
    callDone: (visitId, personId) => guarded(() => change(visitId, callDone(personId))),
    enterCall: (visitId) => guarded(() => calls.enter(visitId)),
    leaveCall: async (visitId) => calls.leave(visitId),
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

async function createVisit(context: VisitContext, { board, maker }: DeskParts): Shown {
  const { store, settings } = context;
  const owner = settings().doctors.list[0];
  if (!owner) return err(appError('not-configured'));
  const client = await context.client();
  if (!client.ok) return client;
  const { visit } = await store.insert({ visit: newVisit(context, owner.id), persons: [] });
  await maker.make(visit.id, false);
  const made = await store.repository.load(visit.id);
  return made ? ok(board.view(made)) : err(appError('visit-not-found'));
}

function newVisit(context: VisitContext, ownerId: string): Visit {
  const { clock, random, linkKey, installationTag, settings } = context;
  const now = clock.now();
  const id = random.bytes(16).toString('base64url');
  return {
    id,
    ownerId,
    createdAt: now,
    expiresAt: expiryFrom(context, now),
    label: '',
    admission: settings().visits.admission,
    state: { name: 'creating' },
    since: now,
    conference: null,
    marker: newMarker(installationTag, random),
    links: [makeLink(linkKey, id, 1, 1)],
  };
}

const expiryFrom = (context: VisitContext, now: number): number =>
  now + context.settings().visits.linkLifeHours * 3_600_000;

/** The next generation: the former link is dead, and the new one has a life of its own. */
function withNewLink(context: VisitContext, visit: Visit): Visit {
  const { number, generation } = visit.links[0] ?? { number: 1, generation: 0 };
  const link = makeLink(context.linkKey, visit.id, number, generation + 1);
  return {
    ...visit,
    expiresAt: expiryFrom(context, context.clock.now()),
    links: [link, ...visit.links.slice(1)],
  };
}

/** Ends a live visit, cancels one that failed; on an ended one nothing happens. */
const ended =
  (now: number): Change =>
  ({ visit, persons }) => {
    const next =
      applyVisitEvent(visit, { type: 'end', reason: 'ended' }, now) ??
      applyVisitEvent(visit, { type: 'cancel' }, now);
    return next && { visit: next, persons };
  };
