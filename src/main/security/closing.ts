/** What closing the window does, and what is asked before. Pure. */
import { fill, messages } from '../../shared/i18n/messages.ts';
import { pluralKey } from '../../shared/i18n/plural.ts';
import type { Language } from '../../shared/settings.ts';

export interface ClosingFacts {
  /** A call is embedded; otherwise somebody waits. */
  readonly inCall: boolean;
  /** alone: this PC serves the patients' page. clinic: the clinic's service does. */
  readonly core: 'alone' | 'clinic';
  /** Visits whose links patients can open now, or before long, and only while this PC serves them. */
  readonly links: number;
  /** How many wait; counted where this PC serves the page. */
  readonly waiting: number;
  readonly language: Language;
}

export interface ClosingQuestion {
  readonly title: string;
  readonly message: string;
  readonly detail: string;
  /** The first one stays; it is also what Escape does. */
  readonly buttons: readonly [stay: string, close: string];
}

export interface ClosingWish extends Pick<ClosingFacts, 'inCall' | 'core' | 'links'> {
  /** It was asked about already. */
  readonly isFree: boolean;
  /** The computer goes off or the user's session ends: that is not held up. */
  readonly systemEnds: boolean;
  /** The program as a whole is to end, not only its window. */
  readonly quits: boolean;
  /** Started hidden, where an icon beside the clock opens the window again. */
  readonly livesHidden: boolean;
}

/**
 * Closing the window ends the program, as everywhere; only one that was started hidden, so that patients find its page all
 * day, goes back to where it came from. A call is never hidden: its camera is on. The page may ask where this says `go`.
 */
export function closingWay(wish: ClosingWish): 'go' | 'hide' | 'ask' {
  if (wish.isFree || wish.systemEnds) return 'go';
  if (wish.livesHidden && !wish.quits && !wish.inCall) return 'hide';
  return wish.core === 'alone' && wish.links > 0 ? 'ask' : 'go';
}

/** @param why page: it would rather stay, because of a call or of somebody who waits. links: patients have links. */
export function closingQuestion(facts: ClosingFacts, why: 'page' | 'links' = 'page'): ClosingQuestion {
  const { inCall, core, language } = facts;
  const { call } = messages[language];
  return {
    title: call['close-title'],
    message: `${reason(facts, why)} ${call['close-title']}`,
    detail: inCall ? call[`close-${core}`] : call[`close-${core}-waiting`],
    buttons: [call['close-stay'], call['close-yes']],
  };
}

function reason({ inCall, waiting, links, language }: ClosingFacts, why: 'page' | 'links'): string {
  const { call, desktop } = messages[language];
  if (inCall) return call['close-in-call'];
  if (why === 'page') return call['close-waiting'];
  const open = fill(desktop[pluralKey('close-links', links, language)], { count: links });
  return waiting > 0 ? `${call['close-waiting']} ${open}` : open;
}
