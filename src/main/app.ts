/** The composition root of the core: what a shell gives, what it gets, and how the parts are put together. */
import type { AppError } from '../shared/errors.ts';
import type { Status, VisitView } from '../shared/ipc/contract.ts';
import type { LogLine } from '../shared/ipc/diagnostics.ts';
import type { InUse } from '../shared/ipc/life.ts';
import type { Result } from '../shared/result.ts';
import type { Language, Settings } from '../shared/settings.ts';
import { createCore } from './composition/core.ts';
import { createDiagnostics } from './composition/diagnostics.ts';
import type { Site } from './composition/site.ts';
import type { StartDemoServer } from './composition/demo.ts';
import { movesLinks } from './composition/joinListener.ts';
import { presentDoctor } from './composition/presentDoctor.ts';
import { createServerTests } from './composition/serverTests.ts';
import { createRehearsing } from './composition/rehearsing.ts';
import { createRoutes } from './ipc/handlers.ts';
import { createRouter, type AppEvent, type Router } from './ipc/router.ts';
import type { Ports } from './ports.ts';
import type { Environment } from './settings/environment.ts';
import type { Policy } from './settings/policy.ts';
import type { GuestTrust } from './security/guestCertificate.ts';
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
  /** Of this computer; absent: none, as at the clinic's service. */
  readonly policy?: Policy;
  /** Used where the settings say `system`. */
  readonly systemLanguage: Language;
  /** The whole profile is a demo's: the demo's server is used from the start. */
  readonly demo: boolean;
  /** TCP port of the patient's page for this run; 0: any free one. */
  readonly joinPort?: number;
  /** The log, oldest line first; absent: nothing is kept of it here. Errors: rejects when it cannot be read. */
  readonly readLog?: () => Promise<readonly LogLine[]>;
  /** What a clinic's service brings; absent: a single PC. */
  readonly site?: Site;
  /** PEM of the authorities that phones know; those that come with Node by default. */
  readonly phoneRoots?: () => readonly string[];
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
  /** The effective settings: `settings/layers.ts`. */
  settings(): Settings;
  status(): Status;
  /** What decides who may do something about a visit; `undefined`: there is none. Errors: rejects when the store fails. */
  visitFacts(visitId: string, personIds: readonly string[]): Promise<VisitFacts | undefined>;
  /** A visit as the board shows it; `undefined`: there is none. Errors: rejects when the store fails. */
  visitView(visitId: string): Promise<VisitView | undefined>;
  /** How much goes on at this PC, in the demo as well. */
  inUse(): InUse;
  /** Of all visits that are not closed, as this node knows them; for counting. */
  openPhases(): readonly VisitView['phase'][];
  /** The last moment (epoch ms) of the certificate that the patient's page shows; `undefined`: none. */
  pageCertificateEnd(): number | undefined;
  /** The same of the certificate that TrueConf Server shows; `undefined`: not known. */
  serverCertificateEnd(): number | undefined;
  /**
   * For the page of the call, which goes the same way. `undefined`: none is stored. Errors: rejects with
   * `SecretUnavailable`, and while the proxy refuses it.
   */
  proxyPassword(): Promise<string | undefined>;
  /** What was kept of a doctor's own account in this partition of the desktop is erased. */
  signedOut(partition: string): Promise<void>;
  /** Told of a partition of the desktop in which no call is opened any more, after other trust was chosen. */
  onPartitionLeft(listener: (partition: string) => void): void;
  /** Which certificates count for the page of a call; read anew when the CA file changes. Never throws: without the file, the system's. */
  serverTrust(): GuestTrust;
  /** Another node saved this version of a visit. Errors: rejects when the store fails. */
  savedElsewhere(visitId: string, version: number): Promise<void>;
  /** Takes whatever other nodes have saved, after notices of it may have been lost. Errors: rejects when the store fails. */
  reload(): Promise<void>;
  /** Looks at the listener of the patient's page now instead of at its next turn: at its certificate, at its address. */
  lookAtListener(): Promise<void>;
  /** Whether this Client Secret can do all that a visit needs, proved by a visit that nobody sees. Before `start`: `not-configured`. */
  tryVisit(secret: string): Promise<Result<void, AppError>>;
  /** Another node plays a rehearsal, or wants one ended. Errors: rejects when the store fails. */
  rehearsalChangedElsewhere(): Promise<void>;
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
  const rehearsals = createRehearsing(ports, config, core);
  const tests = createServerTests(ports, config, core);
  const routes = createRoutes({
    desk: hub.desk,
    settings,
    credentials,
    proxyPassword: core.proxyPassword,
    phoneTest: core.phoneTest,
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
    testConnection: tests.testConnection,
    certificates: core.certificates,
    startDemo: demo.start,
    rehearsals,
    ...createDiagnostics(ports, config, core, () => rehearsals.report('en')),
  });
  const router = createRouter({ routes, random: ports.random, log: ports.log });
  let stopped: Promise<void> | undefined;

  async function stop(): Promise<void> {
    // While the server can still be asked to forget it.
    await rehearsals.stop();
    core.embedding.close();
    core.certificates.watch.close();
    core.phoneTest.stop();
    await join.close();
    await hub.current()?.stop();
    await server.reset();
    await demo.stop();
    credentials.close();
  }

  return {
    async start() {
      await core.useVisits(await core.openVisits(config.dataDir, ports.secretBox));
      await rehearsals.load();
      await Promise.all([join.follow(), config.demo ? demo.start() : core.begin()]);
      rehearsals.begin();
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
    inUse: () => hub.current()?.inUse() ?? nobody,
    openPhases: () => hub.current()?.openPhases() ?? [],
    pageCertificateEnd: join.certificateEnd,
    serverCertificateEnd: core.certificates.watch.serverEnd,
    proxyPassword: core.ways.guestPassword,
    signedOut: present.signedOutOf,
    onPartitionLeft: present.onLeft,
    serverTrust: core.certificates.trust,
    savedElsewhere: async (visitId, version) => hub.current()?.savedElsewhere(visitId, version),
    reload: async () => hub.current()?.reload(),
    lookAtListener: join.follow,
    tryVisit: tests.tryVisit,
    rehearsalChangedElsewhere: rehearsals.changedElsewhere,
    async settingsChangedElsewhere() {
      settings.reload();
      await core.settled();
    },
  };
}

const nobody: InUse = { links: 0, waiting: 0, inCall: false };

/** Where the desktop keeps the present doctor signed in; `null`: it does not. */
function signOutPartition(settings: Settings, { shell, site }: AppConfig): string | null {
  const doctor = presentDoctor(settings);
  if (shell !== 'desktop' || site || !doctor) return null;
  return ownerPartition(settings.server, doctor.id);
}
