/** What the person sees. */
import type { RoomMember } from './protocol.ts';
import type { TextKey } from './texts.ts';

type Texts = Readonly<Record<TextKey, string>>;

export interface Choice {
  readonly text: TextKey;
  readonly run: () => void;
}

/** An element with text and class; never HTML, since names come from people. */
function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  text = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function button(text: string, className: string, run: () => void): HTMLButtonElement {
  const made = element('button', className, text);
  made.type = 'button';
  made.addEventListener('click', run);
  return made;
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
  choices.forEach((choice, at) =>
    card.append(button(texts[choice.text], at === 0 ? 'main' : '', choice.run)),
  );
  const screen = element('main', 'screen');
  screen.append(card);
  root.replaceChildren(screen);
}

function field(label: string, name: string, type: string, autocomplete: AutoFill): HTMLLabelElement {
  const made = element('label', '', label);
  const input = element('input');
  Object.assign(input, { name, type, autocomplete, required: true });
  made.append(input);
  return made;
}

/** `submit` answers whether the login and password were right. */
export function showSignIn(
  root: HTMLElement,
  texts: Texts,
  submit: (login: string, password: string) => Promise<boolean>,
): void {
  const form = element('form', 'card');
  const wrong = element('p', 'alarm');
  wrong.setAttribute('role', 'alert');
  const send = element('button', 'main', texts['sign-in']);
  form.append(
    element('h1', '', texts['sign-in-title']),
    field(texts.login, 'login', 'text', 'username'),
    field(texts.password, 'password', 'password', 'current-password'),
    wrong,
    send,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const data = new FormData(form);
    send.disabled = true;
    void submit(String(data.get('login')), String(data.get('password'))).then((right) => {
      send.disabled = false;
      wrong.textContent = right ? '' : texts['sign-in-wrong'];
    });
  });
  const screen = element('main', 'screen');
  screen.append(form);
  root.replaceChildren(screen);
}

export interface Stage {
  readonly add: (member: RoomMember) => void;
  readonly remove: (id: string) => void;
  readonly play: (id: string, stream: MediaStream) => void;
  readonly video: (id: string) => HTMLVideoElement | undefined;
}

export interface StageOptions {
  readonly root: HTMLElement;
  readonly texts: Texts;
  readonly me: RoomMember;
  readonly own: MediaStream;
  /** What is off on this side. */
  readonly notice: TextKey | null;
  readonly microphone: MediaStreamTrack | undefined;
  readonly camera: MediaStreamTrack | undefined;
  readonly leave: () => void;
}

function tile(name: string, color: string, className: string): { box: HTMLElement; video: HTMLVideoElement } {
  const box = element('figure', className);
  const video = element('video');
  video.autoplay = true;
  video.playsInline = true;
  const caption = element('figcaption', '', name);
  caption.style.setProperty('--mine', color);
  box.append(video, caption);
  return { box, video };
}

function toggle(texts: Texts, track: MediaStreamTrack, on: TextKey, off: TextKey): HTMLButtonElement {
  const made = button(texts[on], '', () => {
    track.enabled = !track.enabled;
    made.textContent = texts[track.enabled ? on : off];
  });
  return made;
}

function controls({ texts, microphone, camera, leave }: StageOptions): HTMLElement {
  const bar = element('footer');
  if (microphone) bar.append(toggle(texts, microphone, 'mute', 'unmute'));
  if (camera) bar.append(toggle(texts, camera, 'camera-off', 'camera-on'));
  bar.append(button(texts.leave, 'leave', leave));
  return bar;
}

/** The call: the others large, oneself small in the corner, the buttons below. */
export function showStage(options: StageOptions): Stage {
  const { root, texts, me, own, notice } = options;
  const tiles = new Map<string, ReturnType<typeof tile>>();
  const others = element('div', 'others');
  const alone = element('p', 'alone', texts.alone);
  alone.setAttribute('role', 'status');
  const self = tile(`${me.name} (${texts.you})`, me.color, 'self');
  self.video.muted = true;
  self.video.srcObject = own;
  const call = element('main', 'call');
  call.append(others, alone, self.box);
  if (notice) call.append(element('p', 'notice', texts[notice]));
  call.append(controls(options));
  root.replaceChildren(call);
  const count = (): void => {
    others.dataset['count'] = String(tiles.size);
    alone.hidden = tiles.size > 0;
  };
  count();
  /** A browser may refuse to play sound before the person has touched the page. */
  const offerSound = (video: HTMLVideoElement, box: HTMLElement): void => {
    video.muted = true;
    video.play().catch(() => undefined);
    const sound = button(texts['sound-on'], 'main sound', () => {
      video.muted = false;
      sound.remove();
    });
    box.append(sound);
  };
  return {
    add: ({ id, name, color }) => {
      const made = tile(name, color, 'other');
      tiles.set(id, made);
      others.append(made.box);
      count();
    },
    remove: (id) => {
      tiles.get(id)?.box.remove();
      tiles.delete(id);
      count();
    },
    play: (id, stream) => {
      const shown = tiles.get(id);
      if (!shown || shown.video.srcObject === stream) return;
      shown.video.srcObject = stream;
      shown.video.play().catch((error: unknown) => {
        if (error instanceof Error && error.name === 'NotAllowedError') offerSound(shown.video, shown.box);
      });
    },
    video: (id) => tiles.get(id)?.video,
  };
}
