/**
 * What a desk is not shown of a visit, whichever answer or event the visit is in: the doctor's note, which is for the doctor
 * only. Pure; everything that goes to a desk goes through here.
 */
import type { Role } from '../../../shared/roles.ts';

/** `value` as it goes to a desk of this role: the note of each visit in it reads as empty, unless a doctor sits there. */
export const shownTo = (role: Role, value: unknown): unknown =>
  role === 'doctor' ? value : withoutNotes(value);

/** However deep: a channel that is added later cannot forget it. Whatever has an owner and a note is a visit. */
function withoutNotes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (typeof value !== 'object' || value === null) return value;
  const isVisit = 'ownerId' in value && 'note' in value;
  const parts = Object.entries(value).map(([key, part]) => [key, withoutNotes(part)] as const);
  return { ...Object.fromEntries(parts), ...(isVisit && { note: '' }) };
}
