/** Finding words in labels and names, as people type them: case, ё and е, accents and the order of words do not matter. Pure. */

/** Letters and figures alone, in words. `й` stays a letter of its own. */
export function searchWords(text: string): readonly string[] {
  const plain = text
    .normalize('NFD')
    // Of a Cyrillic letter the marks stay: й is no и. Of ё the next line takes care.
    .replace(/(\p{Script=Latin})\p{Mark}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е');
  return plain.split(/[^\p{Letter}\p{Mark}\p{Number}]+/u).filter((word) => word !== '');
}

/** Whether any of some texts has every word of `search`, each at least as a part of a word; `undefined`: nothing is searched for. */
export function searchFor(search: string): ((texts: readonly string[]) => boolean) | undefined {
  const wanted = searchWords(search);
  if (wanted.length === 0) return undefined;
  return (texts) =>
    texts.some((text) => {
      const words = searchWords(text);
      return wanted.every((part) => words.some((word) => word.includes(part)));
    });
}
