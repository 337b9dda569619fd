/** The parts of the core, tied together: who is told what when settings, credentials or the listener change. */
import type { HelpTexts } from '../../shared/help.ts';
import type { Credentials } from '../credentials/credentials.ts';
import type { KeptSecret } from '../credentials/keptSecret.ts';
import { createMemorySecretBox } from '../credentials/memorySecretBox.ts';
import { createEmbeddingCheck, type EmbeddingCheck } from '../join/embeddingCheck.ts';
import { loadHelpTexts } from '../join/helpTexts.ts';
import type { AppConfig } from '../app.ts';
import type { Ports, SecretBox } from '../ports.ts';
import { createWays, type Ways } from '../proxy/ways.ts';
import { emptyPolicy } from '../settings/policy.ts';
import { createSettingsService, type SettingsService } from '../settings/settingsService.ts';
import { createPhoneTest, type PhoneTest } from '../reach/phoneTest.ts';
import { openVisits, type OpenVisitsConfig, type Visits } from '../visits/index.ts';
import { createAppState, type AppState } from './appState.ts';
import { createCertificates, type Certificates } from './certificates.ts';
import { followChanges } from './changes.ts';
import { createDemoControl, type DemoControl } from './demoControl.ts';
import type { JoinListener } from './joinListener.ts';
import { createPageListener } from './pageListener.ts';
import { createPresentDoctor, type PresentDoctor } from './presentDoctor.ts';
import { createSecrets } from './secrets.ts';
import { createServerClient, type ServerClient } from './serverClient.ts';
import type { Site } from './site.ts';
import { createVisitsHub, type VisitsHub } from './visitsHub.ts';

export interface Core {
  readonly settings: SettingsService;
  readonly credentials: Credentials;
  readonly proxyPassword: KeptSecret;
  readonly ways: Ways;
  readonly certificates: Certificates;
  readonly server: ServerClient;
  readonly hub: VisitsHub;
  /** Of a single PC. */
  readonly present: PresentDoctor;
  readonly join: JoinListener;
  readonly phoneTest: PhoneTest;
  readonly embedding: EmbeddingCheck;
  readonly state: AppState;
  readonly demo: DemoControl;
  /** Errors: rejects when the folder cannot be used. */
  openVisits(dataDir: string, secretBox: SecretBox): Promise<Visits>;
  /** Starts these and takes them from now on; the former ones stop. */
  useVisits(visits: Visits): Promise<void>;
  /** After a change of server or credentials: nothing of the former ones is used any more. */
  renew(): Promise<void>;
  /** The first look at the vault and the server; calls under way go on. */
  begin(): Promise<void>;
  /** Resolves when the core works with the settings as they are. */
  settled(): Promise<void>;
}

/** Opens nothing. Errors: throws when the patient's page is not built, or a resource is missing. */
export function createCore(ports: Ports, config: AppConfig): Core {
  const { log } = ports;
  const { environment, policy = emptyPolicy } = config;
  const settings = createSettingsService({ store: ports.settingsStore, environment, policy, log });
  const { credentials, proxyPassword, pagePassphrase } = createSecrets(ports, environment);
  const saved = () => settings.current().server.proxy;
  const ways = createWays({ ...ports, saved, stored: proxyPassword });
  const { wayOf } = ways;
  const server = createServerClient({ ...ports, settings: settings.current, credentials, wayOf });
  const present = createPresentDoctor(settings, () => hub);
  // At the clinic's service each desk has a board of its own, and a count of its own.
  const hub = createVisitsHub((visit) => config.site !== undefined || present.isShown(visit));
  const help = loadHelpTexts({ shipped: config.resourcesDir, own: config.dataDir }, log);
  const embedding = createEmbeddingCheck({
    ...ports,
    settings: settings.current,
    pageOrigin: () => join.origin(),
    wayOf,
    onChange: () => state.announceStatus(),
  });
  const certificates = createCertificates({
    ...ports,
    ...{ settings: settings.current, wayOf, passphrase: pagePassphrase, join: () => join },
    ...{ atService: config.site !== undefined, onChange: () => state.announceStatus() },
  });
  const phoneTest = createPhoneTest(ports, (payload) => state.emit({ channel: 'reach:changed', payload }));
  const join = createPageListener(
    ports,
    config,
    { settings, hub, embedding, help, pagePassphrase, phoneTest },
    () => {
      phoneTest.follow(join.linkBase());
      hub.current()?.refresh();
      void embedding.renew();
      state.announceStatus();
    },
  );
  const state = createState(
    ports,
    config,
    { settings, credentials, proxyPassword, pagePassphrase, help },
    () => ({
      join: join.state(),
      embedding: embedding.state(),
      certificates: certificates.watch.state(),
      server: hub.current()?.serverTrouble() ?? null,
      demo: demo.isRunning(),
    }),
  );
  const visits = visitsOpener(ports, config, { settings, server, hub, join, state });
  const changes = followChanges({ settings, server, hub, join, embedding, certificates, ways, state, log });
  const demo: DemoControl = createDemoControl({
    startServer: config.startDemoServer,
    isProfile: config.demo,
    isSetUp: () => state.status().missing.length === 0,
    settings,
    credentials,
    language: state.language,
    useVisitsIn: async (dataDir) =>
      visits.useVisits(await visits.openVisits(dataDir, createMemorySecretBox())),
    settled: changes.settled,
  });
  hub.onChange((payload) => state.emit({ channel: 'visits:changed', payload }));
  return {
    settings,
    credentials,
    proxyPassword,
    ways,
    certificates,
    server,
    hub,
    present,
    join,
    phoneTest,
    embedding,
    state,
    demo,
    ...visits,
    ...changes,
  };
}

function createState(
  ports: Ports,
  config: AppConfig,
  parts: Pick<Core, 'settings' | 'credentials' | 'proxyPassword'> & {
    readonly pagePassphrase: KeptSecret;
    readonly help: HelpTexts;
  },
  live: Parameters<typeof createAppState>[0]['live'],
): AppState {
  const { version, shell, systemLanguage } = config;
  return createAppState({
    ...parts,
    network: ports.network,
    version,
    shell,
    systemLanguage,
    live,
  });
}

/** Parts that hear of changes. */
export type Tied = Pick<Core, 'settings' | 'server' | 'hub' | 'join' | 'state'>;
function visitsOpener(
  { clock, random, log }: Ports,
  { shell, site }: AppConfig,
  { settings, server, hub, join, state }: Tied,
): Pick<Core, 'openVisits' | 'useVisits'> {
  return {
    openVisits: (dataDir, secretBox) =>
      openVisits({
        dataDir,
        client: server.current,
        settings: settings.current,
        joinOrigin: join.linkBase,
        shell,
        ...sharedParts(site),
        ports: { clock, random, log, secretBox },
      }),
    async useVisits(visits) {
      visits.onServerTrouble(state.announceStatus);
      const former = hub.use(visits);
      await visits.start();
      await former?.stop();
    },
  };
}

/** The demo's visits are never the clinic's; but a service has no demo. */
function sharedParts(site: Site | undefined): Partial<OpenVisitsConfig> {
  if (!site) return {};
  const { openRepository, installationTag, leadership, presence, doctors } = site;
  return { openRepository, installationTag, leadership, presence, doctors };
}
