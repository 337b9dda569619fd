/** What decides about a request or an event: whose visit it is about, and where that owner works. */
import { z } from 'zod';
import { id } from '../../../shared/ipc/visitView.ts';
import { maySee } from '../access/index.ts';
import type { Owner, StaffParts, VisitFacts, Who } from './parts.ts';

/** What an input may say of a visit; the rest of it is the router's to parse. */
const naming = z.object({
  visitId: id.optional(),
  personIds: z.array(id).max(50).optional(),
  ownerId: z.string().max(64).optional(),
});

/** Whoever is not known works nowhere: reception sees none of the visits. */
export function factsOfOwner(owners: readonly Owner[], ownerId: string): VisitFacts {
  const siteIds = owners.find((owner) => owner.id === ownerId)?.siteIds ?? [];
  return { ownerId, siteIds, furtherBrowsers: false };
}

/**
 * Of the visit that an input names or would make, or of the owner whose visits it is about; `null`: it names none, or none that is there.
 * Errors: rejects when the store cannot answer.
 */
export async function factsOf(
  channel: string,
  input: unknown,
  who: Who,
  { visitFacts, directory }: Pick<StaffParts, 'visitFacts' | 'directory'>,
): Promise<VisitFacts | null> {
  const named = naming.safeParse(input);
  if (!named.success) return null;
  const { visitId, personIds, ownerId } = named.data;
  if (channel === 'visits:create' || channel === 'visits:late') {
    const owner = ownerId ?? who.trueconfId;
    // Only who still works here gets new visits; a doctor's own right to them is the session's.
    return owner === null ? null : factsOfOwner(directory.doctors(), owner);
  }
  if (visitId === undefined) return null;
  const found = await visitFacts(visitId, personIds ?? []);
  return found ? { ...factsOfOwner(directory.owners(), found.ownerId), ...found } : null;
}

/** Whose visits stand on this board, in a fixed order. */
export function ownersSeenBy(who: Who, owners: readonly Owner[]): readonly string[] {
  const sees = (ownerId: string, siteIds: readonly string[]): boolean =>
    maySee(who, { ownerId, siteIds, furtherBrowsers: false });
  const seen = owners.filter((owner) => sees(owner.id, owner.siteIds)).map((owner) => owner.id);
  // A doctor whose account was made a moment ago is not on the list yet.
  const own = who.trueconfId !== null && sees(who.trueconfId, []) ? [who.trueconfId] : [];
  return [...new Set([...seen, ...own])].sort();
}
