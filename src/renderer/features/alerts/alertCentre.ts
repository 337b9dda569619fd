/**
 * Follows the board and tells what happens on it: sound, notices, badge, a screen that stays on. It decides by the pure
 * functions beside it and acts by its ports, so that a test drives all of it by a clock of its own.
 */
import type { VisitView } from '../../../shared/ipc/contract.ts';
import type { Preferences } from '../../state/preferences.ts';
import type { ShellPorts } from '../../shellPorts.ts';
import {
  arrivalsSince,
  asking,
  isSomebodyThere,
  know,
  needOf,
  type Arrival,
  type Known,
} from './arrivals.ts';
import type { BadgePictures } from './badgePicture.ts';
import type { Sound } from './chime.ts';
import { noticeOf, severalName, type AlertWords } from './notices.ts';
import { atRest, chimed, dueAt, quiet, withArrivals, withoutServed, type Ringing } from './ringing.ts';
import { isSilent } from './silentHours.ts';

export interface CentreParts {
  /** `null` until the board is there. */
  readonly visits: () => ReadonlyMap<string, VisitView> | null;
  /** Who sits here: a desk that does not decide has nobody waiting for it. */
  readonly desk: () => {
    readonly decides: boolean;
    readonly callVisitId: string | null;
    /** The present doctor of several at this PC; empty where there is one. */
    readonly doctorId: string;
  };
  readonly preferences: () => Preferences;
  /** The desk is in front and in sight. */
  readonly isLookedAt: () => boolean;
  readonly shell: ShellPorts;
  readonly sound: Pick<Sound, 'play'>;
  readonly draw: (count: number) => Promise<BadgePictures | null>;
  /** The sentence of the badge: how many want the doctor. */
  readonly countText: (count: number) => string;
  readonly words: () => AlertWords;
  readonly clock: { now(): number; after(ms: number, task: () => void): () => void };
}

export class AlertCentre {
  readonly #parts: CentreParts;
  #visits: ReadonlyMap<string, VisitView> | null = null;
  /** `null`: what stands on the board when the desk is opened is no arrival. */
  #known: Known | null = null;
  #doctorId = '';
  /** Epoch ms since when this doctor's board is open; whoever came to it before is no arrival, either. */
  #openedAt = -Infinity;
  #asking: ReadonlySet<string> = new Set();
  #ringing: Ringing = atRest;
  #stopTimer: (() => void) | undefined;
  /** Names of the notices in sight. */
  readonly #shown = new Set<string>();
  #badge = '';

  constructor(parts: CentreParts) {
    this.#parts = parts;
  }

  /** To be called with each change of the board. */
  boardChanged(): void {
    const visits = this.#parts.visits();
    const former = this.#visits;
    if (!visits || visits === former) return;
    this.#visits = visits;
    this.#noteDoctor();
    const list = [...visits.values()];
    const isNew = ({ visitId, at }: Arrival) => former?.has(visitId) === true || at >= this.#openedAt;
    const arrivals = (this.#known ? arrivalsSince(this.#known, list) : []).filter(
      (one) => this.#concerns(one) && isNew(one),
    );
    this.#known = know(list);
    this.#asking = asking(list);
    this.#dismissServed();
    this.#ringing = withArrivals(withoutServed(this.#ringing, this.#asking), arrivals);
    if (arrivals.length > 0) this.#tell(arrivals);
    this.#ring();
    this.#showCount(needOf(list).all);
    this.#parts.shell.setAwake(this.#parts.desk().decides && isSomebodyThere(list));
  }

  /** Somebody touched the desk: a key, the pointer. */
  looked(): void {
    if (this.#ringing.left > 0) {
      this.#ringing = quiet(this.#ringing);
      this.#ring();
    }
    for (const name of this.#shown) this.#parts.shell.notices.dismiss(name);
    this.#shown.clear();
  }

  /** Another language, or other choices of this desk. */
  settingsChanged(): void {
    this.#ring();
    if (this.#visits) this.#showCount(needOf(this.#visits.values()).all);
  }

  /** Nobody sits here any more: nothing of this board stays in sight. */
  stop(): void {
    this.looked();
    this.#showCount(0);
    this.#parts.shell.setAwake(false);
  }

  #noteDoctor(): void {
    const { doctorId } = this.#parts.desk();
    if (doctorId === this.#doctorId) return;
    this.#doctorId = doctorId;
    this.#openedAt = this.#parts.clock.now();
  }

  /** Reception answers the telephone; who waits, waits for the doctor. Who comes into the call in sight is seen there. */
  #concerns({ kind, visitId }: Arrival): boolean {
    const { decides, callVisitId } = this.#parts.desk();
    if (!decides) return kind === 'call-me';
    return kind !== 'straight' || visitId !== callVisitId;
  }

  #isSilent(): boolean {
    return isSilent(this.#parts.preferences().silentHours, new Date(this.#parts.clock.now()));
  }

  #ring(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    if (!this.#parts.preferences().sound || this.#isSilent()) this.#ringing = quiet(this.#ringing);
    const at = dueAt(this.#ringing);
    if (at === null) return;
    const now = this.#parts.clock.now();
    if (at <= now) {
      this.#parts.sound.play();
      this.#ringing = chimed(this.#ringing, now);
      this.#ring();
    } else {
      this.#stopTimer = this.#parts.clock.after(at - now, () => this.#ring());
    }
  }

  #tell(arrivals: readonly Arrival[]): void {
    const { notices, privacy } = this.#parts.preferences();
    if (!notices || this.#isSilent() || this.#parts.isLookedAt()) return;
    const notice = noticeOf(arrivals, privacy, this.#parts.words());
    this.#shown.add(notice.name);
    this.#parts.shell.notices.show(notice);
  }

  /** Who goes straight in asks for nothing: that notice stays until somebody looks. */
  #dismissServed(): void {
    for (const name of this.#shown) {
      const isServed = name === severalName ? this.#asking.size === 0 : !this.#asking.has(name);
      if (!isServed || name.startsWith('straight:')) continue;
      this.#parts.shell.notices.dismiss(name);
      this.#shown.delete(name);
    }
  }

  #showCount(count: number): void {
    const text = this.#parts.countText(count);
    if (text === this.#badge) return;
    this.#badge = text;
    if (count === 0) this.#parts.shell.setBadge({ count, text, icon: null, mark: null });
    else void this.#drawCount(count, text);
  }

  async #drawCount(count: number, text: string): Promise<void> {
    const pictures = await this.#parts.draw(count);
    // Another number has come meanwhile.
    if (text !== this.#badge) return;
    const { icon, mark } = pictures ?? { icon: null, mark: null };
    this.#parts.shell.setBadge({ count: Math.min(count, mostCounted), text, icon, mark });
  }
}

/** Of the badge's schema. */
const mostCounted = 9_999;
