/** New links of a visit: the next generation of one, or one more. A command that comes twice is done once. */
import { cleanLine, maxNameLength } from '../../shared/displayName.ts';
import { appError, type AppError, type ErrorCode } from '../../shared/errors.ts';
import type { VisitView } from '../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import { isOpen, maxLinksPerVisit, type Link, type Visit } from '../../shared/visit.ts';
import type { Board } from './board.ts';
import type { VisitContext } from './context.ts';
import { makeLink } from './links.ts';
import { expiryOfLink } from './planning.ts';
import type { AddedLink, NewLink } from './types.ts';

/** Far more than are made of one link in the minutes in which a desk may send a command again. */
const rememberedCommands = 8;

type Viewing = Pick<Board, 'view'>;

/** The next generation of a link, the first one's without a number: the former is dead, and the new one has a life of its own. */
export async function renewLink(
  context: VisitContext,
  board: Viewing,
  visitId: string,
  command: string | null,
  number: number | undefined,
): Promise<Result<VisitView, AppError>> {
  const former = ({ links }: Visit): Link | undefined =>
    number === undefined ? links[0] : links.find((link) => link.number === number);
  const outcome = await context.store.change(visitId, ({ visit, persons }) => {
    const link = former(visit);
    if (!isOpen(visit.state) || !link || (command !== null && link.commands.includes(command)))
      return undefined;
    const commands = [...link.commands, ...(command === null ? [] : [command])].slice(-rememberedCommands);
    const next = makeLink(context.linkKey, visitId, { ...link, generation: link.generation + 1, commands });
    const links = visit.links.map((one) => (one === link ? next : one));
    return { visit: { ...visit, expiresAt: expiryWith(context, visit), links }, persons };
  });
  if (!outcome) return err(appError('visit-not-found'));
  if (!isOpen(outcome.record.visit.state)) return err(appError('visit-closed'));
  return former(outcome.record.visit) ? ok(board.view(outcome.record)) : err(appError('bad-request'));
}

/** One more link, with a seat of its own. It ends with the visit, which lives for as long as a new link does at least. */
export async function addLink(
  context: VisitContext,
  board: Viewing,
  visitId: string,
  { label, command = null }: NewLink,
): Promise<Result<AddedLink, AppError>> {
  const limit = linkLimit(context.settings());
  const outcome = await context.store.change(visitId, ({ visit, persons }) => {
    const isFull = visit.links.length >= limit.links;
    if (!isOpen(visit.state) || addedBy(visit, command) || isFull) return undefined;
    const number = Math.max(0, ...visit.links.map((link) => link.number)) + 1;
    const cleaned = cleanLine(label, maxNameLength);
    const link = makeLink(context.linkKey, visitId, {
      number,
      generation: 1,
      label: cleaned,
      addedBy: command,
    });
    const expiresAt = Math.max(visit.expiresAt, expiryWith(context, visit));
    return { visit: { ...visit, expiresAt, links: [...visit.links, link] }, persons };
  });
  if (!outcome) return err(appError('visit-not-found'));
  const { visit } = outcome.record;
  if (!isOpen(visit.state)) return err(appError('visit-closed'));
  const link = outcome.changed ? visit.links.at(-1) : addedBy(visit, command);
  if (!link) return err(appError(limit.code));
  return ok({ visit: board.view(outcome.record), number: link.number });
}

const expiryWith = ({ settings, clock }: VisitContext, visit: Visit): number =>
  expiryOfLink(visit, settings().visits.linkLifeHours, clock.now());

const addedBy = ({ links }: Visit, command: string | null): Link | undefined =>
  command === null ? undefined : links.find((link) => link.addedBy === command);

/** How many links a visit may have, and what to say of one more: whoever holds a link must find a place in the call. */
function linkLimit({ visits, doctors }: Settings): { readonly links: number; readonly code: ErrorCode } {
  const doctorAsGuest = doctors.entry === 'named-guest' ? 1 : 0;
  const limits = [
    { links: maxLinksPerVisit, code: 'links-full' },
    { links: visits.places - 1, code: 'places-too-few' },
    { links: (visits.guestSeats ?? Infinity) - doctorAsGuest, code: 'guest-seats-taken' },
  ] as const;
  return limits.reduce((least, limit) => (limit.links < least.links ? limit : least));
}
