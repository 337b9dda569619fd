/** What the script changes on the page: the state's body, the problem box, the line of progress, the button. */

const byId = (id: string): HTMLElement | null => document.getElementById(id);
const main = (): HTMLElement | null => document.querySelector('main');

/** A sentence that only the script can say, given by the page in its language. */
export const word = (key: string): string => document.body.dataset[key] ?? '';

export const stateOnScreen = (): string => main()?.dataset['state'] ?? '';
export const button = (): HTMLButtonElement | null => document.querySelector('form button');
export const nameField = (): HTMLInputElement | null => document.querySelector('input[name="name"]');

const plainTitle = (): string => main()?.dataset['title'] ?? '';

export function say(text: string): void {
  const line = byId('progress');
  // Unchanged text is left alone: a screen reader would read it again.
  if (line && line.textContent !== text) line.textContent = text;
}

/** `aria-disabled` and not `disabled`: the focus stays where it is. */
export function setBusy(busy: boolean): void {
  if (busy) button()?.setAttribute('aria-disabled', 'true');
  else button()?.removeAttribute('aria-disabled');
}

/** Puts the problem on top, the focus on it and the word into the title, as the server does without a script. */
export function showProblem(text: string, blameName: boolean): void {
  clearProblem();
  const box = document.createElement('div');
  box.id = 'problem';
  box.className = 'problem';
  box.setAttribute('role', 'alert');
  box.tabIndex = -1;
  const heading = document.createElement('h2');
  heading.textContent = word('problem');
  const line = document.createElement('p');
  line.id = 'problem-text';
  line.append(blameName ? fieldLink(text) : text);
  box.append(heading, line);
  document.querySelector('.card')?.prepend(box);
  if (blameName) {
    nameField()?.setAttribute('aria-invalid', 'true');
    nameField()?.setAttribute('aria-describedby', line.id);
  }
  document.title = main()?.dataset['errorTitle'] ?? '';
  box.focus();
}

function fieldLink(text: string): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = '#name';
  link.textContent = text;
  return link;
}

export function clearProblem(): void {
  const box = byId('problem');
  if (!box) return;
  document.title = plainTitle();
  box.remove();
  nameField()?.removeAttribute('aria-invalid');
  nameField()?.removeAttribute('aria-describedby');
}

/**
 * Takes title, state and footer from another answer of the server; parsed inertly, nothing in it runs.
 * False when it is not one of our pages.
 */
export function swapIn(page: string): boolean {
  const next = new DOMParser().parseFromString(page, 'text/html');
  if (!next.querySelector('main')?.dataset['state']) return false;
  for (const part of ['main', 'footer']) {
    const fresh = next.querySelector(part);
    if (fresh) document.querySelector(part)?.replaceWith(document.importNode(fresh, true));
  }
  document.title = next.title;
  (byId('problem') ?? document.querySelector('h1'))?.focus();
  return true;
}
