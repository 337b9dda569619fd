/** Starts "Try it without a server" once, and clears up after it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Language } from '../../shared/settings.ts';
import type { Credentials } from '../credentials/credentials.ts';
import type { SettingsService } from '../settings/settingsService.ts';
import { demoLayer, doctorForDemo, type DemoServer, type StartDemoServer } from './demo.ts';

export interface DemoControl {
  isRunning(): boolean;
  /** Errors: `bad-request` where no demo can be had, or where a real server is set up. */
  start(): Promise<Result<void, AppError>>;
  stop(): Promise<void>;
}

interface DemoDependencies {
  readonly startServer: StartDemoServer | undefined;
  /** The whole profile is a demo's, so its visits need no place apart. */
  readonly isProfile: boolean;
  readonly isSetUp: () => boolean;
  readonly settings: SettingsService;
  readonly credentials: Credentials;
  readonly language: () => Language;
  /** Opens visits in this folder, with keys in memory, and uses them from now on. */
  readonly useVisitsIn: (dataDir: string) => Promise<void>;
  /** Resolves when the core works with the demo's settings. */
  readonly settled: () => Promise<void>;
}

export function createDemoControl(dependencies: DemoDependencies): DemoControl {
  const { settings, credentials } = dependencies;
  let server: DemoServer | undefined;
  let folder: string | undefined;
  let starting: Promise<Result<void, AppError>> | undefined;

  async function start(startServer: StartDemoServer): Promise<Result<void, AppError>> {
    const language = dependencies.language();
    const doctor = doctorForDemo(settings.current(), language);
    server = await startServer(doctor);
    if (!dependencies.isProfile) {
      folder = await mkdtemp(join(tmpdir(), 'visit-desk-demo-'));
      await dependencies.useVisitsIn(folder);
    }
    credentials.overlay(server.clientSecret);
    settings.overlay(demoLayer(server, doctor, language));
    await dependencies.settled();
    return ok(undefined);
  }

  return {
    isRunning: () => server !== undefined,
    async start() {
      const { startServer } = dependencies;
      if (!startServer) return err(appError('bad-request'));
      if (!starting && !dependencies.isProfile && dependencies.isSetUp()) return err(appError('bad-request'));
      return (starting ??= start(startServer).catch((error: unknown) => {
        starting = undefined;
        throw error;
      }));
    },
    async stop() {
      await starting?.catch(() => undefined);
      await server?.close();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
