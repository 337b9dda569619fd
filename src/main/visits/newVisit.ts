/** New visits, and other times for planned ones. A command that comes twice is done once. */
import { cleanLine, maxNameLength } from '../../shared/displayName.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import type { VisitView } from '../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { isOpen, type Visit } from '../../shared/visit.ts';
import type { Board } from './board.ts';
import type { VisitContext } from './context.ts';
import type { Maker } from './creating.ts';
import { newMarker } from './installation.ts';
import { makeLink } from './links.ts';
import { canStartAt, expiryOfLink, makeAt, timesOf } from './planning.ts';
import type { ClinicDoctor, NewVisit } from './types.ts';

interface Parts {
  readonly board: Pick<Board, 'view'>;
  readonly maker: Maker;
}

type Shown = Promise<Result<VisitView, AppError>>;

export async function createVisit(context: VisitContext, { board, maker }: Parts, wanted: NewVisit): Shown {
  const { store, clock } = context;
  const id = idOf(context, wanted.command ?? null);
  const known = wanted.command ? await store.repository.load(id) : undefined;
  if (!known) {
    const fresh = newVisit(context, id, wanted);
    if (!fresh.ok) return fresh;
    const client = await context.client();
    if (!client.ok) return client;
    const { record, changed } = await store.insert({ visit: fresh.value, persons: [] });
    const { state, startsAt } = record.visit;
    if (changed && state.name === 'creating') await maker.make(id, false);
    // The leader would do it soon; whoever plans for now waits for it.
    else if (changed && startsAt !== null && makeAt(startsAt) <= clock.now())
      await maker.begin(id, 'in-time');
  }
  // Of a command that comes twice the second waits for what the first does here.
  await maker.settled(id);
  const made = await store.repository.load(id);
  return made ? ok(board.view(made)) : err(appError('visit-not-found'));
}

/** A command has its visit before anything is stored: two nodes that get it make the same one. */
function idOf({ random }: VisitContext, command: string | null): string {
  const bytes = command === null ? random.bytes(16) : Buffer.from(command, 'hex').subarray(0, 16);
  return bytes.toString('base64url');
}

function ownerOf(context: VisitContext, ownerId: string | null): Result<ClinicDoctor, AppError> {
  const doctors = context.doctors();
  const owner = ownerId === null ? doctors[0] : doctors.find(({ id }) => id === ownerId);
  if (owner) return ok(owner);
  return err(ownerId === null ? appError('not-configured') : appError('owner-unknown', { owner: ownerId }));
}

function newVisit(context: VisitContext, id: string, wanted: NewVisit): Result<Visit, AppError> {
  const { clock, random, linkKey, installationTag, settings } = context;
  const owner = ownerOf(context, wanted.ownerId ?? null);
  if (!owner.ok) return owner;
  const { admission, linkLifeHours } = settings().visits;
  const now = clock.now();
  const startsAt = wanted.startsAt ?? null;
  if (startsAt !== null && !canStartAt(startsAt, now)) return err(appError('bad-request'));
  const times =
    startsAt === null
      ? { startsAt, opensAt: now, expiresAt: expiryOfLink({ startsAt }, linkLifeHours, now) }
      : timesOf(startsAt, linkLifeHours);
  return ok({
    id,
    ownerId: owner.value.id,
    createdAt: now,
    ...times,
    label: cleanLine(wanted.label ?? '', maxNameLength),
    note: '',
    admission,
    state: { name: startsAt === null ? 'creating' : 'planned' },
    since: now,
    conference: null,
    // A planned visit gets its marker when it is made.
    marker: startsAt === null ? newMarker(installationTag, random) : null,
    links: [makeLink(linkKey, id, { number: 1, generation: 1 })],
    doctorSince: null,
    endedAt: null,
    lateMinutes: null,
    failedWith: null,
    rosterHidden: false,
  });
}

/** The link and its place stay. */
export async function moveVisit(
  { store, settings, clock }: VisitContext,
  board: Pick<Board, 'view'>,
  visitId: string,
  startsAt: number,
): Shown {
  if (!canStartAt(startsAt, clock.now())) return err(appError('bad-request'));
  const outcome = await store.change(visitId, ({ visit, persons }) => {
    if (visit.state.name !== 'planned' || visit.startsAt === startsAt) return undefined;
    const times = timesOf(startsAt, settings().visits.linkLifeHours);
    return { visit: { ...visit, ...times, lateMinutes: null }, persons };
  });
  if (!outcome) return err(appError('visit-not-found'));
  const { state } = outcome.record.visit;
  if (state.name === 'planned') return ok(board.view(outcome.record));
  return err(appError(isOpen(state) ? 'visit-not-planned' : 'visit-closed'));
}
