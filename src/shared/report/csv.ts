/** Tables as files that Excel, LibreOffice and Google open rightly (RFC 4180). Pure. */

export type Cell = string | number | null;

/** Whoever's Excel writes a comma into numbers wants a semicolon between them. */
export const separatorOf = (language: string): ',' | ';' => (language === 'ru' ? ';' : ',');

/**
 * With a byte order mark, without which Excel takes UTF-8 for something else. A text that a spreadsheet would run as a formula
 * gets an apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvOf(rows: readonly (readonly Cell[])[], separator: ',' | ';'): string {
  const lines = rows.map((row) => row.map((cell) => field(cell, separator)).join(separator));
  return `\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`;
}

/** Also in their full width, which some versions of Excel take for the plain ones. */
const formula = /^[\s\u0000-\u001F]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

function field(cell: Cell, separator: string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  const isPlain = !text.includes(separator) && !/["\r\n]|^\s|\s$/.test(text);
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}
