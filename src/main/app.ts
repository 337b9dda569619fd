/** The composition root of the core: what a shell gives, what it gets, and how the parts are put together. */
import type { Status } from '../shared/ipc/contract.ts';
import type { Language, Settings } from '../shared/settings.ts';
import { createCore } from './composition/core.ts';
import type { StartDemoServer } from './composition/demo.ts';
import { movesLinks } from './composition/joinListener.ts';
import { testConnection } from './diagnostics/connectionTest.ts';
import { createRoutes } from './ipc/handlers.ts';
import { createRouter, type AppEvent, type Router } from './ipc/router.ts';
import type { Ports } from './ports.ts';
import type { Environment } from './settings/environment.ts';
import { lookAtCertificate } from './trueconf/tlsProbe.ts';

export type { AppEvent, Router } from './ipc/router.ts';
export type { DemoServer, StartDemoServer } from './composition/demo.ts';

export interface AppConfig {
  /** Holds the store of visits, and texts of the clinic's own (docs/patient-texts.md); exists. */
  readonly dataDir: string;
  /** Folder of the patient's page as built (`out/join-page`). */
  readonly joinPageDir: string;
  /** Folder of the files that are shipped as they are (`resources`). */
  readonly resourcesDir: string;
  readonly shell: 'desktop' | 'web';
  readonly version: string;
  /** What the environment gives and locks; `takeEnvironment(process.env)`. */
  readonly environment: Environment;
  /** Used where the settings say `system`. */
  readonly systemLanguage: Language;
  /** The whole profile is a demo's: the demo's server is used from the start. */
  readonly demo: boolean;
  /** TCP port of the patient's page for this run; 0: any free one. */
  readonly joinPort?: number;
  /** Absent: the demo cannot be had here. */
  readonly startDemoServer?: StartDemoServer;
}

export interface App {
  /**
   * Opens the store, resumes the visits, listens for patients. A page that cannot listen is a status, not an error.
   * Errors: rejects when the data folder cannot be used.
   */
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

/**
 * Puts the parts together and opens nothing: `start` does. Errors: throws when the patient's page is not built, or a
 * resource is missing.
 */
export function createApp(ports: Ports, config: AppConfig): App {
  const core = createCore(ports, config);
  const { settings, credentials, server, hub, join, state, demo } = core;
  const routes = createRoutes({
    desk: hub.desk,
    settings,
    credentials,
    info: state.info,
    settingsView: state.settingsView,
    movesLinks: (now, before) => movesLinks(now.join, before.join),
    settingsSettled: core.settled,
    credentialsChanged: core.renew,
    testConnection: (input) => testConnection({ ...input, clock: ports.clock, log: ports.log }),
    lookAtCertificate: (address) => lookAtCertificate(address, { now: () => ports.clock.now() }),
    startDemo: demo.start,
  });
  let stopped: Promise<void> | undefined;

  async function stop(): Promise<void> {
    core.embedding.close();
    await join.close();
    await hub.current()?.stop();
    await server.reset();
    await demo.stop();
    credentials.close();
  }

  return {
    async start() {
      await core.useVisits(await core.openVisits(config.dataDir, ports.secretBox));
      await Promise.all([join.follow(), config.demo ? demo.start() : core.begin()]);
    },
    stop: () => (stopped ??= stop()),
    router: createRouter({ routes, random: ports.random, log: ports.log }),
    onEvent: state.onEvent,
    settings: settings.current,
    status: state.status,
  };
}
