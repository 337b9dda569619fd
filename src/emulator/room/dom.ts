/** Elements with text; never HTML, since names come from people. */
import type { TextKey } from './texts.ts';

export type Texts = Readonly<Record<TextKey, string>>;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  text = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

export function button(text: string, className: string, run: () => void): HTMLButtonElement {
  const made = element('button', className, text);
  made.type = 'button';
  made.addEventListener('click', run);
  return made;
}
