/** Gives a file to the person: the browser's or the window's own way of saving, alike in all shells. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser takes the file while the click is handled; a moment more does no harm.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
