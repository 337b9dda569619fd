/** Puts on the clipboard what is not known yet: the write begins inside the click, its text comes later. */

/**
 * Must be called inside the click: after an `await` of some seconds a browser refuses. `text`: `null` when there is
 * nothing to copy after all. Answers whether it is on the clipboard; never rejects.
 */
export async function copyLater(text: Promise<string | null>): Promise<boolean> {
  const blob = text.then((value) => {
    if (value === null) throw new Error('nothing to copy');
    return new Blob([value], { type: 'text/plain' });
  });
  // Where writing is refused at once nobody else looks at this promise.
  blob.catch(() => undefined);
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
    return true;
  } catch {
    return false;
  }
}

/** Answers whether it is on the clipboard; never rejects. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
