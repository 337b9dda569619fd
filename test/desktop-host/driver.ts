/** What a scenario can do, on whichever host: this one, or Electron itself through Playwright. */
import type { Page } from 'playwright-core';

export interface Records {
  /** Questions in message boxes: what was asked. */
  readonly questions: readonly string[];
  readonly errorBoxes: readonly string[];
  /** Addresses handed to other programs. */
  readonly opened: readonly string[];
}

export interface Driver {
  /** The app's window, once it shows its page. */
  firstPage(): Promise<Page>;
  /** The pages of its `<webview>`s, now. */
  guestPages(): Promise<readonly Page[]>;
  /** Asks the app to end; resolves with its exit code. */
  quit(): Promise<number>;
  /** What the system was told. */
  records(): Promise<Records>;
}

/** Played with a driver. Errors: rejects when something is not as it should be. */
export interface Scenario {
  readonly name: string;
  /** Folder of the app's data, empty unless the scenario fills it before the app starts. */
  readonly prepare?: (dataDir: string) => Promise<void>;
  readonly play: (driver: Driver, dataDir: string) => Promise<void>;
}
