/** What a system is told of a visit. */
import type { VisitView } from '../../../shared/ipc/contract.ts';
import type { PortalLink, PortalVisit } from './schemas.ts';

const iso = (at: number): string => new Date(at).toISOString();

export const linkViewOf = ({ number, url, helpCode }: VisitView['extraLinks'][number]): PortalLink => ({
  number,
  link: url,
  helpCode,
});

/** Nothing that a person typed: no labels, no persons. */
export function viewOf(visit: VisitView): PortalVisit {
  const { id, ownerId, phase, stage, createdAt, startsAt, expiresAt, link, helpCode, failure } = visit;
  return {
    id,
    doctorId: ownerId,
    phase,
    stage: stage.word,
    createdAt: iso(createdAt),
    startsAt: startsAt === null ? null : iso(startsAt),
    expiresAt: iso(expiresAt),
    link: link?.url ?? null,
    helpCode,
    extraLinks: visit.extraLinks.map(linkViewOf),
    failure: phase === 'failed' ? (failure?.code ?? null) : null,
  };
}
