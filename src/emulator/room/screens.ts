/** What the person sees outside the call. */
import { button, element, type Texts } from './dom.ts';
import type { TextKey } from './texts.ts';

export interface Choice {
  readonly text: TextKey;
  readonly run: () => void;
}

/** One sentence in the middle, and what can be done. */
export function showScreen(
  root: HTMLElement,
  texts: Texts,
  text: TextKey,
  choices: readonly Choice[] = [],
): void {
  const card = element('div', 'card');
  const sentence = element('p', '', texts[text]);
  sentence.setAttribute('role', 'status');
  card.append(sentence);
  choices.forEach((choice, at) => {
    card.append(button(texts[choice.text], at === 0 ? 'main' : '', choice.run));
  });
  const screen = element('main', 'screen');
  screen.append(card);
  root.replaceChildren(screen);
}

function field(
  label: string,
  name: string,
  type: string,
  autocomplete: AutoFill,
): { readonly box: HTMLLabelElement; readonly input: HTMLInputElement } {
  const box = element('label', '', label);
  const input = element('input');
  Object.assign(input, { name, type, autocomplete, required: true });
  box.append(input);
  return { box, input };
}

/** `submit` answers whether the login and password were right. */
export function showSignIn(
  root: HTMLElement,
  texts: Texts,
  submit: (login: string, password: string) => Promise<boolean>,
): void {
  const form = element('form', 'card');
  const login = field(texts.login, 'login', 'text', 'username');
  const password = field(texts.password, 'password', 'password', 'current-password');
  const wrong = element('p', 'alarm');
  wrong.setAttribute('role', 'alert');
  const send = element('button', 'main', texts['sign-in']);
  form.append(element('h1', '', texts['sign-in-title']), login.box, password.box, wrong, send);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send.disabled = true;
    void submit(login.input.value, password.input.value).then((right) => {
      send.disabled = false;
      wrong.textContent = right ? '' : texts['sign-in-wrong'];
    });
  });
  const screen = element('main', 'screen');
  screen.append(form);
  root.replaceChildren(screen);
}
