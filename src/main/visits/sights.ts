/**
 * What each browser at a link last said of its page, so that a report that was overtaken on its way is not believed,
 * and one browser that leaves does not hide another that is there. In memory: pages report again by themselves.
 */
import type { PageReport, Sight } from '../../shared/page.ts';
import { sightOf } from '../../shared/page.ts';
import type { Clock } from '../ports.ts';
import { silentPageMs } from './silentPages.ts';

export interface Sights {
  /** Notes a report; `false`: a later one of the same browser was here already. `browserKey` `''`: not known. */
  note(visitId: string, linkNumber: number, browserKey: string, report: PageReport): boolean;
  /** The best of all that have reported at a link, where one that was open and fell silent has left; `undefined`: none. */
  best(visitId: string, linkNumber: number): Sight | undefined;
  forget(visitId: string): void;
}

interface Noted {
  readonly sight: Sight;
  /** By the browser's clock. */
  readonly at: number | null;
  /** By ours. */
  readonly heardAt: number;
}

/** Reports overtake each other by seconds; a larger step back is a clock that was put right. */
const overtakenMs = 10_000;
const maxBrowsers = 50;
const order: readonly Sight[] = ['open', 'hidden', 'left'];

export function createSights(clock: Clock): Sights {
  const visits = new Map<string, Map<number, Map<string, Noted>>>();
  const sightNow = ({ sight, heardAt }: Noted): Sight =>
    sight === 'open' && clock.now() - heardAt >= silentPageMs ? 'left' : sight;

  return {
    note(visitId, linkNumber, browserKey, report) {
      const links = visits.get(visitId) ?? new Map<number, Map<string, Noted>>();
      const browsers = links.get(linkNumber) ?? new Map<string, Noted>();
      const former = browsers.get(browserKey);
      if (isOvertaken(report.at, former?.at ?? null)) return false;
      browsers.delete(browserKey);
      browsers.set(browserKey, { sight: sightOf[report.event], at: report.at, heardAt: clock.now() });
      const oldest = browsers.keys().next();
      if (browsers.size > maxBrowsers && !oldest.done) browsers.delete(oldest.value);
      visits.set(visitId, links.set(linkNumber, browsers));
      return true;
    },
    best(visitId, linkNumber) {
      const noted = [...(visits.get(visitId)?.get(linkNumber)?.values() ?? [])];
      return order.find((sight) => noted.some((one) => sightNow(one) === sight));
    },
    forget: (visitId) => void visits.delete(visitId),
  };
}

function isOvertaken(at: number | null, former: number | null): boolean {
  return at !== null && former !== null && at < former && former - at <= overtakenMs;
}
