/**
 * How a word of a name may be spoken, whatever alphabet and whichever of the usual ways of transliteration it is written in
 * (ICAO passports, GOST, ISO 9, BGN, and what people make up on a telephone). Sounds are small Latin letters, and C (ч), H (х), S (ш),
 * T (ц), Z (ж) for those that Latin writes with several. Pure.
 */

/** `а a` for each letter and what it stands for; a letter alone stands for nothing. */
const table = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text.split(', ').map((entry) => {
      const [letter = '', sound = ''] = entry.split(' ');
      return [letter, sound];
    }),
  );

const cyrillic = table(
  'а a, б b, в v, г g, д d, е e, ё e, ж Z, з z, и i, й i, к k, л l, м m, н n, о o, п p, р r, с s, т t, у u, ' +
    'ф f, х H, ц T, ч C, ш S, щ S, ъ, ы i, ь, э e, ю iu, я ia, ' +
    // Ukrainian, Belarusian, Kazakh, Tatar
    'і i, ї i, є e, ґ g, ў u, ә a, ө o, ү u, ұ u, қ k, ғ g, ң n, һ H, җ Z',
);

/** Letters of which the wrong thing, or nothing, is left when their accents are taken off. */
const latinLetters = table('š S, ŝ S, ş S, ș S, č C, ć C, ç C, ž Z, ĵ Z, ß ss, ø o, ł l, đ d, æ e, œ o, ı i');

/** Letters that look alike, for words that were typed with the wrong keyboard for a moment. */
const lookalikes = table('a а, c с, e е, o о, p р, x х, y у, k к, m м, t т, h н, b в, i і');

/** Longest first: what these letters may stand for. A letter that is not here stands for itself. */
const latin: readonly (readonly [string, string])[] = [
  ['tsch', 'C'],
  ['shch', 'S'],
  ['tch', 'C'],
  ['sch', 'S'],
  ['dzh', 'dZ'],
  ['ch', 'C|H|k'],
  ['sh', 'S'],
  ['zh', 'Z'],
  ['kh', 'H'],
  ['ph', 'f'],
  ['th', 't'],
  ['ts', 'T'],
  ['tz', 'T'],
  ['cz', 'T|C'],
  ['ck', 'k'],
  ['gue', 'ge'],
  ['gui', 'gi'],
  ['qu', 'kv'],
  ['dj', 'dZ|di'],
  ['yo', 'io|e|o'],
  ['jo', 'io|e|o|Zo'],
  ['io', 'io|e'],
  ['c', 'k|T|s'],
  ['h', 'H|g|'],
  ['j', 'i|Z|dZ'],
  ['x', 'ks|H'],
  ['q', 'k'],
  ['w', 'v'],
  ['y', 'i'],
];

/** A letter that stands for several sounds doubles what must be compared. */
const mostSounds = 32;

/** Empty for what is no word. Each once. */
export function soundsOf(text: string): readonly string[] {
  const letters = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}]/gu, '');
  const isMixed = /\p{Script=Cyrillic}/u.test(letters) && /\p{Script=Latin}/u.test(letters);
  const word = isMixed ? replaceEach(letters, lookalikes) : letters;
  const read = readLatin(bare(replaceEach(word, { ...cyrillic, ...latinLetters })));
  return [...new Set(read.map(folded))].filter((sound) => sound !== '');
}

const replaceEach = (text: string, by: Readonly<Record<string, string>>): string =>
  [...text].map((letter) => by[letter] ?? letter).join('');

/** Without accents. */
const bare = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');

/** Capitals are sounds already: of Cyrillic letters, which stand for one each. */
function readLatin(text: string): readonly string[] {
  let sounds = [''];
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    const rule = latin.find(([letters]) => rest.startsWith(letters));
    const [letters, standsFor] = rule ?? [rest.charAt(0), rest.charAt(0)];
    const several = standsFor.split('|');
    const next = sounds.flatMap((before) => several.map((sound) => before + sound));
    sounds = next.length > mostSounds ? sounds.map((before) => before + (several[0] ?? '')) : next;
    at += letters.length;
  }
  return sounds;
}

/** What different ways of writing do differently, made alike. */
const folded = (sounds: string): string =>
  sounds
    .replace(/SC/gu, 'S')
    .replace(/(.)\1+/gu, '$1')
    .replace(/ie/gu, 'e')
    .replace(/([^aeiou])iu/gu, '$1u')
    .replace(/([aou])e/gu, '$1')
    .replace(/of$/u, 'ov')
    .replace(/([dt])er$/u, '$1r')
    .replace(/(.)\1+/gu, '$1');
