/** The composition root of the core: what a shell gives, what it gets, and how the parts are put together. */
import { appError, type AppError } from '../shared/errors.ts';
import type { Status, VisitView } from '../shared/ipc/contract.ts';
import { err, type Result } from '../shared/result.ts';
import type { Language, Settings } from '../shared/settings.ts';
import { createCore } from './composition/core.ts';
import type { Site } from './composition/site.ts';
import type { StartDemoServer } from './composition/demo.ts';
import { movesLinks } from './composition/joinListener.ts';
import { presentDoctor } from './composition/presentDoctor.ts';
import { testConnection } from './diagnostics/connectionTest.ts';
import { tryVisit } from './diagnostics/testVisit.ts';
import { createRoutes } from './ipc/handlers.ts';
import { createRouter, type AppEvent, type Router } from './ipc/router.ts';
import type { Ports } from './ports.ts';
import type { Environment } from './settings/environment.ts';
import { lookAtCertificate } from './trueconf/tlsProbe.ts';
import { doctorsOf } from './visits/doctors.ts';
import { ownerPartition } from './visits/ownerPartition.ts';
import type { VisitFacts } from './visits/index.ts';

export type { AppEvent, Router } from './ipc/router.ts';
export { addressSpaceOf } from './join/addressSpace.ts';
export type { Caller } from './ipc/caller.ts';
export type { People, PeopleChannel } from './ipc/people.ts';
export type { JoinPlace, Site } from './composition/site.ts';
export type {
  ClinicDoctor,
  FieldSealer,
  Leadership,
  Presence,
  VisitFacts,
  VisitRepository,
} from './visits/index.ts';
export type { DemoServer, StartDemoServer } from './composition/demo.ts';

export interface AppConfig {
  /** Holds the store of visits, and texts of the clinic's own (docs/patient-texts.md); exists. */
  readonly dataDir: string;
  /** Folder of the patient's page as built (`out/join-page`). */
  readonly joinPageDir: string;
  /** Folder of the files that are shipped as they are (`resources`). */
  readonly resourcesDir: string;
  readonly shell: 'desktop' | 'web' | 'service';
  readonly version: string;
  /** What the environment gives and locks; `takeEnvironment(process.env)`. */
  readonly environment: Environment;
  /** Used where the settings say `system`. */
  readonly systemLanguage: Language;
  /** The whole profile is a demo's: the demo's server is used from the start. */
  readonly demo: boolean;
  /** TCP port of the patient's page for this run; 0: any free one. */
  readonly joinPort?: number;
  /** What a clinic's service brings; absent: a single PC. */
  readonly site?: Site;
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
  /** What decides who may do something about a visit; `undefined`: there is none. Errors: rejects when the store fails. */
  visitFacts(visitId: string, personIds: readonly string[]): Promise<VisitFacts | undefined>;
  /** A visit as the board shows it; `undefined`: there is none. Errors: rejects when the store fails. */
  visitView(visitId: string): Promise<VisitView | undefined>;
  /** Of all visits that are not closed, as this node knows them; for counting. */
  openPhases(): readonly VisitView['phase'][];
  /** The last moment (epoch ms) of the certificate that the patient's page shows; `undefined`: none. */
  pageCertificateEnd(): number | undefined;
  /** What was kept of a doctor's own account in this partition of the desktop is erased. */
  signedOut(partition: string): Promise<void>;
  /** Another node saved this version of a visit. Errors: rejects when the store fails. */
  savedElsewhere(visitId: string, version: number): Promise<void>;
  /** Takes whatever other nodes have saved, after notices of it may have been lost. Errors: rejects when the store fails. */
  reload(): Promise<void>;
  /** Looks at the listener of the patient's page now instead of at its next turn: at its certificate, at its address. */
  lookAtListener(): Promise<void>;
  /** Whether this Client Secret can do all that a visit needs, proved by a visit that nobody sees. Before `start`: `not-configured`. */
  tryVisit(secret: string): Promise<Result<void, AppError>>;
  /** Another node changed the settings: the settings store reads what it stored. Resolves when the core works with them. */
  settingsChangedElsewhere(): Promise<void>;
}

/**
 * Puts the parts together and opens nothing: `start` does. Errors: throws when the patient's page is not built, or a
 * resource is missing.
 */
export function createApp(ports: Ports, config: AppConfig): App {
  const core = createCore(ports, config);
  const { settings, credentials, server, hub, present, join, state, demo } = core;
  const routes = createRoutes({
    desk: hub.desk,
    settings,
    credentials,
    info: state.info,
    doctors: config.site?.doctors ?? (() => doctorsOf(settings.current())),
    people: config.site?.people,
    ...(!config.site && { present }),
    signOutPartition: () => signOutPartition(settings.current(), config),
    settingsView: state.settingsView,
    // A service listens where its flags say, whatever the settings do.
    movesLinks: (now, before) => !config.site && movesLinks(now.join, before.join),
    settingsSettled: core.settled,
    credentialsChanged: core.renew,
    testConnection: (input) => testConnection({ ...input, clock: ports.clock, log: ports.log }),
    lookAtCertificate: (address) => lookAtCertificate(address, { now: () => ports.clock.now() }),
    startDemo: demo.start,
  });
  const router = createRouter({ routes, random: ports.random, log: ports.log });
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
    router: config.site
      ? router
      : { dispatch: (channel, input, caller) => router.dispatch(channel, input, present.as(caller)) },
    onEvent: state.onEvent,
    settings: settings.current,
    status: state.status,
    visitFacts: async (visitId, personIds) => hub.current()?.facts(visitId, personIds),
    visitView: async (visitId) => hub.current()?.view(visitId),
    openPhases: () => hub.current()?.openPhases() ?? [],
    pageCertificateEnd: join.certificateEnd,
    signedOut: present.signedOutOf,
    savedElsewhere: async (visitId, version) => hub.current()?.savedElsewhere(visitId, version),
    reload: async () => hub.current()?.reload(),
    lookAtListener: join.follow,
    async tryVisit(secret) {
      const visits = hub.current();
      if (!visits) return err(appError('not-configured'));
      const tag = visits.installationTag;
      const tried = await tryVisit({ ...ports, ...testVisitOf(settings.current(), config), secret, tag });
      if (!tried.ok) visits.sweep();
      return tried;
    },
    async settingsChangedElsewhere() {
      settings.reload();
      await core.settled();
    },
  };
}

/** Where the desktop keeps the present doctor signed in; `null`: it does not. */
function signOutPartition(settings: Settings, { shell, site }: AppConfig): string | null {
  const doctor = presentDoctor(settings);
  if (shell !== 'desktop' || site || !doctor) return null;
  return ownerPartition(settings.server.address, doctor.id);
}

/** Where and for whom a test visit is made. */
function testVisitOf({ server, doctors }: Settings, { site }: AppConfig) {
  const ownerId = site?.doctors()[0]?.id ?? doctors.list[0]?.id ?? '';
  return { server, ownerId };
}
