/** What people type, made fit for the store, the screen and TrueConf. */
export const maxNameLength = 100;

/** Control characters, and what turns the direction of the text around it or cannot be seen. The joiner inside emoji stays. */
const unwanted =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
/** Reserved by TrueConf in a guest's name (trueconf-api.md §4.1). */
const reserved = /[$*]/gu;
/** Letters that show nothing (Hangul filler, braille blank, joiners): alone they are no name. */
const unseen = /[\p{Default_Ignorable_Code_Point}\u2800\s]/gu;

/** A line of text, at most `maxLength` UTF-16 units, never cut inside a character (emoji are whole); empty when nothing can be read. */
export function cleanLine(typed: string, maxLength: number): string {
  const line = typed.toWellFormed().normalize('NFC').replace(unwanted, ' ').replace(/\s+/gu, ' ').trim();
  const kept = cutWhole(line, maxLength).trim();
  return kept.replace(unseen, '') === '' ? '' : kept;
}

export const maxNoteLength = 1_000;

/** Text of several lines, at most `maxLength` UTF-16 units, each line cleaned as `cleanLine` does it. */
export function cleanText(typed: string, maxLength: number): string {
  const lines = typed.split(/\r\n|[\n\r\u2028\u2029]/u).map((line) => cleanLine(line, maxLength));
  return cutWhole(lines.join('\n').trim(), maxLength).trim();
}

/** A typed name: at most 100 characters, without what TrueConf reserves; empty when nothing readable is left. */
export const cleanName = (typed: string): string => cleanLine(typed.replace(reserved, ' '), maxNameLength);

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The longest start of a text that fits and ends between two characters as people see them. */
export function cutWhole(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  // A character can be of any length (a letter with a thousand accents); what lies far behind the cut is not looked at.
  const graphemes = segmenter.segment(text.slice(0, maxLength * 4).toWellFormed());
  let kept = '';
  for (const { segment } of graphemes) {
    if (kept.length + segment.length > maxLength) break;
    kept += segment;
  }
  return kept === '' ? text.slice(0, maxLength).replace(/[\ud800-\udbff]$/u, '') : kept;
}
