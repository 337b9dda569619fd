/** A doctor's practice for one day: a server, the app with its desk in this process, and the doctor's browser. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page, WebSocketRoute } from 'playwright-core';
import { startEmulator, type Emulator } from '../../../src/emulator/index.ts';
import { createApp, type App } from '../../../src/main/app.ts';
import { ensureBuilt } from '../../../src/main/launch/build.ts';
import { outDir, projectRoot, resourcesDir } from '../../../src/main/launch/projectRoot.ts';
import { emptyEnvironment } from '../../../src/main/settings/environment.ts';
import { systemNetwork, systemProxy, systemRandom } from '../../../src/main/system.ts';
import { openWebShell, type WebShell } from '../../../src/main/web/shell.ts';
import { recordingLog } from '../../fixtures/recordingLog.ts';
import { ScriptedVault } from '../../fixtures/scriptedVault.ts';
import { SettingsInMemory } from '../../fixtures/settingsDocument.ts';
import { desk } from '../support/chromium.ts';
import { credentials } from '../support/clinic.ts';
import { DayClock } from './dayClock.ts';
import { countHands, type Hands } from './hands.ts';
import type { DayPatient } from './dayPatient.ts';

export interface PracticeOptions {
  readonly browser: Browser;
  readonly folder: string;
  readonly doctors: readonly { readonly id: string; readonly name: string }[];
  /** Epoch ms. */
  readonly morning: number;
}

interface Running {
  readonly app: App;
  readonly shell: WebShell;
}

/** Time passes in steps after which every page says that it lives: seldomer than pages do, but before one counts as asleep. */
const pulseMs = 25_000;

/** Longer than a hand that has touched a card counts as aiming at it. */
const restMs = 3_100;

export class Practice {
  readonly clock: DayClock;
  readonly server: Emulator;
  readonly patients: DayPatient[] = [];
  readonly hands: Hands = { clicks: 0, keys: 0 };
  readonly #options: PracticeOptions;
  readonly #vault = new ScriptedVault();
  readonly #settings: SettingsInMemory;
  #running: Running | undefined;
  #page: Page | undefined;

  private constructor(server: Emulator, options: PracticeOptions) {
    this.server = server;
    this.#options = options;
    this.clock = new DayClock(options.morning);
    this.#vault.kept.set('client-secret', credentials.clientSecret);
    this.#settings = new SettingsInMemory({
      server: { address: server.origin, clientId: credentials.clientId },
      doctors: { list: options.doctors, entry: 'named-guest' },
      visits: { admission: 'waiting', linkLifeHours: 12 },
      clinic: { name: 'City Clinic No. 5', phone: '8 495 000-00-00' },
      // The clicks and the calls of the day are counted.
      diagnostics: { rehearsal: 'off' },
    });
  }

  static async open(options: PracticeOptions): Promise<Practice> {
    if (ensureBuilt(projectRoot, () => undefined) === 'failed') throw new Error('the build failed');
    const users = options.doctors.map(({ id, name }) => ({ id, displayName: name, password: id }));
    const practice = new Practice(await startEmulator({ ...credentials, users }), options);
    mkdirSync(join(options.folder, 'data'));
    await practice.start();
    return practice;
  }

  get page(): Page {
    if (!this.#page) throw new Error('nobody is at the desk');
    return this.#page;
  }

  get app(): App {
    if (!this.#running) throw new Error('the app does not run');
    return this.#running.app;
  }

  /** Starts the app (again) and opens the desk; links live on, because the patient's page keeps its port. */
  async start(): Promise<void> {
    const app = createApp(this.#ports(), {
      dataDir: join(this.#options.folder, 'data'),
      joinPageDir: join(outDir, 'join-page'),
      resourcesDir,
      shell: 'web',
      version: '0.1.0',
      environment: emptyEnvironment,
      systemLanguage: 'en',
      demo: false,
      joinPort: this.#joinPort,
    });
    await app.start();
    const { join: listening } = app.status();
    if (listening.state === 'listening') this.#joinPort = Number(new URL(listening.origin).port);
    const shell = await openWebShell({
      router: app.router,
      onEvent: app.onEvent,
      frameOrigin: () => app.settings().server.address,
      rendererDir: join(outDir, 'renderer'),
      tokenLifeMs: 60_000,
      port: 0,
      clock: this.clock,
      random: systemRandom,
    });
    if (!shell.ok) throw new Error(shell.error.code);
    this.#running = { app, shell: shell.value };
    await this.#sitDown(shell.value.url);
  }

  #joinPort = 0;
  /** Of the desk and of the app. */
  readonly #lines: WebSocketRoute[] = [];
  #isCut = false;

  #ports() {
    return {
      clock: this.clock,
      random: systemRandom,
      secretBox: this.#vault,
      settingsStore: this.#settings,
      network: { ...systemNetwork, interfaces: () => [] },
      systemProxy,
      log: recordingLog(),
    };
  }

  async #sitDown(url: string): Promise<void> {
    const context = await desk(this.#options.browser);
    await context.clock.install({ time: this.clock.now() });
    await countHands(context, this.hands);
    await this.#holdLines(context);
    this.#page = await context.newPage();
    await this.#page.goto(url);
  }

  async #holdLines(context: BrowserContext): Promise<void> {
    await context.routeWebSocket(/\/socket$/, async (line) => {
      if (this.#isCut) await line.close();
      else this.#lines.push(line, line.connectToServer());
    });
  }

  /** The desk’s line to the app breaks, and is not made again before `mendsLine`. */
  async cutsLine(): Promise<void> {
    this.#isCut = true;
    for (const line of this.#lines.splice(0)) await line.close();
  }

  mendsLine(): void {
    this.#isCut = false;
  }

  /** The computer goes off in the middle of the day. */
  async stop(): Promise<void> {
    await this.#page?.context().close();
    await this.#running?.shell.close();
    await this.#running?.app.stop();
    this.#page = undefined;
    this.#running = undefined;
  }

  /** Time passes for the app, the desk and everybody who waits. */
  async passes(ms: number): Promise<void> {
    await this.#leaps(ms);
    await this.#page?.clock.setSystemTime(this.clock.now());
  }

  /** The doctor’s hand rests: also what the desk’s page does after some seconds happens, such as that cards go to their places. */
  async rests(): Promise<void> {
    await this.#leaps(restMs);
    await this.#page?.clock.fastForward(restMs);
  }

  async #leaps(ms: number): Promise<void> {
    for (let leftMs = ms; leftMs > 0; leftMs -= pulseMs) {
      this.clock.leap(Math.min(pulseMs, leftMs));
      await Promise.all(this.patients.filter(({ isWaiting }) => isWaiting).map((patient) => patient.lives()));
    }
  }

  async close(): Promise<void> {
    for (const patient of this.patients) await patient.close();
    await this.stop();
    await this.server.close();
  }
}
