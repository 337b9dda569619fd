/** What is asked before the window closes although its page would rather stay. Pure. */
import { messages } from '../../shared/i18n/messages.ts';
import type { Language } from '../../shared/settings.ts';

export interface ClosingFacts {
  /** A call is embedded; otherwise somebody waits. */
  readonly inCall: boolean;
  /** alone: this PC serves the patients' page. clinic: the clinic's service does. */
  readonly core: 'alone' | 'clinic';
  readonly language: Language;
}

export interface ClosingQuestion {
  readonly title: string;
  readonly message: string;
  readonly detail: string;
  /** The first one stays; it is also what Escape does. */
  readonly buttons: readonly [stay: string, close: string];
}

export function closingQuestion({ inCall, core, language }: ClosingFacts): ClosingQuestion {
  const { call } = messages[language];
  const why = inCall ? call['close-in-call'] : call['close-waiting'];
  return {
    title: call['close-title'],
    message: `${why} ${call['close-title']}`,
    detail: inCall ? call[`close-${core}`] : call[`close-${core}-waiting`],
    buttons: [call['close-stay'], call['close-yes']],
  };
}
