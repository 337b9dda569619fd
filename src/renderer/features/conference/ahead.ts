/**
 * A tab for the next call, where calls are in tabs: a browser opens one only while the press lasts, and what is to be loaded
 * is known later. Chosen at the press, so that the tab is for nobody else.
 */
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { namesOf, nextPatient, type Choice, type NextPatient } from './nextPatient.ts';

export interface Ahead {
  readonly next: NextPatient;
  /** `null`: the browser opens no tab. */
  readonly tab: Window | null;
}

/** `null`: no tab is needed, because nobody is next, or whoever is must be asked about first. */
export function openAhead(visits: Iterable<VisitView>, choice: Choice): Ahead | null {
  const next = nextPatient(visits, choice);
  if (!next || next.visit.call.kind !== 'tab' || next.visit.call.url === null) return null;
  if (next.outside && namesOf(next.visit, next.person).likeness === 'unlike') return null;
  return { next, tab: window.open('about:blank', '_blank') };
}

/** Loads the call in the tab, which then knows nothing of this desk. */
export function loadAhead(tab: Window, url: string): void {
  tab.opener = null;
  tab.location.replace(url);
}
