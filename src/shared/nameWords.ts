/** The words of a name as somebody wrote it. Pure. */
import { soundsOf } from './nameSounds.ts';

export interface NameWord {
  /** Where it stands in the text (UTF-16). */
  readonly start: number;
  readonly end: number;
  /** One letter, or a few with a point: it stands for any word that begins so. */
  readonly initial: boolean;
  /** How it may be spoken: a letter can stand for several sounds. Never empty. */
  readonly sounds: readonly string[];
}

/** Far more than a name has; what a label says behind them is not compared. */
const mostWords = 12;
const longestWord = 40;

/** What is said beside a name, in lower case. */
const titles: ReadonlySet<string> = new Set(['mr', 'mrs', 'ms', 'miss', 'dr']);

/** What a label says in the place of a name, with е for ё. */
const roles: ReadonlySet<string> = new Set(
  (
    'assistant aunt brother carer caregiver colleague dad daughter doctor father friend granddaughter grandfather ' +
    'grandmother grandson guardian husband interpreter mom mother mum neighbour nurse parent parents partner patient ' +
    'person relative relatives sister son spouse translator uncle wife ' +
    'бабушка брат внук внучка врач дедушка доктор дочка дочь друг дядя жена законный коллега мама мать медсестра муж ' +
    'опекун отец папа пациент пациентка переводчик переводчица подруга помощник помощница представитель ребенок ' +
    'родители родитель родственник родственница сестра сиделка сосед соседка сурдопереводчик супруг супруга сын тетя'
  ).split(' '),
);

/** Letters with their accents; an apostrophe stays inside of a word ("Il'ya", "Pod”ezdova"), a point after it makes an initial of a short one. */
const word = /[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}'’ʼ‘`´′ʹʺ″”]*[\p{L}\p{M}\p{N}])?['’ʼ‘`´′ʹʺ″”]?\.?/gu;
/** Remarks. */
const bracketed = /\([^()]*\)|\[[^[\]]*\]/gu;

/** The words that may be a name: not what stands in brackets, nor hours, rooms and other numbers, nor titles. */
export function wordsOf(text: string): readonly NameWord[] {
  // Blanked and not cut out, so that the places stay.
  const plain = text.replace(bracketed, (remark) => ' '.repeat(remark.length));
  const found = [...plain.matchAll(word)].filter(([whole]) => isName(whole)).slice(0, mostWords);
  const hasSmall = found.some(([whole]) => /\p{Ll}/u.test(whole));
  return found.flatMap((match) => {
    const [whole] = match;
    const start = match.index;
    // "Смирнова АП": initials without points.
    if (hasSmall && whole.length === 2 && /^\p{Lu}{2}$/u.test(whole))
      return [...whole].map((letter, at) => wordAt(letter, start + at, true));
    return [wordAt(whole, start, isShort(whole))];
  });
}

function isName(whole: string): boolean {
  const bare = whole.replace(/\.$/u, '').toLowerCase();
  return !/\p{N}/u.test(whole) && !titles.has(bare) && soundsOf(whole.slice(0, longestWord)).length > 0;
}

/** The same of a label, which often says who somebody is and not how they are called: "Interpreter", "daughter Eva". */
export const wordsOfLabel = (text: string): readonly NameWord[] =>
  wordsOf(text).filter(({ start, end }) => !roles.has(plainWord(text.slice(start, end))));

const plainWord = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/ё/gu, 'е')
    .replace(/[^\p{L}]/gu, '');

/** "A", "A.", "Yu.", "Al.". */
function isShort(whole: string): boolean {
  const letters = whole.replace(/[^\p{L}]/gu, '').length;
  return letters === 1 || (whole.endsWith('.') && letters <= 3);
}

const wordAt = (text: string, start: number, initial: boolean): NameWord => ({
  start,
  end: start + text.length,
  initial,
  sounds: soundsOf(text.slice(0, longestWord)),
});
