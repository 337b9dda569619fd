/** What the board shows of a visit: computed from the record and from facts that are not stored. */
import { appError, type AppError } from '../../shared/errors.ts';
import { helpFor, inSite } from '../../shared/help.ts';
import type { ExtraLinkView, PageView, PersonView, VisitView } from '../../shared/ipc/contract.ts';
import type { PageNews } from '../../shared/page.ts';
import type { Person } from '../../shared/person.ts';
import type { EntryWay, Settings } from '../../shared/settings.ts';
import { personStage, visitStage } from '../../shared/stage.ts';
import { isOpen, type Link, type Visit } from '../../shared/visit.ts';
import { helpCode, linkUrl } from './links.ts';
import type { VisitRecord } from './types.ts';

/** Which shell hosts the core: in a browser the own account cannot be embedded. */
export type ShellKind = 'desktop' | 'web' | 'service';

export interface ViewFacts {
  /** Origin of the patient's page; `null` while it does not listen. */
  readonly joinOrigin: string | null;
  /** Origin of the TrueConf server whose own page links open; `null`: they open ours. */
  readonly serverPages: string | null;
  readonly linkKey: Buffer;
  readonly entry: EntryWay;
  readonly shell: ShellKind;
  readonly rosterForbidden: boolean;
  /** In the queue for a guest place, from 1; `null`: not in it. */
  readonly placeOf: (person: Person) => number | null;
  /** As patients read it; empty: they do not. */
  readonly doctorName: (ownerId: string) => string;
  /** Why the visit failed, is not closed yet, or last kept somebody out. */
  readonly trouble: AppError | undefined;
}

export function callKind(entry: EntryWay, shell: ShellKind): VisitView['call']['kind'] {
  if (entry === 'trueconf-app') return 'app';
  return shell !== 'desktop' && entry === 'own-account' ? 'tab' : 'embedded';
}

export function visitView(record: VisitRecord, given: ViewFacts): VisitView {
  const { visit, persons } = record;
  // One node asks for rosters; the others know by the visit what it was told.
  const facts = { ...given, rosterForbidden: given.rosterForbidden || visit.rosterHidden };
  const kind = callKind(facts.entry, facts.shell);
  const [first, ...others] = visit.links;
  const link = first && linkView(record, first, facts);
  return {
    id: visit.id,
    ownerId: visit.ownerId,
    doctorName: facts.doctorName(visit.ownerId),
    createdAt: visit.createdAt,
    expiresAt: visit.expiresAt,
    label: visit.label,
    note: visit.note,
    admission: visit.admission,
    startsAt: visit.startsAt,
    lateMinutes: visit.lateMinutes,
    phase: phaseOf(visit),
    stage: visitStage(visit, persons, facts.rosterForbidden),
    failure: failureOf(visit, facts.trouble),
    link: link && link.url !== null ? { number: link.number, url: link.url } : null,
    helpCode: link?.helpCode ?? helpCode(facts.linkKey, visit.id, 1),
    page: link?.page ?? null,
    callMe: link?.callMe ?? null,
    extraLinks: others.map((other) => linkView(record, other, facts)),
    persons: [...persons]
      .sort((a, b) => a.pressedAt - b.pressedAt)
      .map((person) => personView(person, facts)),
    call: {
      kind,
      entry: facts.entry,
      url: kind === 'embedded' ? null : (visit.conference?.pageUrl ?? null),
    },
  };
}

function personView(person: Person, { rosterForbidden, placeOf }: ViewFacts): PersonView {
  const { id, linkNumber, name, state, pressedAt, message, identified } = person;
  const stage = personStage(person, rosterForbidden);
  const callMe = person.page?.callMe ?? null;
  const queue = placeOf(person);
  return {
    id,
    linkNumber,
    name,
    state,
    stage,
    pressedAt,
    queue,
    page: pageView(person.page),
    callMe,
    message,
    identified,
  };
}

function pageView(page: PageNews | null): PageView | null {
  if (!page) return null;
  const { sight, sightAt, device, camera } = page;
  const help = camera && helpFor(camera.outcome, device);
  return { sight, sightAt, device, camera: camera && { ...camera, help }, help: inSite(device) };
}

export function phaseOf({ state }: Visit): VisitView['phase'] {
  return state.name === 'creating' || state.name === 'ready' ? 'live' : state.name;
}

function failureOf({ state }: Visit, trouble: AppError | undefined): VisitView['failure'] {
  if (state.name === 'planned' || state.name === 'closing' || state.name === 'ready') return trouble ?? null;
  if (state.name !== 'failed') return null;
  return trouble?.code === state.code ? trouble : appError(state.code);
}

function linkView({ visit, persons }: VisitRecord, link: Link, facts: ViewFacts): ExtraLinkView {
  const { number, label, page } = link;
  const open = isOpen(visit.state);
  const pressed = persons.some(({ linkNumber }) => linkNumber === number);
  return {
    number,
    url: open ? addressOf(visit, link, facts) : null,
    label,
    helpCode: helpCode(facts.linkKey, visit.id, number),
    page: pressed ? null : pageView(page),
    callMe: open ? (page?.callMe ?? null) : null,
  };
}

/** All links of a visit open the one page of its conference, where the server's own page is wanted: there is one once it is made. */
function addressOf(visit: Visit, link: Link, { serverPages, joinOrigin, linkKey }: ViewFacts): string | null {
  if (serverPages !== null)
    return visit.conference && `${serverPages}/c/${encodeURIComponent(visit.conference.id)}`;
  return joinOrigin === null ? null : linkUrl(linkKey, visit.id, link, joinOrigin);
}

/** Origin of the TrueConf server whose own page links are to open; `null`: they open ours. */
export const serverPagesOf = ({ join, server }: Settings): string | null =>
  join.links === 'server-page' && server.address !== '' ? server.address : null;
