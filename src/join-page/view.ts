/** What the script changes on the page: the state's body, the problem box, the line of progress, the buttons. */
import { isOwnPage } from './decide.ts';

/** A sentence that only the script can say, given by the page in its language. */
export const word = (key: string): string => document.body.dataset[key] ?? '';

export const find = (selector: string): HTMLElement | null => document.querySelector(selector);
const main = (): HTMLElement | null => find('main');
export const stateOnScreen = (): string => main()?.dataset['state'] ?? '';
export const versionOnScreen = (): string => main()?.dataset['version'] ?? '';
export const nameField = (): HTMLInputElement | null => document.querySelector('#name');
export const isSeen = (): boolean => document.visibilityState === 'visible';

export function show(element: HTMLElement | null, isShown = true): void {
  if (element) element.hidden = !isShown;
}

/** For screen readers only; unchanged text is left alone, or it would be read again. */
export function announce(text: string): void {
  const line = find('#live');
  if (line && line.textContent !== text) line.textContent = text;
}

let said = '';

/** Says how things go, for the eye and for screen readers; what else was announced is not silenced. */
export function say(text: string): void {
  if (text !== '' || find('#live')?.textContent === said) announce(text);
  said = text;
  for (const line of document.querySelectorAll('.progress')) line.textContent = text;
}

/** `aria-disabled` and not `disabled`: the focus stays where it is. */
function setDisabled(button: Element, isDisabled: boolean): void {
  if (isDisabled) button.setAttribute('aria-disabled', 'true');
  else button.removeAttribute('aria-disabled');
}

export function setBusy(isBusy: boolean): void {
  for (const button of document.querySelectorAll('form button:not([data-do])')) setDisabled(button, isBusy);
}

/** A button that is under way says so itself. Gives a function that makes it what it was. */
export function setWaiting(button: HTMLButtonElement, text: string): () => void {
  const label = button.textContent;
  button.textContent = text;
  setDisabled(button, true);
  announce(text);
  return () => {
    button.textContent = label;
    setDisabled(button, false);
    announce('');
  };
}

/**
 * Puts the problem on top, the focus on it and the word into the title, as the server does without a script.
 * `reason`: the `CallReason` with which "Call me" is offered.
 */
export function showProblem(text: string, blameName: boolean, reason: string | null): void {
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
  find('.card')?.prepend(box);
  if (blameName) {
    nameField()?.setAttribute('aria-invalid', 'true');
    nameField()?.setAttribute('aria-describedby', line.id);
  }
  document.title = main()?.dataset['errorTitle'] ?? '';
  if (reason) offerCall(reason);
  box.focus();
}

function fieldLink(text: string): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = '#name';
  link.textContent = text;
  return link;
}

export function clearProblem(): void {
  const box = find('#problem');
  if (!box) return;
  document.title = main()?.dataset['title'] ?? '';
  box.remove();
  nameField()?.removeAttribute('aria-invalid');
  nameField()?.removeAttribute('aria-describedby');
}

/** Shows "Call me", and the help code beside the telephone. */
export function offerCall(reason: string): void {
  const button = document.querySelector<HTMLButtonElement>('form [data-do="call"]');
  if (button) button.value = reason;
  show(button);
  show(find('.code'));
}

/** When the doctor's message was sent, or the visit begins: in the phone's own time, where that is another. */
export function tellTimes(): void {
  const time = find('time[data-at]');
  if (!time) return;
  const { at, zone } = time.dataset;
  const date = new Date(Number(at));
  time.textContent = date.toLocaleString(document.documentElement.lang, {
    timeStyle: 'short',
    ...(zone && { dateStyle: 'full' }),
  });
  show(time.parentElement, Number(zone) !== date.getTimezoneOffset());
}

/**
 * Takes title, state and footer from another answer of the server; parsed inertly, nothing in it runs. A page that
 * goes on waiting keeps all but the doctor's message.
 * `kept`: what stood there still stands there; `null`: no page of ours that tells how things stand.
 */
export function swapIn(page: string, status: number): 'kept' | 'swapped' | null {
  const next = new DOMParser().parseFromString(page, 'text/html');
  const fresh = next.querySelector('main');
  const state = fresh?.dataset['state'] ?? '';
  if (!fresh || !isOwnPage(status, state)) return null;
  const waits = state === 'waiting' && stateOnScreen() === 'waiting';
  if (waits) swapMessage(fresh);
  else {
    const begins = find('.when')?.textContent;
    for (const part of ['main', 'footer']) {
      const other = next.querySelector(part);
      if (other) find(part)?.replaceWith(document.importNode(other, true));
    }
    document.title = next.title;
    show(find('.moved'), begins !== undefined && begins !== find('.when')?.textContent);
    (find('#problem') ?? find('h1'))?.focus();
  }
  tellTimes();
  const told = document.querySelectorAll(waits ? '.message, .queue' : '.card > p:not([hidden])');
  announce(told[0]?.textContent ?? '');
  return waits ? 'kept' : 'swapped';
}

function swapMessage(fresh: HTMLElement): void {
  find('.message')?.remove();
  const message = fresh.querySelector('.message');
  if (message) find('h1')?.after(document.importNode(message, true));
  const lead = fresh.querySelector('.lead');
  if (lead) find('.lead')?.replaceWith(document.importNode(lead, true));
  main()?.setAttribute('data-version', fresh.dataset['version'] ?? '');
}
