import { isOpen } from '../../shared/visit.ts';
import type { VisitRecord } from './types.ts';

/** From the first moment of closing nobody's typed name is kept (docs/security.md, "Where a patient’s name and the secret may be"). */
export function withoutEndedNames(record: VisitRecord): VisitRecord {
  if (isOpen(record.visit.state)) return record;
  return { ...record, persons: record.persons.map((person) => ({ ...person, name: '', message: null })) };
}
