/** What the board shows of a visit: computed from the record and from facts that are not stored. */
import { appError, type AppError } from '../../shared/errors.ts';
import { helpFor, inSite } from '../../shared/help.ts';
import type { PageView, PersonView, VisitView } from '../../shared/ipc/contract.ts';
import type { PageNews } from '../../shared/page.ts';
import type { Person } from '../../shared/person.ts';
import type { EntryWay } from '../../shared/settings.ts';
import { callMeOf, personStage, visitStage } from '../../shared/stage.ts';
import { isOpen, type Visit } from '../../shared/visit.ts';
import { helpCode, linkUrl } from './links.ts';
import type { VisitRecord } from './types.ts';

/** Which shell hosts the core: in the web shell the own account cannot be embedded. */
export type ShellKind = 'desktop' | 'web';

export interface ViewFacts {
  /** Origin of the patient's page; `null` while it does not listen. */
  readonly joinOrigin: string | null;
  readonly linkKey: Buffer;
  readonly entry: EntryWay;
  readonly shell: ShellKind;
  readonly rosterForbidden: boolean;
  /** Why the visit failed, is not closed yet, or last kept somebody out. */
  readonly trouble: AppError | undefined;
}

export const callKind = (entry: EntryWay, shell: ShellKind): 'embedded' | 'tab' =>
  shell === 'web' && entry === 'own-account' ? 'tab' : 'embedded';

export function visitView(record: VisitRecord, facts: ViewFacts): VisitView {
  const { visit, persons } = record;
  const kind = callKind(facts.entry, facts.shell);
  return {
    id: visit.id,
    ownerId: visit.ownerId,
    createdAt: visit.createdAt,
    expiresAt: visit.expiresAt,
    label: visit.label,
    admission: visit.admission,
    phase: phaseOf(visit),
    stage: visitStage(visit, persons, facts.rosterForbidden),
    failure: failureOf(visit, facts.trouble),
    link: linkOf(visit, facts),
    helpCode: helpCode(facts.linkKey, visit.id, visit.links[0]?.number ?? 1),
    page: persons.length === 0 ? pageView(visit.links[0]?.page ?? null) : null,
    callMe: isOpen(visit.state) ? callMeOf(visit, []) : null,
    persons: [...persons]
      .sort((a, b) => a.pressedAt - b.pressedAt)
      .map((person) => personView(person, facts.rosterForbidden)),
    call: { kind, entry: facts.entry, url: kind === 'tab' ? (visit.conference?.pageUrl ?? null) : null },
  };
}

function personView(person: Person, rosterForbidden: boolean): PersonView {
  const { id, linkNumber, name, state, pressedAt, message } = person;
  const stage = personStage(person, rosterForbidden);
  const callMe = person.page?.callMe ?? null;
  return { id, linkNumber, name, state, stage, pressedAt, page: pageView(person.page), callMe, message };
}

function pageView(page: PageNews | null): PageView | null {
  if (!page) return null;
  const { sight, sightAt, device, camera } = page;
  const help = camera && helpFor(camera.outcome, device);
  return { sight, sightAt, device, camera: camera && { ...camera, help }, help: inSite(device) };
}

function phaseOf({ state }: Visit): VisitView['phase'] {
  if (state.name === 'failed' || state.name === 'closing' || state.name === 'closed') return state.name;
  return 'live';
}

function failureOf({ state }: Visit, trouble: AppError | undefined): VisitView['failure'] {
  if (state.name === 'closing' || state.name === 'ready') return trouble ?? null;
  if (state.name !== 'failed') return null;
  return trouble?.code === state.code ? trouble : appError(state.code);
}

function linkOf(visit: Visit, facts: ViewFacts): VisitView['link'] {
  const link = visit.links[0];
  if (!link || facts.joinOrigin === null || !isOpen(visit.state)) return null;
  const url = linkUrl(facts.linkKey, visit.id, link, facts.joinOrigin);
  return url === null ? null : { number: link.number, url };
}
