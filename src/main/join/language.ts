/** Which language an answer of the patient's page is in. */
import { languages, type Language } from '../../shared/settings.ts';

/** `chosen`: by the switch on the page (`?lang=`), so it is carried along. */
export interface LanguageChoice {
  readonly language: Language;
  readonly chosen: boolean;
}

export const isLanguage = (value: unknown): value is Language => languages.some((known) => known === value);

/** The choice of the switch, else the browser's `Accept-Language`, else `fallback`. */
export function chooseLanguage(
  chosen: unknown,
  acceptLanguage: string | undefined,
  fallback: Language,
): LanguageChoice {
  if (isLanguage(chosen)) return { language: chosen, chosen: true };
  return { language: accepted(acceptLanguage ?? '') ?? fallback, chosen: false };
}

/** The known language of highest weight (RFC 9110 §12.5.4); the first one of several equal. */
function accepted(header: string): Language | undefined {
  let best: { language: Language; weight: number } | undefined;
  for (const range of header.split(',').slice(0, 50)) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const primary = tag.trim().split('-')[0];
    if (!isLanguage(primary)) continue;
    const q = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('q='));
    const weight = q === undefined ? 1 : Number.parseFloat(q.slice(2));
    if (weight > (best?.weight ?? 0)) best = { language: primary, weight };
  }
  return best?.language;
}
