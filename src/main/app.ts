/** The composition root of the core: what a shell gives, and what it gets. */
import type { Status } from '../shared/ipc/contract.ts';
import type { Language, Settings } from '../shared/settings.ts';
import type { AppEvent, Router } from './ipc/router.ts';
import type { Environment } from './settings/environment.ts';

/** A TrueConf server to try things out with, and what the settings say to use it. */
export interface DemoServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly doctor: { readonly id: string; readonly name: string };
  close(): Promise<void>;
}

export interface AppConfig {
  /** Holds the store of visits and the logs; exists. */
  readonly dataDir: string;
  /** Folder of the patient's page as built (`out/join-page`). */
  readonly joinPageDir: string;
  readonly shell: 'desktop' | 'web';
  readonly version: string;
  /** What the environment gives and locks; `takeEnvironment(process.env)`. */
  readonly environment: Environment;
  /** Used where the settings say `system`. */
  readonly systemLanguage: Language;
  /** The whole profile is a demo's: `startDemoServer` runs from the start. */
  readonly demo: boolean;
  /** TCP port of the patient's page for this run; 0: any free one. */
  readonly joinPort?: number;
  /** Injected, because the core does not know the emulator. */
  readonly startDemoServer?: () => Promise<DemoServer>;
}

export interface App {
  /** Opens the store, resumes the visits, listens for patients. A page that cannot listen is a status, not an error. */
  start(): Promise<void>;
  /** Closes everything that was opened; safe to call twice. */
  stop(): Promise<void>;
  readonly router: Router;
  /** Returns a function that ends the subscription. */
  onEvent(listener: (event: AppEvent) => void): () => void;
  /** The effective settings: default < user < environment. */
  settings(): Settings;
  status(): Status;
}
