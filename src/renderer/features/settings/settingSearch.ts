/** Finding a setting by what people call it, in either language. Pure. */
import type { Section } from './fieldTable.ts';
import type { Target } from './found.ts';

export interface Findable {
  readonly target: Target;
  readonly section: Section;
  /** In the language of the screen, as it is shown. */
  readonly label: string;
  /** Its labels in every language. */
  readonly labels: readonly string[];
  /** Help in every language, the name of the section, and the words of the table. */
  readonly more: readonly string[];
}

const mostShown = 12;
/** From this length on a typed ending is not held against a word: «сертификаты» finds «сертификат». */
const stemFrom = 6;

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

const begins = (word: string, typed: string): boolean =>
  word.startsWith(typed) || (typed.length >= stemFrom && word.startsWith(typed.slice(0, -2)));

/** Each typed word begins one of these. */
const hasAll = (typed: readonly string[], words: readonly string[]): boolean =>
  typed.every((part) => words.some((word) => begins(word, part)));

/** Those whose label says it first, then those of which it is said elsewhere; nothing for nothing. */
export function findSettings(all: readonly Findable[], typed: string): readonly Findable[] {
  const wanted = wordsOf(typed);
  if (wanted.length === 0) return [];
  const ranked = all.map((one) => ({ one, rank: rankOf(one, wanted) })).filter(({ rank }) => rank < 3);
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, mostShown)
    .map(({ one }) => one);
}

function rankOf({ labels, more }: Findable, wanted: readonly string[]): number {
  const [first = ''] = wanted;
  const ofLabels = labels.map(wordsOf);
  const told = [...ofLabels.flat(), ...more.flatMap(wordsOf)];
  if (!hasAll(wanted, told)) return 3;
  if (ofLabels.some((words) => begins(words[0] ?? '', first) && hasAll(wanted, words))) return 0;
  return ofLabels.some((words) => hasAll(wanted, words)) ? 1 : 2;
}
