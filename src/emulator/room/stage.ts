/** The call as the person sees it: the others large, oneself small in the corner, the buttons below. */
import { button, element, type Texts } from './dom.ts';
import type { RoomMember } from './protocol.ts';
import type { TextKey } from './texts.ts';

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

interface Tile {
  readonly box: HTMLElement;
  readonly video: HTMLVideoElement;
}

function createTile(name: string, color: string, className: string): Tile {
  const box = element('figure', className);
  const video = element('video');
  video.autoplay = true;
  video.playsInline = true;
  const caption = element('figcaption', '', name);
  caption.style.setProperty('--mine', color);
  box.append(video, caption);
  return { box, video };
}

/** A browser may refuse to play sound before the person has touched the page. */
function offerSound({ box, video }: Tile, texts: Texts): void {
  video.muted = true;
  video.play().catch(() => undefined);
  const sound = button(texts['sound-on'], 'main sound', () => {
    video.muted = false;
    sound.remove();
  });
  box.append(sound);
}

function play(tile: Tile, stream: MediaStream, texts: Texts): void {
  if (tile.video.srcObject === stream) return;
  tile.video.srcObject = stream;
  tile.video.play().catch((error: unknown) => {
    if (error instanceof Error && error.name === 'NotAllowedError') offerSound(tile, texts);
  });
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

function selfTile({ me, own, texts }: StageOptions): HTMLElement {
  const { box, video } = createTile(`${me.name} (${texts.you})`, me.color, 'self');
  video.muted = true;
  video.srcObject = own;
  return box;
}

export function showStage(options: StageOptions): Stage {
  const { root, texts, notice } = options;
  const tiles = new Map<string, Tile>();
  const others = element('div', 'others');
  const alone = element('p', 'alone', texts.alone);
  alone.setAttribute('role', 'status');
  const call = element('main', 'call');
  call.append(others, alone, selfTile(options));
  if (notice) call.append(element('p', 'notice', texts[notice]));
  call.append(controls(options));
  root.replaceChildren(call);
  const count = (): void => {
    others.dataset.count = String(tiles.size);
    alone.hidden = tiles.size > 0;
  };
  count();
  return {
    add: ({ id, name, color }) => {
      const tile = createTile(name, color, 'other');
      tiles.set(id, tile);
      others.append(tile.box);
      count();
    },
    remove: (id) => {
      tiles.get(id)?.box.remove();
      tiles.delete(id);
      count();
    },
    play: (id, stream) => {
      const tile = tiles.get(id);
      if (tile) play(tile, stream, texts);
    },
    video: (id) => tiles.get(id)?.video,
  };
}
