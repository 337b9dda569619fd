/**
 * Whether the name that somebody typed is that of the label. It guards against letting the wrong patient in, so it is
 * tolerant of how a name is written (`nameSounds.ts`; order, a missing patronymic, initials) and of nothing else: who is
 * not certainly the same costs the doctor one more press. Pure.
 */
import { wordsOf, wordsOfLabel, type NameWord } from './nameWords.ts';

/** `unknown`: one of the two says no name ("Interpreter" is none), so that nothing can be compared. */
export const nameVerdicts = ['same', 'unlike', 'unknown'] as const;
export type NameVerdict = (typeof nameVerdicts)[number];

/** A piece of one of the two texts; `differs`: the other has nothing for it. All pieces together are the text. */
export interface NamePart {
  readonly text: string;
  readonly differs: boolean;
}

export interface NameDifference {
  readonly typed: readonly NamePart[];
  readonly label: readonly NamePart[];
}

/**
 * The shorter of the two names must be found in the longer one, word by word in any order, where an initial stands for
 * any word that begins with it. So a label may say more than the patient ("Smirnova A. P., knee"), and a patient more than
 * the label, but not both. At least one whole word must be common; where one of them is all initials, two of them must fit:
 * one letter is nobody's name.
 */
export function compareNames(typed: string, label: string): NameVerdict {
  const a = wordsOf(typed);
  const b = wordsOfLabel(label);
  if (a.length === 0 || b.length === 0) return 'unknown';
  return areSame(a, b) || areGlued(a, b) ? 'same' : 'unlike';
}

/** What of two unlike names differs, for the screen. */
export function nameDifference(typed: string, label: string): NameDifference {
  const a = wordsOf(typed);
  const b = wordsOfLabel(label);
  const { pairs } = pair(a, b);
  // A common initial makes nobody the same: then all of it differs.
  const counts = shareWord(a, b);
  return {
    typed: partsOf(typed, a, (index) => counts && pairs.includes(index)),
    label: partsOf(label, b, (index) => counts && pairs[index] !== undefined && pairs[index] >= 0),
  };
}

function areSame(a: readonly NameWord[], b: readonly NameWord[]): boolean {
  const { size } = pair(a, b);
  if (size < Math.min(a.length, b.length)) return false;
  return shareWord(a, b) || (size >= fewestInitials && (a.every(isInitial) || b.every(isInitial)));
}

const fewestInitials = 2;

const isInitial = ({ initial }: NameWord): boolean => initial;

const shareWord = (a: readonly NameWord[], b: readonly NameWord[]): boolean =>
  a.some((one) => b.some((other) => !one.initial && !other.initial && fit(one, other)));

/** Whether two words may be the same one. */
function fit(a: NameWord, b: NameWord): boolean {
  const isEither = a.initial || b.initial;
  return a.sounds.some((one) =>
    b.sounds.some((other) => (isEither ? begins(a, one, b, other) : one === other)),
  );
}

function begins(a: NameWord, one: string, b: NameWord, other: string): boolean {
  return (b.initial && one.startsWith(other)) || (a.initial && other.startsWith(one));
}

interface Pairs {
  readonly size: number;
  /** Of each word of `b`: its index in `a`, or -1. */
  readonly pairs: readonly number[];
}

/** As many pairs as there can be, so that it never depends on the order of the words (Kuhn's algorithm). */
function pair(a: readonly NameWord[], b: readonly NameWord[]): Pairs {
  const pairs: number[] = b.map(() => -1);
  const place = (index: number, tried: Set<number>): boolean => {
    const word = a[index];
    if (!word) return false;
    return b.some((other, at) => {
      if (tried.has(at) || !fit(word, other)) return false;
      tried.add(at);
      const holder = pairs[at] ?? -1;
      if (holder >= 0 && !place(holder, tried)) return false;
      pairs[at] = index;
      return true;
    });
  };
  // Whole words first: they then keep their partners, and an initial is left over rather than a name.
  const order = [...a.keys()].sort((one, other) => Number(a[one]?.initial) - Number(a[other]?.initial));
  const size = order.filter((index) => place(index, new Set())).length;
  return { size, pairs };
}

const mostGlued = 3;
/** Of each word: all ways of speaking three of them would be thousands. */
const mostSounds = 4;

/** "annasmirnova" for "Smirnova Anna". */
function areGlued(a: readonly NameWord[], b: readonly NameWord[]): boolean {
  if ((a.length === 1) === (b.length === 1)) return false;
  const [single, several] = a.length === 1 ? [a[0], b] : [b[0], a];
  if (!single || single.initial || several.length > mostGlued || several.some(isInitial)) return false;
  return joinings(several).some((text) => single.sounds.includes(text));
}

function joinings(words: readonly NameWord[]): readonly string[] {
  if (words.length === 0) return [''];
  return words.flatMap((word, index) =>
    joinings(words.toSpliced(index, 1)).flatMap((rest) =>
      word.sounds.slice(0, mostSounds).map((one) => one + rest),
    ),
  );
}

/** Cuts a text into what is found in the other and what is not; what stands between the words goes with the one before it. */
function partsOf(text: string, words: readonly NameWord[], isFound: (index: number) => boolean): NamePart[] {
  const parts: NamePart[] = [];
  let end = 0;
  const add = (piece: string, differs: boolean): void => {
    if (piece !== '') parts.push({ text: piece, differs });
  };
  for (const [index, word] of words.entries()) {
    add(text.slice(end, word.start), false);
    add(text.slice(word.start, word.end), !isFound(index));
    end = word.end;
  }
  add(text.slice(end), false);
  return parts;
}
