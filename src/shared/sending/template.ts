/** The message that brings a patient the link: a text of the clinic with gaps. Pure. */

/** What may stand between `{{` and `}}`. */
export const gaps = ['link', 'clinic', 'phone', 'time', 'doctor'] as const;
export type Gap = (typeof gaps)[number];

/** As one writes them. */
export const namedGaps = gaps.map((gap) => `{{${gap}}}`).join(', ');

/** What fills the gaps; empty: there is nothing to say. */
export type GapValues = Readonly<Record<Gap, string>>;

/** Characters of a template. */
export const maxTemplateLength = 600;

/** Why a text cannot be a template. */
export type TemplateProblem = 'no-link' | { readonly code: 'unknown-gap'; readonly value: string };

const gapPattern = /\{\{\s*([^{}]*?)\s*\}\}/gu;

const isGap = (name: string): name is Gap => gaps.some((gap) => gap === name);

const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(gapPattern)].map(([, name = '']) => name);

export function templateProblem(text: string): TemplateProblem | undefined {
  const names = namesIn(text);
  const unknown = names.find((name) => !isGap(name));
  if (unknown !== undefined) return { code: 'unknown-gap', value: unknown };
  return names.includes('link') ? undefined : 'no-link';
}

/** A line that has nothing to say in one of its gaps is left out; the one with the link always stays. */
export function composeMessage(template: string, values: GapValues): string {
  const kept = template.split(/\r\n|\r|\n/u).filter((line) => {
    const names = namesIn(line).filter(isGap);
    return names.includes('link') || names.every((name) => values[name] !== '');
  });
  return kept
    .map((line) => filled(line, values).trimEnd())
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}

const filled = (line: string, values: GapValues): string =>
  line.replace(gapPattern, (gap, name: string) => (isGap(name) ? values[name] : gap));
