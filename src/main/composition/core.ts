/** The parts of the core, tied together: who is told what when settings, credentials or the listener change. */
import { join } from 'node:path';
import type { HelpTexts } from '../../shared/help.ts';
import { createCredentials, type Credentials } from '../credentials/credentials.ts';
import { createMemorySecretBox } from '../credentials/memorySecretBox.ts';
import { readPageAssets } from '../join/assets.ts';
import { createEmbeddingCheck, type EmbeddingCheck } from '../join/embeddingCheck.ts';
import { loadHelpTexts } from '../join/helpTexts.ts';
import { loadPatientTexts } from '../join/patientTexts.ts';
import { createJoinServer } from '../join/server.ts';
import type { Settings } from '../../shared/settings.ts';
import type { AppConfig } from '../app.ts';
import type { Ports, SecretBox } from '../ports.ts';
import { createSettingsService, type SettingsService } from '../settings/settingsService.ts';
import { openVisits, type OpenVisitsConfig, type Visits } from '../visits/index.ts';
import { createAppState, type AppState } from './appState.ts';
import { createDemoControl, type DemoControl } from './demoControl.ts';
import { createJoinListener, placeOf, type JoinListener } from './joinListener.ts';
import { createPresentDoctor, type PresentDoctor } from './presentDoctor.ts';
import { createServerClient, isOtherServer, type ServerClient } from './serverClient.ts';
import type { Site } from './site.ts';
import { createVisitsHub, type VisitsHub } from './visitsHub.ts';

export interface Core {
  readonly settings: SettingsService;
  readonly credentials: Credentials;
  readonly server: ServerClient;
  readonly hub: VisitsHub;
  /** Of a single PC. */
  readonly present: PresentDoctor;
  readonly join: JoinListener;
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
  const { environment } = config;
  const settings = createSettingsService({ store: ports.settingsStore, environment, log });
  const credentials = createCredentials({
    secretBox: ports.secretBox,
    environmentSecret: environment.clientSecret,
    log,
  });
  const server = createServerClient({ ...ports, settings: settings.current, credentials });
  const present = createPresentDoctor(settings, () => hub);
  // At the clinic's service each desk has a board of its own, and a count of its own.
  const hub = createVisitsHub((visit) => config.site !== undefined || present.isShown(visit));
  const help = loadHelpTexts({ shipped: config.resourcesDir, own: config.dataDir }, log);
  const embedding = createEmbeddingCheck({
    ...ports,
    settings: settings.current,
    pageOrigin: () => join.origin(),
    onChange: () => state.announceStatus(),
  });
  const join = createListener(ports, config, { settings, hub, embedding, help }, () => {
    hub.current()?.refresh();
    void embedding.renew();
    state.announceStatus();
  });
  const state = createState(ports, config, { settings, credentials, help }, () => ({
    join: join.state(),
    embedding: embedding.state(),
    server: hub.current()?.serverTrouble() ?? null,
    demo: demo.isRunning(),
  }));
  const visits = visitsOpener(ports, config, { settings, server, hub, join, state });
  const changes = followChanges({ settings, server, hub, join, embedding, state });
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
  return { settings, credentials, server, hub, present, join, embedding, state, demo, ...visits, ...changes };
}

function createListener(
  ports: Ports,
  config: AppConfig,
  {
    settings,
    hub,
    embedding,
    help,
  }: Pick<Core, 'settings' | 'hub' | 'embedding'> & { readonly help: HelpTexts },
  onChange: () => void,
): JoinListener {
  const texts = loadPatientTexts(join(config.dataDir, 'languages'), ports.log);
  const { site } = config;
  const server = createJoinServer({
    ...ports,
    door: hub.door,
    settings: () => withProxies(settings.current(), site),
    basePath: site?.joinPlace.basePath ?? '',
    serverOrigin: () => settings.current().server.address,
    assets: readPageAssets(config.joinPageDir),
    help,
    patientTexts: () => texts,
    mayEmbed: embedding.mayEmbed,
    countStreams: site?.countStreams,
  });
  return createJoinListener({
    ...ports,
    server,
    place: () => site?.joinPlace ?? placeOf(settings.current().join, ports.network, config.joinPort),
    onChange,
  });
}

/** Which proxies are believed is a matter of where the page listens. */
function withProxies(settings: Settings, site: Site | undefined): Settings {
  if (!site) return settings;
  return { ...settings, join: { ...settings.join, trustedProxies: [...site.joinPlace.trustedProxies] } };
}

function createState(
  ports: Ports,
  config: AppConfig,
  parts: Pick<Core, 'settings' | 'credentials'> & { readonly help: HelpTexts },
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

type Tied = Pick<Core, 'settings' | 'server' | 'hub' | 'join' | 'state'>;
/** Whether a part of the settings is another than before. */
const differs = (now: unknown, before: unknown): boolean => JSON.stringify(now) !== JSON.stringify(before);
/** Only who works at this PC is another. */
const isSwitch = ({ present, ...now }: Settings, { present: former, ...before }: Settings): boolean =>
  differs(present, former) && !differs(now, before);

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

function followChanges({
  settings,
  server,
  hub,
  join,
  embedding,
  state,
}: Tied & Pick<Core, 'embedding'>): Pick<Core, 'begin' | 'renew' | 'settled'> {
  let settling: Promise<void> = Promise.resolve();

  async function begin(): Promise<void> {
    await state.lookAtVault();
    hub.current()?.refresh();
    state.announceStatus();
    // Ahead of the doctor's click, and nobody waits for it.
    void server.current().then((client) => (client.ok ? client.value.warm() : undefined));
  }

  async function renew(): Promise<void> {
    await server.reset();
    await begin();
  }

  settings.onChange((now, before) => {
    settling = settling.then(async () => {
      await state.announceSettings();
      if (differs(now.join, before.join)) await join.follow();
      // Nobody who saves settings waits for it.
      if (differs([now.join, now.server], [before.join, before.server])) void embedding.renew();
      if (isOtherServer(now, before)) await renew();
      // Who works here changes no visit: its board is listed anew, and nothing is asked of the server.
      else if (!isSwitch(now, before)) hub.current()?.refresh();
      state.announceStatus();
    });
  });
  return { begin, renew, settled: () => settling };
}
