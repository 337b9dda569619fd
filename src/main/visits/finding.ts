/** From a link's token and a browser's cookie to the visit and the person. */
import type { Person } from '../../shared/person.ts';
import { isOpen } from '../../shared/visit.ts';
import { personOf } from './arriving.ts';
import type { VisitContext } from './context.ts';
import { isToken, sha256Hex } from './links.ts';
import type { VisitRecord } from './types.ts';

export interface Found {
  readonly record: VisitRecord;
  readonly linkNumber: number;
  readonly tokenHash: string;
  readonly person: Person | undefined;
}

/** `undefined`: no such link. What cannot be a token is not looked up. Errors: rejects when the store fails. */
export async function findVisit(
  { store }: VisitContext,
  token: string,
  browser: string | null,
): Promise<Found | undefined> {
  if (!isToken(token)) return undefined;
  const tokenHash = sha256Hex(token);
  const found = await store.repository.loadByTokenHash(tokenHash);
  if (!found) return undefined;
  const person = browser === null ? undefined : personOf(found.record, found.linkNumber, sha256Hex(browser));
  return { ...found, tokenHash, person };
}

/** Changes one person of an open visit; `undefined` when the visit has ended or the person is not there. */
export async function changePerson(
  context: VisitContext,
  visitId: string,
  personId: string,
  change: (person: Person) => Person | undefined,
): Promise<{ record: VisitRecord; person: Person } | undefined> {
  const outcome = await context.store.change(visitId, ({ visit, persons }) => {
    if (!isOpen(visit.state)) return undefined;
    const next = persons.map((one) => (one.id === personId ? (change(one) ?? one) : one));
    return next.some((one, index) => one !== persons[index]) ? { visit, persons: next } : undefined;
  });
  if (!outcome || !isOpen(outcome.record.visit.state)) return undefined;
  const person = outcome.record.persons.find((one) => one.id === personId);
  return person && { record: outcome.record, person };
}
