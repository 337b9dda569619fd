/** A typed name, made fit for the store and for TrueConf (trueconf-api.md §4.1: `$` and `*` are reserved). */
export const maxNameLength = 100;

const invisible = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff$*]/gu;

/** At most 100 characters, never cut inside one (emoji are whole); empty when nothing readable is left. */
export function cleanName(typed: string): string {
  const readable = typed.normalize('NFC').replace(invisible, ' ').replace(/\s+/gu, ' ').trim();
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(readable);
  let kept = '';
  for (const { segment } of graphemes) {
    if (kept.length + segment.length > maxNameLength) break;
    kept += segment;
  }
  return kept.trim();
}
