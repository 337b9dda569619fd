/** Which language an answer of the patient's page is in. */

/** `language`: one of the known codes. `chosen`: by the switch on the page (`?lang=`), so it is carried along. */
export interface LanguageChoice {
  readonly language: string;
  readonly chosen: boolean;
}

/**
 * The choice of the switch, else the browser's `Accept-Language`, else `fallback`.
 * @param known codes of the languages that the page has words in.
 */
export function chooseLanguage(
  chosen: unknown,
  acceptLanguage: string | undefined,
  fallback: string,
  known: readonly string[],
): LanguageChoice {
  const switched = known.find((code) => code === chosen);
  if (switched !== undefined) return { language: switched, chosen: true };
  return { language: accepted(acceptLanguage ?? '', known) ?? fallback, chosen: false };
}

/** The known language of highest weight (RFC 9110 §12.5.4); the first one of several equal. */
function accepted(header: string, known: readonly string[]): string | undefined {
  let best: { language: string; weight: number } | undefined;
  for (const range of header.split(',').slice(0, 50)) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const primary = tag.trim().split('-')[0];
    const language = known.find((code) => code === primary);
    if (language === undefined) continue;
    const q = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('q='));
    const weight = q === undefined ? 1 : Number.parseFloat(q.slice(2));
    if (weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language;
}
