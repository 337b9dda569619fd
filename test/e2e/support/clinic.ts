/** A clinic for one test: a TrueConf server (the emulator), a data folder, and Visit Desk as a real process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../../src/emulator/index.ts';
import type { Settings } from '../../../src/shared/settings.ts';

const root = join(import.meta.dirname, '../../..');

export const credentials = { clientId: 'c'.repeat(40), clientSecret: '5ec4e7'.repeat(6) } as const;
export const doctor = { id: 'petrova', displayName: 'Dr. Petrova', password: 'own-account' } as const;
/** The system refuses at once to connect a stream to the broadcast address: no packet leaves. */
export const nowhere = 'https://255.255.255.255';

type DeepPartial<T> = {
  readonly [K in keyof T]?: T[K] extends readonly (infer Item)[] ? readonly Item[] : DeepPartial<T[K]>;
};

export interface ClinicOptions {
  readonly server?: Partial<EmulatorOptions>;
  readonly settings?: DeepPartial<Settings>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Nothing set up: as after the installation. */
  readonly blank?: boolean;
}

export interface Urls {
  readonly app: string;
  /** Empty: the patient's page cannot be opened. */
  readonly join: string;
}

/** One run of `npm start`; `output` is all that it printed. */
export interface Run {
  readonly urls: Urls;
  readonly child: ChildProcess;
  readonly output: () => string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export class Clinic {
  readonly server: Emulator;
  readonly folder: string;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #runs: Run[] = [];
  #joinPort = '0';

  private constructor(server: Emulator, folder: string, environment: Readonly<Record<string, string>>) {
    this.server = server;
    this.folder = folder;
    this.#environment = environment;
  }

  static async open(options: ClinicOptions = {}): Promise<Clinic> {
    const server = await startEmulator({ ...credentials, users: [doctor], ...options.server });
    const folder = await mkdtemp(join(tmpdir(), 'visit-desk-e2e-'));
    const settings = {
      version: 1,
      clinic: { name: 'City Clinic No. 5', phone: '8 495 000-00-00' },
      ...options.settings,
    };
    await writeFile(join(folder, 'config.json'), JSON.stringify(settings));
    const given = options.blank
      ? {}
      : {
          VISIT_DESK_SERVER: server.origin,
          VISIT_DESK_CLIENT_ID: credentials.clientId,
          VISIT_DESK_CLIENT_SECRET: credentials.clientSecret,
          VISIT_DESK_OWNER: doctor.id,
        };
    return new Clinic(server, folder, { ...given, ...options.environment });
  }

  /**
   * Starts Visit Desk (again); the patient's page keeps its port, so that links live on. `joinPort: null`: the port of
   * the settings counts.
   */
  async start(options: { readonly joinPort?: null } = {}): Promise<Run> {
    const fromSettings = options.joinPort === null;
    const run = await startVisitDesk(this.folder, fromSettings ? null : this.#joinPort, this.#environment);
    if (!fromSettings) this.#joinPort = new URL(run.urls.join).port;
    this.#runs.push(run);
    return run;
  }

  /** Ends every run, as a power cut would with `SIGKILL`. */
  async stopAll(signal?: NodeJS.Signals): Promise<void> {
    for (const run of this.#runs) await run.stop(signal);
  }

  /** All that every run printed. */
  output(): string {
    return this.#runs.map((run) => run.output()).join('\n');
  }

  async close(): Promise<void> {
    for (const run of this.#runs) await run.stop();
    await this.server.close();
    for (const folder of [this.folder, `${this.folder}-keys`])
      await rm(folder, { recursive: true, force: true });
  }
}

async function startVisitDesk(
  folder: string,
  joinPort: string | null,
  environment: Readonly<Record<string, string>>,
): Promise<Run> {
  const flags = [
    '--web',
    '--no-open',
    '--print-urls',
    '--data-dir',
    folder,
    '--app-port',
    '0',
    ...(joinPort === null ? [] : ['--join-port', joinPort]),
  ];
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('VISIT_DESK_'));
  const child = spawn(process.execPath, ['src/main/launch.js', ...flags], {
    cwd: root,
    // The keys of a test live and die with its folder.
    env: {
      ...Object.fromEntries(inherited),
      XDG_CONFIG_HOME: `${folder}-keys`,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const urls = await new Promise<Urls>((resolve, reject) => {
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      output += chunk.toString();
      const line = stdout.split('\n').find((part) => part.startsWith('{'));
      if (line && stdout.includes('\n')) resolve(urlsOf(line));
    });
    child.once('exit', (code) => reject(new Error(`Visit Desk ended with ${code}: ${output}`)));
  });
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return { urls, child, output: () => output, stop };
}

function urlsOf(line: string): Urls {
  const printed: { readonly app: string; readonly join: string | null } = JSON.parse(line);
  return { app: printed.app, join: printed.join ?? '' };
}
