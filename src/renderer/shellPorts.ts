/** What the program around the page can do for it: a browser does some of it, the desktop more (docs/alerts.md). */
import type { Badge, Notice } from '../shared/ipc/shell.ts';

/**
 * Whether notices can be shown. `ask`: once the person has allowed it. `denied`: the person, or who runs the computer, has
 * forbidden it. `none`: not here (an old browser, a page over http, a system without notices).
 */
export type NoticeState = 'granted' | 'ask' | 'denied' | 'none';

export interface NoticePort {
  state(): NoticeState;
  /** Asks the person; to be called in a click, where browsers take it only. */
  ask(): Promise<NoticeState>;
  /** One of the same name gives way. */
  show(notice: Notice): void;
  dismiss(name: string): void;
  /** A notice was clicked, and the window is in front. Returns a function that ends the subscription. */
  onOpened(listener: (visitId: string | null) => void): () => void;
}

export interface ShellPorts {
  readonly kind: 'browser' | 'desktop';
  readonly notices: NoticePort;
  setBadge(badge: Badge): void;
  /** `false`: the system goes by its own times. */
  readonly keepsAwake: boolean;
  setAwake(awake: boolean): void;
}
