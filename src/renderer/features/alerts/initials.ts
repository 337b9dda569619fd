/** What of a name others may see over the doctor's shoulder. Pure. */

const mostLetters = 3;

/** `Smirnova Anna` → `S. A.`; what has no letter at the start of a word (an hour, a room) is left out. `…`: nothing remains. */
export function initialsOf(name: string): string {
  const letters = name
    .split(/[\s,.;/()"«»]+/u)
    .map((word) => /^\p{L}\p{M}*/u.exec(word)?.[0] ?? '')
    .filter((letter) => letter !== '')
    .slice(0, mostLetters);
  return letters.length === 0 ? '…' : letters.map((letter) => `${letter.toLocaleUpperCase()}.`).join(' ');
}
