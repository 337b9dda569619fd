/** What the page's reports and cries for help make of a visit. */
import {
  applyReport,
  type CallReason,
  type PageEvent,
  type PageNews,
  type PageReport,
  type Sight,
} from '../../shared/page.ts';
import { applyPersonEvent, personTimes, type Person, type PersonEvent } from '../../shared/person.ts';
import { isOpen } from '../../shared/visit.ts';
import type { VisitContext } from './context.ts';
import { changePerson, type Found } from './finding.ts';
import type { Presence } from './presence.ts';
import type { VisitRecord } from './types.ts';
import type { Change } from './visitStore.ts';

/** Saves what is new of a person; gives the visit and the person as they are then, `undefined` when it has ended. */
export async function reportOfPerson(
  context: VisitContext,
  presence: Presence,
  visitId: string,
  person: Person,
  report: PageReport,
): Promise<{ record: VisitRecord; person: Person } | undefined> {
  const reloaded = presence.leftWithin(person.id, personTimes.reloadWithinMs);
  if (report.event === 'leaving') presence.left(person.id);
  else presence.heard(person.id);
  return changePerson(context, visitId, person.id, (one) => {
    const now = context.clock.now();
    const event = personEvent(report, reloaded);
    const moved = (event && applyPersonEvent(one, event, now)) ?? one;
    const page = applyReport(one.page, report, now);
    return moved === one && page === one.page ? undefined : { ...moved, page };
  });
}

/** `undefined`: nothing that the machine of a person knows. */
function personEvent({ event }: PageReport, reloaded: boolean): PersonEvent | undefined {
  switch (event) {
    case 'hidden':
    case 'logout':
      return event;
    case 'leaving':
      return 'leave';
    case 'open':
    case 'here':
    case 'back':
    case 'camera':
      return reloaded ? 'reload' : 'back';
  }
}

/** A GET of the page by a person's browser: without a script it is all that is heard of it, and it proves no reload. */
export async function heardOfPerson(
  context: VisitContext,
  presence: Presence,
  visitId: string,
  person: Person,
): Promise<{ record: VisitRecord; person: Person } | undefined> {
  const reloaded = presence.leftWithin(person.id, personTimes.reloadWithinMs);
  presence.heard(person.id);
  return changePerson(context, visitId, person.id, (one) =>
    applyPersonEvent(one, reloaded && one.state === 'gone' ? 'reload' : 'back', context.clock.now()),
  );
}

/** What brings a page to this sight, if nothing else happened. */
const eventOf: Readonly<Record<Sight, PageEvent>> = { open: 'here', hidden: 'hidden', left: 'leaving' };

/**
 * News of pages whose browser has not pressed stand at the link: of the browser that reports, but for the sight, which
 * is the best of all (`sight`).
 */
export const reportOfLink = (found: Found, report: PageReport, sight: Sight, now: number): Change =>
  changeLink(found, (link) => {
    const event = report.event === 'camera' ? report.event : eventOf[sight];
    const page = applyReport(link.page, { ...report, event }, now);
    const openedAt = link.openedAt ?? (page.sight === 'open' ? now : null);
    return page === link.page && openedAt === link.openedAt ? link : { ...link, page, openedAt };
  });

export const callMeOfLink = (found: Found, reason: CallReason, now: number): Change =>
  changeLink(found, (link) => ({
    ...link,
    page: calling(link.page, reason, now),
    openedAt: link.openedAt ?? now,
  }));

export const callMeOfPerson =
  (reason: CallReason, now: number) =>
  (person: Person): Person => ({ ...person, page: calling(person.page, reason, now) });

/** Whoever asked was called: one person, or with `null` whoever has not pressed, by this link or by any. */
export const callDone =
  (personId: string | null, linkNumber?: number): Change =>
  ({ visit, persons }) => {
    const done = <T extends { readonly page: PageNews | null }>(one: T): T =>
      one.page?.callMe ? { ...one, page: { ...one.page, callMe: null } } : one;
    const isCalled = ({ number }: AnyLink): boolean =>
      personId === null && (linkNumber === undefined || number === linkNumber);
    const links = visit.links.map((link) => (isCalled(link) ? done(link) : link));
    const next = persons.map((person) => (person.id === personId ? done(person) : person));
    const same = links.every((link, index) => link === visit.links[index]);
    if (same && next.every((person, index) => person === persons[index])) return undefined;
    return { visit: { ...visit, links }, persons: next };
  };

/** The first cry counts its time on; the reason is that of the last. */
function calling(page: PageNews | null, reason: CallReason, now: number): PageNews {
  const known = page ?? { sight: 'open', sightAt: now, device: null, camera: null };
  return { ...known, callMe: { reason, at: page?.callMe?.at ?? now } };
}

type AnyLink = VisitRecord['visit']['links'][number];

function changeLink({ linkNumber, tokenHash }: Found, change: (link: AnyLink) => AnyLink): Change {
  return ({ visit, persons }) => {
    if (!isOpen(visit.state)) return undefined;
    const links = visit.links.map((link) =>
      link.number === linkNumber && link.tokenHash === tokenHash ? change(link) : link,
    );
    return links.every((link, index) => link === visit.links[index])
      ? undefined
      : { visit: { ...visit, links }, persons };
  };
}
