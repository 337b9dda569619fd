/** Which cards have what is typed: a part of a name, or the beginning of a help code. Pure. */
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { searchFor } from '../../../shared/search.ts';
import { readHelpCode } from './helpCode.ts';

/** `undefined`: nothing is searched for, and all cards stand there. */
export function findVisits(
  visits: ReadonlyMap<string, VisitView>,
  search: string,
): ReadonlyMap<string, VisitView> | undefined {
  const matches = searchFor(search);
  if (!matches) return undefined;
  const typed = readHelpCode(search);
  const code = typed.kind === 'short' || typed.kind === 'code' ? typed.code : null;
  const hasCode = (visit: VisitView): boolean =>
    code !== null && [visit, ...visit.extraLinks].some(({ helpCode }) => helpCode.startsWith(code));
  return new Map([...visits].filter(([, visit]) => matches(namesOf(visit)) || hasCode(visit)));
}

const namesOf = ({ label, extraLinks, persons }: VisitView): readonly string[] => [
  label,
  ...extraLinks.map((link) => link.label),
  ...persons.map(({ name }) => name),
];
