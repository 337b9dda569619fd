/** The address of a link's page, with what is carried along. */
import type { LanguageChoice } from './language.ts';

/** Path and query. `code`: of a hand-over, `null` where there is none or it has been used. */
export function pageAddress(token: string, choice: LanguageChoice, code: string | null): string {
  const query = new URLSearchParams();
  if (choice.chosen) query.set('lang', choice.language);
  if (code !== null) query.set('h', code);
  return `/v/${token}${query.size === 0 ? '' : `?${query.toString()}`}`;
}
