/** Finding a name in a list by what somebody types. Pure. */

export interface Named {
  readonly id: string;
  readonly name: string;
  /** Where it is, or whose: beside the name, and not searched. */
  readonly note?: string;
}

/** Initials and titles are words, with their dots or without. */
const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[\s.,()-]+/)
    .filter(Boolean);

/** Every typed word begins a word of the name, in any order: `ива пет` finds "Петров Иван". */
export function findNamed<T extends Named>(options: readonly T[], typed: string): readonly T[] {
  const wanted = wordsOf(typed);
  return options.filter(({ name }) => {
    const words = wordsOf(name);
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  });
}
