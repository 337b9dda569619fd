/** Gives the person a file that this page has made; nothing of it goes anywhere else. */
export function download(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has taken the file by then; in Safari not always in the same turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
