/**
 * What iOS 15.0 and Chrome 90 do not understand, found in the built script and style of the patient's page. The build
 * lowers syntax; it can neither add a function that is missing there, nor mend a regular expression.
 */
import { parse } from 'acorn';

type Refused = readonly (readonly [RegExp, string])[];

const refusedInScript: Refused = [
  [/\(\?<[=!]/, 'look-behind in a regular expression (Safari 16.4): nothing of the script would run'],
  [/\?\.\((?:[^()]|\([^()]*\))*\.\.\./, 'an optional call with spread (Chrome 90 gets it wrong)'],
  [/\.at\(/, '.at() (Chrome 92, Safari 15.4)'],
  [/\bObject\.(?:hasOwn|groupBy)\b/, 'Object.hasOwn or Object.groupBy (Chrome 93, Safari 15.4)'],
  [/\bstructuredClone\b/, 'structuredClone (Chrome 98, Safari 15.4)'],
  [/\.findLast(?:Index)?\(/, '.findLast() (Chrome 97, Safari 15.4)'],
  [/\.to(?:Sorted|Reversed|Spliced)\(/, '.toSorted() and its kin (Chrome 110, Safari 16)'],
  [/\brandomUUID\b/, 'crypto.randomUUID (Chrome 92, Safari 15.4)'],
  [/\bAbortSignal\.(?:timeout|any)\b/, 'AbortSignal.timeout or .any (Chrome 103, Safari 16)'],
  [/\bPromise\.(?:withResolvers|try)\b/, 'Promise.withResolvers (Chrome 119, Safari 17.4)'],
  [/\bURL\.(?:parse|canParse)\b/, 'URL.parse or URL.canParse (Chrome 120, Safari 17)'],
  [/\.submitter\b/, 'SubmitEvent.submitter (Safari 15.4)'],
  [/\.showModal\b|<dialog\b|["'`]dialog["'`]/, '<dialog> (Safari 15.4)'],
  [/\.inert\b|["'`]inert["'`]/, 'inert (Chrome 102, Safari 15.5)'],
];

const refusedInStyle: Refused = [
  [/:has\(/, ':has() (Chrome 105, Safari 15.4)'],
  [/@layer\b/, '@layer (Chrome 99, Safari 15.4)'],
  [/@container\b/, '@container (Chrome 105, Safari 16)'],
  [/\bcolor-mix\(|\bokl(?:ch|ab)\(/, 'color-mix() or oklch() (Chrome 111, Safari 15.4)'],
  [/::backdrop|\[inert\]/, '<dialog> or inert (Safari 15.4)'],
];

/** One sentence per fault; empty: the page can be read at the floor. */
export function findPageFaults(script: string, style: string): readonly string[] {
  const found = (text: string, refused: Refused, where: string): readonly string[] =>
    refused
      .filter(([mark]) => mark.test(text))
      .map(([, what]) => `the patient's page uses ${what} in its ${where}`);
  return [
    ...syntaxFaults(script),
    ...found(script, refusedInScript, 'script'),
    ...found(style, refusedInStyle, 'style'),
    ...(hasNesting(style)
      ? ["the patient's page has nested rules in its style (Chrome 120, Safari 17.2)"]
      : []),
    ...(hasBareViewportUnit(style)
      ? ["the patient's page uses dvh, svh or lvh without vh before it (Chrome 108, Safari 15.4)"]
      : []),
  ];
}

function syntaxFaults(script: string): readonly string[] {
  try {
    parse(script, { ecmaVersion: 2020, sourceType: 'module' });
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable';
    return [`the script of the patient's page is not ES2020: ${reason}`];
  }
}

/** Strings and comments hold braces that open nothing. */
const bare = (style: string): string => style.replace(/\/\*[\s\S]*?\*\/|"[^"]*"|'[^']*'/g, '');

/** A block inside one that is no at-rule. */
function hasNesting(style: string): boolean {
  const open: string[] = [];
  let head = '';
  for (const sign of bare(style)) {
    if (sign === '{') {
      if (open.some((outer) => !outer.startsWith('@'))) return true;
      open.push(head.trim());
      head = '';
    } else if (sign === '}' || sign === ';') {
      if (sign === '}') open.pop();
      head = '';
    } else head += sign;
  }
  return false;
}

/** A property in such a unit needs the same property in `vh` before it, in the same block. */
function hasBareViewportUnit(style: string): boolean {
  return [...bare(style).matchAll(/\{([^{}]*)\}/g)].some(([, block = '']) => {
    const declarations = block.split(';').map((declaration) => declaration.split(':'));
    return declarations.some(([name = '', value = ''], index) => {
      const before = declarations.slice(0, index);
      return (
        /\d[dsl]vh\b/.test(value) &&
        !before.some(([other = '', former = '']) => other.trim() === name.trim() && /\dvh\b/.test(former))
      );
    });
  });
}
