/** The way out of an app's view into a real browser, in place of the card. */
import { handOverCode, wayOutOf } from './decide.ts';
import { app, code, pageAddress, plainAddress, pressFields, send } from './post.ts';
import * as times from './times.ts';
import { find, isSeen, say, show } from './view.ts';

/** Under which the name of this page waits for the browser that is opened. */
const ownCode = code || handOverCode(crypto.getRandomValues(new Uint8Array(16)));
const address =
  window.location.origin +
  (code ? pageAddress : `${plainAddress}${plainAddress.includes('?') ? '&' : '?'}h=${ownCode}`);

const card = (): HTMLElement | null => find('#away-card');
export const isAway = (): boolean => card() !== null;

/** `app`: not tried yet; `failed`: tried in vain; `missing`: this browser has no way to a call. */
export type AwayReason = 'app' | 'failed' | 'missing';
export const awayReason = (): string => card()?.dataset['reason'] ?? '';

/** After a failure. `help`: what helps, empty where that is not known; `again`: on the button that asks once more. */
export interface CameraTrouble {
  readonly help: string;
  readonly again: string;
}

export function showAway(reason: AwayReason, trouble?: CameraTrouble): void {
  const template = document.querySelector('template');
  const next = template && document.importNode(template.content, true).querySelector<HTMLElement>('.card');
  if (!next) return;
  card()?.remove();
  next.id = 'away-card';
  next.dataset['reason'] = reason;
  const hasLink = prepareLink(next.querySelector('a'));
  const why = next.querySelector<HTMLElement>('p');
  // What helps may name the link.
  if (why) why.textContent = (hasLink && trouble?.help) || (why.dataset[reason] ?? '');
  show(next.querySelector<HTMLElement>('.steps'), app.kind !== 'real' && !hasLink);
  const here = next.querySelector<HTMLElement>('[data-do="here"]');
  show(here, reason !== 'missing');
  if (here && trouble) here.textContent = trouble.again;
  for (const line of next.querySelectorAll<HTMLElement>('[data-menu]'))
    show(line, line.dataset['menu'] === app.menu);
  show(find('.card'), false);
  find('.card')?.after(next);
  show(find('.code'));
  next.querySelector('h1')?.focus();
}

/** Whoever came by such a link already is not sent round again. */
function prepareLink(link: HTMLAnchorElement | null): boolean {
  const target = app.kind === 'real' || code !== '' ? null : wayOutOf(app.way, address);
  show(link, target !== null);
  if (!link || target === null) return false;
  link.href = target;
  if (app.way === 'safari') link.textContent = link.dataset['safari'] ?? '';
  return true;
}

export function hideAway(): void {
  if (!card()) return;
  card()?.remove();
  say('');
  show(find('.card'));
  find('h1')?.focus();
}

/** The name goes to the server; where none was typed, the server knows that of its person. */
function handOver(): void {
  const { name = '' } = pressFields(null);
  send('hand-over', { code: ownCode, name });
}

/** The link itself leads out. A page that is seen afterwards, still or again, tells how by hand. */
export function leaveApp(): void {
  handOver();
  const tell = (): void => {
    if (isSeen()) show(find('#away-card .steps'));
    else document.addEventListener('visibilitychange', tell, { once: true });
  };
  window.setTimeout(tell, times.leftMs);
}

/** Where nothing may write to the clipboard, the address is shown and selected. */
export async function copyLink(button: HTMLElement): Promise<void> {
  const field = document.querySelector<HTMLInputElement>('#away-card input');
  if (!field) return;
  handOver();
  if ((await writeClipboard()) || copySelected(field)) say(button.dataset['done'] ?? '');
  else field.select();
}

async function writeClipboard(): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(address);
    return true;
  } catch {
    return false;
  }
}

/** What there was before `navigator.clipboard`, and still is over http. */
const former: { execCommand(command: string): boolean } = document;

function copySelected(field: HTMLInputElement): boolean {
  field.value = address;
  show(field.parentElement);
  field.focus();
  field.setSelectionRange(0, address.length);
  const copied = former.execCommand('copy');
  show(field.parentElement, !copied);
  return copied;
}
