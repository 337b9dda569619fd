/** The rehearsal, tied to the rest of the core: what it plays with, who is told, where its result is kept, when it is due. */
import { join } from 'node:path';
import { arch, release, type } from 'node:os';
import tls from 'node:tls';
import { appError, type AppError } from '../../shared/errors.ts';
import type { Rehearsal } from '../../shared/ipc/rehearsal.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Language } from '../../shared/settings.ts';
import type { AppConfig } from '../app.ts';
import type { RehearsalStore } from '../diagnostics/rehearsal/document.ts';
import { playRehearsal, type Played, type RehearsalWatch } from '../diagnostics/rehearsal/play.ts';
import { createRehearsals, type Rehearsals } from '../diagnostics/rehearsal/rehearsals.ts';
import { reportOf } from '../diagnostics/rehearsal/report.ts';
import { startScheduler } from '../diagnostics/rehearsal/scheduler.ts';
import { spares } from '../diagnostics/rehearsal/sparing.ts';
import { fileStore, memoryStore } from '../diagnostics/rehearsal/stores.ts';
import { selfCheckAnswer } from '../join/selfCheck.ts';
import type { Ports } from '../ports.ts';
import { systemRoots } from '../trueconf/systemRoots.ts';
import type { Core } from './core.ts';
import { presentDoctor } from './presentDoctor.ts';

export interface Rehearsing extends Omit<Rehearsals, 'start' | 'scheduledAt'> {
  start(): ReturnType<Rehearsals['start']>;
  /** Errors: `bad-request` before the first. */
  report(language: Language): Result<string, AppError>;
  /** From now on by schedule, too. */
  begin(): void;
}

type Tied = Pick<Core, 'settings' | 'credentials' | 'hub' | 'join' | 'embedding' | 'state' | 'demo' | 'ways'>;

export function createRehearsing(ports: Ports, config: AppConfig, core: Tied): Rehearsing {
  const { settings, hub, state, demo } = core;
  const rehearsals = createRehearsals({
    ...ports,
    store: storeOf(config, demo.isRunning),
    isShared: config.site?.rehearsals !== undefined,
    play: (by, watch) => play(ports, config, core, by, watch),
    installationTag: () => hub.current()?.installationTag ?? '',
    sweep: () => hub.current()?.sweep(),
    onChange: (payload) => state.emit({ channel: 'rehearsal:changed', payload }),
  });
  let end = (): void => undefined;
  return {
    ...rehearsals,
    start: () => rehearsals.start('hand'),
    report(language) {
      const { run } = rehearsals.state();
      if (!run) return err(appError('bad-request'));
      const { version, shell } = config;
      const system = `${type()} ${release()} ${arch()}, Node ${process.version}`;
      const now = ports.clock.now();
      return ok(reportOf({ run, settings: settings.current(), language, version, shell, system, now }));
    },
    begin() {
      end = startScheduler({
        rehearsals,
        settings: settings.current,
        leads: () => config.site?.leadership?.leads() ?? true,
        isReady: () => state.status().missing.length === 0 && !demo.isRunning(),
        isBusy: () => hub.current()?.occupancy().present ?? false,
        clock: ports.clock,
      });
    },
    async stop() {
      end();
      await rehearsals.stop();
    },
  };
}

/** Nothing of a demo is kept. */
function storeOf({ dataDir, site }: AppConfig, isDemo: () => boolean): RehearsalStore {
  if (site?.rehearsals) return site.rehearsals;
  const [file, memory] = [fileStore(join(dataDir, 'rehearsal.json')), memoryStore()];
  const now = (): RehearsalStore => (isDemo() ? memory : file);
  return { read: () => now().read(), change: (next) => now().change(next) };
}

function play(
  ports: Ports,
  { site, phoneRoots }: AppConfig,
  { settings, credentials, hub, join: page, embedding, ways }: Tied,
  by: Rehearsal['by'],
  watch: RehearsalWatch,
): Promise<Played> | undefined {
  const visits = hub.current();
  if (!visits) return undefined;
  const { server } = settings.current();
  const way = ways.wayOf(server.proxy, by === 'hand' ? { typed: null } : undefined);
  const tag = visits.installationTag;
  const doctorId = site ? (site.doctors()[0]?.id ?? null) : (presentDoctor(settings.current())?.id ?? '');
  const input = {
    ...ports,
    ...{ server, tag, ownerId: doctorId, way },
    secret: () => credentials.secret(),
    spares: () => spares(by, visits.occupancy()),
    page: page.state,
    linkBase: page.linkBase,
    answerTo: (nonce: string) => selfCheckAnswer(tag, nonce),
    phoneRoots: phoneRoots ?? (() => tls.rootCertificates),
    ownRoots: systemRoots,
    embeds: () => settings.current().join.entry === 'embed',
    frameOf: embedding.look,
  };
  return playRehearsal(input, watch);
}
