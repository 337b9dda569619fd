/** The core as a shell composes it, against the emulator, in this process. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../../src/emulator/index.ts';
import { createApp, type App, type AppConfig, type AppEvent } from '../../../src/main/app.ts';
import { onlyDoctor } from '../../../src/main/ipc/caller.ts';
import type { NetworkInterface, SystemProxy } from '../../../src/main/ports.ts';
import { emptyEnvironment } from '../../../src/main/settings/environment.ts';
import { systemClock, systemNetwork } from '../../../src/main/system.ts';
import type { RequestChannel } from '../../../src/shared/ipc/channels.ts';
import {
  requests,
  type ErrorView,
  type RequestInput,
  type RequestOutput,
} from '../../../src/shared/ipc/contract.ts';
import type { FakeClock } from '../../fixtures/fakeClock.ts';
import { fakeRandom } from '../../fixtures/fakeRandom.ts';
import { recordingLog } from '../../fixtures/recordingLog.ts';
import { ScriptedVault } from '../../fixtures/scriptedVault.ts';
import { SettingsInMemory } from '../../fixtures/settingsDocument.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

/** What is shipped. */
export const resourcesDir = join(import.meta.dirname, '../../../resources');

export const clientId = 'c'.repeat(40);
export const clientSecret = '5ec4e7'.repeat(6);
export const doctor = { id: 'petrova', displayName: 'Dr. Petrova', password: 'own-account' };

export async function emulator(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  const server = await startEmulator({ clientId, clientSecret, users: [doctor], ...options });
  onTestFinished(() => server.close());
  return server;
}

export interface CoreOptions {
  readonly settings?: unknown;
  readonly config?: Partial<AppConfig>;
  readonly vault?: ScriptedVault;
  readonly clock?: FakeClock;
  /** With the clinic's own texts. */
  readonly dataDir?: string;
  /** What the interfaces of this computer are at the start. */
  readonly interfaces?: readonly NetworkInterface[];
  /** The patient's page on the port of the settings; any free one otherwise. */
  readonly portOfSettings?: boolean;
  /** What the system says of proxies; none otherwise. */
  readonly systemProxy?: SystemProxy;
}

export interface RunningCore {
  readonly app: App;
  readonly vault: ScriptedVault;
  readonly store: SettingsInMemory;
  readonly log: ReturnType<typeof recordingLog>;
  readonly events: AppEvent[];
  interfaces: readonly NetworkInterface[];
  /** Errors: rejects when the core refuses. */
  ask<C extends RequestChannel>(channel: C, input: RequestInput<C>): Promise<RequestOutput<C>>;
  /** The code with which the core refuses. */
  refused<C extends RequestChannel>(channel: C, input: RequestInput<C>): Promise<ErrorView>;
}

/** Settings with which everything works. */
export const settingsFor = (server: Emulator): object => ({
  server: { address: server.origin, clientId },
  doctors: { list: [{ id: doctor.id, name: doctor.displayName }], entry: 'named-guest' },
  // Whoever lets a day pass looks for other things.
  diagnostics: { rehearsal: 'off' },
});

export async function startCore(options: CoreOptions = {}): Promise<RunningCore> {
  const folder = temporaryFolder();
  const joinPageDir = join(folder, 'join-page');
  const dataDir = join(folder, 'data');
  mkdirSync(joinPageDir);
  mkdirSync(dataDir);
  writeFileSync(join(joinPageDir, 'page.js'), 'void 0;');
  writeFileSync(join(joinPageDir, 'page.css'), 'body{margin:0}');
  const vault = options.vault ?? new ScriptedVault();
  const store = new SettingsInMemory(options.settings);
  const log = recordingLog();
  const state: { interfaces: readonly NetworkInterface[] } = {
    interfaces: options.interfaces ?? [],
  };
  const ports = {
    clock: options.clock ?? systemClock,
    random: fakeRandom(folder),
    secretBox: vault,
    settingsStore: store,
    network: { ...systemNetwork, interfaces: () => state.interfaces },
    systemProxy: options.systemProxy ?? { resolve: async () => [{ kind: 'direct' as const }] },
    log,
  };
  const app = createApp(ports, {
    dataDir: options.dataDir ?? dataDir,
    joinPageDir,
    resourcesDir,
    shell: 'web',
    version: '0.1.0',
    environment: emptyEnvironment,
    systemLanguage: 'en',
    demo: false,
    ...(!options.portOfSettings && { joinPort: 0 }),
    ...options.config,
  });
  onTestFinished(() => app.stop());
  const events: AppEvent[] = [];
  app.onEvent((event) => events.push(event));
  await app.start();
  return {
    app,
    vault,
    store,
    log,
    events,
    get interfaces() {
      return state.interfaces;
    },
    set interfaces(interfaces) {
      state.interfaces = interfaces;
    },
    async ask(channel, input) {
      const answer = await app.router.dispatch(channel, input, onlyDoctor);
      if (!answer.ok) throw new Error(`${channel}: ${answer.error.code}`);
      return outputOf(channel, answer.value);
    },
    async refused(channel, input) {
      const answer = await app.router.dispatch(channel, input, onlyDoctor);
      if (answer.ok) throw new Error(`${channel} was carried out`);
      return answer.error;
    },
  };
}

/** Parsed again, so that a test sees what the doctor's UI would. */
function outputOf<C extends RequestChannel>(channel: C, value: unknown): RequestOutput<C> {
  const isOutput = (candidate: unknown): candidate is RequestOutput<C> =>
    requests[channel].output.safeParse(candidate).success;
  if (!isOutput(value)) throw new Error(`${channel}: not by the contract`);
  return value;
}
