/**
 * One running node of the service: everything opened in order, and closed in the other order. Patients who wait keep
 * their place through a restart: their streams are told to come back, and what they need stands in the store.
 */
import { join } from 'node:path';
import tls from 'node:tls';
import { EnvHttpProxyAgent, type Dispatcher } from 'undici';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Language } from '../../shared/settings.ts';
import type { App } from '../app.ts';
import { outDir } from '../launch/projectRoot.ts';
import { causeOf } from '../log/cause.ts';
import type { Clock, Log, Network, Ports, Random, SystemProxy } from '../ports.ts';
import type { Environment } from '../settings/environment.ts';
import { createAccess, type Access } from './access/index.ts';
import type { LogLine } from '../../shared/ipc/diagnostics.ts';
import { clientAddressBy } from './clientAddress.ts';
import { createClientSecret, type ClientSecret } from './clientSecret.ts';
import type { ServiceConfig } from './config.ts';
import { createServiceCore } from './core.ts';
import type { ServiceProblem } from './flags.ts';
import type { Foundations } from './foundations.ts';
import { addHealth } from './health.ts';
import { staffOrigins } from './listenerRules.ts';
import type { Metrics } from './metrics.ts';
import { healthOf, pageProblem, type Life } from './nodeHealth.ts';
import { promotionIn } from './promotion.ts';
import { rehearsalsIn } from './rehearsals.ts';
import { createServiceSecretBox } from './secretBox.ts';
import { createServicePortal } from './servicePortal.ts';
import { createStaff, type Staff } from './staff/index.ts';
import { createStaffListener, type StaffListener } from './staffListener.ts';
import { startUpkeep } from './upkeep.ts';

export interface NodeParts {
  readonly foundations: Foundations;
  readonly config: ServiceConfig;
  readonly environment: Environment;
  readonly language: Language;
  readonly clock: Clock;
  readonly random: Random;
  readonly network: Network;
  readonly systemProxy: SystemProxy;
  readonly log: Log;
  readonly metrics: Metrics;
  /** What this process logged of late, oldest line first. */
  readonly readLog: () => Promise<readonly LogLine[]>;
}

export interface ServiceNode {
  /** Where the page for patients is, the base path included; and where staff go. */
  addresses(): { readonly patients: string; readonly staff: string };
  /** While there is no administrator: a code of this start. */
  firstCode(): Promise<string | undefined>;
  /** Reads certificates and secrets anew now. */
  reload(): void;
  /** Not ready from this moment; desks and streams are told, then everything is closed. Safe to call twice. */
  stop(): Promise<void>;
}

/** Errors: what keeps one of the listeners from listening. Nothing but the foundations is left open then. */
export async function startNode(parts: NodeParts): Promise<Result<ServiceNode, ServiceProblem>> {
  const listener = createStaffListener(parts.config);
  if (!listener.ok) return listener;
  const node = compose(parts, listener.value);
  const started = await start(parts, node).catch((error: unknown) => {
    parts.log.error('service.not-started', { cause: causeOf(error) });
    return err<ServiceProblem>({ problem: 'store-unusable', values: { cause: causeOf(error) } });
  });
  if (started.ok) return ok(face(parts, node));
  await node.stop();
  return started;
}

interface Composed {
  readonly app: App;
  readonly access: Access;
  readonly clientSecret: ClientSecret;
  readonly listener: StaffListener;
  readonly staff: Staff;
  readonly origins: () => readonly string[];
  readonly upkeep: { begin(): void; reload(): void };
  stop(): Promise<void>;
  /** What `/readyz` says, beside the store. */
  readonly life: { state: Life };
}

function compose(parts: NodeParts, listener: StaffListener): Composed {
  const { config, foundations, clock, random, log } = parts;
  const { secrets, store } = foundations;
  const life: Composed['life'] = { state: 'starting' };
  const origins = (): readonly string[] => staffOrigins(config.staff, listener.port());
  const dispatcher = createDispatcher();
  const access = createAccess({
    config: config.access,
    stores: store.access,
    sharedKey: secrets.key('field-key'),
    clientSecret: async () => secrets.get('oidc-client-secret'),
    dispatcher,
    origins,
    ports: { clock, random, log },
  });
  const clientSecret = createClientSecret({
    secrets,
    fieldKey: secrets.key('field-key'),
    store: promotionIn(store.documents),
    prove: (secret) => app.tryVisit(secret),
    leads: store.leads,
    clock,
    log,
  });
  const app = createServiceCore({
    ...parts,
    ports: portsOf(parts, clientSecret),
    directory: access.directory,
    people: access.people,
    site: {
      ...store.site,
      installationTag: foundations.installationTag,
      countStreams: parts.metrics.countStreams,
      // One machine keeps it in its folder.
      ...(store.signals && { rehearsals: rehearsalsIn(store.documents) }),
    },
  });
  const staff = createStaff({
    router: app.router,
    onEvent: app.onEvent,
    visitFacts: app.visitFacts,
    access: access.http,
    addressOf: clientAddressBy(config.trustedProxies),
    directory: access.directory,
    rendererDir: join(outDir, 'renderer'),
    origins,
    frameOrigin: () => app.settings().server.address,
    clock,
    random,
    log,
    metrics: parts.metrics.staff,
    limits: { drainMs: 2_000 },
    ...(store.signals && { signals: store.signals }),
  });
  const upkeep = startUpkeep({ ...parts, app, access, clientSecret, listener });
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    life.state = 'stopping';
    upkeep.end();
    // Desks first: what they have asked is still answered by the core.
    await staff.stop();
    await app.stop();
    await listener.app.close();
    access.stop();
    await dispatcher.close();
  };
  return {
    ...{ app, access, clientSecret, listener, staff, origins, upkeep, life },
    stop: () => (stopped ??= stop()),
  };
}

function portsOf(
  { foundations, config, clock, random, network, systemProxy, log }: NodeParts,
  secret: ClientSecret,
): Ports {
  const { secrets, store } = foundations;
  const secretBox = createServiceSecretBox({ secrets, clientSecret: secret, singleNode: config.embedded });
  return { clock, random, network, systemProxy, log, secretBox, settingsStore: store.settings };
}

/** For the identity provider: the system's authorities, and the proxy of the usual variables. */
function createDispatcher(): Dispatcher {
  const ca = [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])];
  return new EnvHttpProxyAgent({ connect: { ca }, requestTls: { ca }, proxyTls: { ca } });
}

async function start(parts: NodeParts, node: Composed): Promise<Result<void, ServiceProblem>> {
  const { app, access, listener, staff, clientSecret } = node;
  const { store } = parts.foundations;
  addHealth(listener.app, healthOf({ ...parts, ...node, store }));
  await listener.app.register(access.http.plugin);
  await listener.app.register(staff.plugin);
  const portal = createServicePortal({ ...parts, app, directory: access.directory, store });
  await listener.app.register(portal.plugin);
  listener.app.setNotFoundHandler(async (_request, reply) => reply.code(404).send({ error: 'not-found' }));
  await access.directory.start();
  await clientSecret.load();
  await app.start();
  const { join: page } = app.status();
  if (page.state === 'failed') return err(pageProblem(page.error, parts.config));
  // Desks find a core that answers.
  const listening = await listener.listen();
  if (!listening.ok) return listening;
  node.upkeep.begin();
  node.life.state = 'running';
  return ok(undefined);
}

function face({ config }: NodeParts, node: Composed): ServiceNode {
  return {
    addresses() {
      const { join: page } = node.app.status();
      const origin = page.state === 'listening' ? page.origin : '';
      return { patients: `${origin}${config.public.basePath}/`, staff: `${node.origins()[0] ?? ''}/` };
    },
    firstCode: () => node.access.firstAdministrator.makeCode(),
    reload: node.upkeep.reload,
    stop: node.stop,
  };
}
