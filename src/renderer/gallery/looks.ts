/** How the gallery looks: language, theme, size of text. */

export const languages = ['en', 'ru'] as const;
/** `system`: as the browser says, so that forced colours and tests can say it. */
export const themes = ['system', 'light', 'dark'] as const;
/** In percent of the usual size. */
export const textSizes = ['100', '200'] as const;

export interface Looks {
  readonly language: (typeof languages)[number];
  readonly theme: (typeof themes)[number];
  readonly text: (typeof textSizes)[number];
}

/** From the query of the page's address; what it does not know is as usual. */
export function readLooks(query: string): Looks {
  const asked = new URLSearchParams(query);
  const one = <T extends string>(known: readonly [T, ...(readonly T[])], name: string): T =>
    known.find((each) => each === asked.get(name)) ?? known[0];
  return { language: one(languages, 'lang'), theme: one(themes, 'theme'), text: one(textSizes, 'text') };
}

const darkQuery = /\(prefers-color-scheme:\s*dark\)/;
/** The rules of the dark theme, and the condition under which they stand. */
let darkRules: readonly CSSMediaRule[] | undefined;

/** The dark theme stands under a media query: the gallery has it always true, never, or left alone. */
export function applyTheme(theme: Looks['theme']): void {
  darkRules ??= [...document.styleSheets]
    .flatMap(({ cssRules }) => [...cssRules])
    .filter((rule) => rule instanceof CSSMediaRule)
    .filter(({ media }) => darkQuery.test(media.mediaText));
  const condition = { system: '(prefers-color-scheme: dark)', light: 'not all', dark: 'all' }[theme];
  for (const rule of darkRules) rule.media.mediaText = condition;
  document.documentElement.style.colorScheme = theme === 'system' ? '' : theme;
}

export function applyTextSize(text: Looks['text']): void {
  document.documentElement.style.fontSize = `${text}%`;
}
