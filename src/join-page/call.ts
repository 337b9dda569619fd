/**
 * The call inside the page, where the server says that it may be: our own frame, whose word counts only from its origin.
 * A bar above it has the telephone and a way out: nothing tells us what a frame of another origin really shows.
 */
import { frameRights, readCallMessage, type CallMessage } from './decide.ts';
import * as times from './times.ts';
import { announce, find, word } from './view.ts';

let end: (() => void) | null = null;

export const isInCall = (): boolean => end !== null;

/** Takes the frame away; nothing happens without one. */
export function endCall(): void {
  end?.();
}

/** `target`: an address of the server. `onMessage`: what the call says of itself. */
export function enterCall(
  target: string,
  soundOnly: boolean,
  onMessage: (message: CallMessage) => void,
): void {
  endCall();
  const leave = (): void => {
    window.location.assign(target);
  };
  const frame = makeFrame(target, soundOnly);
  const opening = make('p', word('opening'));
  const bar = makeBar(target, opening);
  const giveUp = window.setTimeout(leave, times.frameMs);
  frame.onload = () => {
    // What may be read here is no page of the server: an error of the browser's own.
    const page = frame.contentDocument;
    if (page && new URL(page.URL).origin !== word('server')) {
      leave();
      return;
    }
    window.clearTimeout(giveUp);
    opening.remove();
    announce('');
  };
  const hear = ({ source, origin, data }: MessageEvent<unknown>): void => {
    if (source !== frame.contentWindow || origin !== word('server')) return;
    const message = readCallMessage(data);
    if (message) onMessage(message);
  };
  end = () => {
    end = null;
    window.clearTimeout(giveUp);
    window.removeEventListener('message', hear);
    bar.remove();
    frame.remove();
    document.body.classList.remove('in-call');
  };
  window.addEventListener('message', hear);
  document.body.classList.add('in-call');
  document.body.append(bar, frame);
  frame.focus();
  announce(word('opening'));
}

function make<Tag extends 'a' | 'h1' | 'header' | 'p'>(
  tag: Tag,
  text: string,
  className = '',
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = className;
  return element;
}

function makeFrame(target: string, soundOnly: boolean): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.allow = frameRights(soundOnly);
  frame.allowFullscreen = true;
  frame.title = word('embed');
  frame.src = target;
  return frame;
}

function makeBar(target: string, opening: HTMLElement): HTMLElement {
  const bar = make('header', '', 'bar');
  const alone = make('a', word('alone'));
  alone.href = target;
  bar.append(make('h1', word('embed'), 'unseen'), opening, alone);
  const phone = find('.phone');
  if (phone) bar.append(phone.cloneNode(true));
  return bar;
}
