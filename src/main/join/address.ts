/** The addresses of a link's page. */
import type { LanguageChoice } from './language.ts';

/** Where the page of a link lies on its origin. `basePath`: `/video`, or empty. */
export const linkPath = (basePath: string | undefined, token: string): string =>
  `${basePath ?? ''}/v/${token}`;

/** A link's path with what is carried along. `code`: of a hand-over, `null` where there is none or it has been used. */
export function pageAddress(path: string, choice: LanguageChoice, code: string | null): string {
  const query = new URLSearchParams();
  if (choice.chosen) query.set('lang', choice.language);
  if (code !== null) query.set('h', code);
  return `${path}${query.size === 0 ? '' : `?${query.toString()}`}`;
}
