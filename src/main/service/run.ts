/** `npm run service`: from the configuration to a running node, and what is said on the way. */
import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { err, ok, type Result } from '../../shared/result.ts';
import { ensureBuilt } from '../launch/build.ts';
import { projectRoot } from '../launch/projectRoot.ts';
import { takeEnvironment } from '../settings/environment.ts';
import { systemClock, systemNetwork, systemProxy, systemRandom } from '../system.ts';
import type { ServiceConfig } from './config.ts';
import type { ServiceProblem } from './flags.ts';
import { openFoundations } from './foundations.ts';
import { keepRecentLines } from '../log/recentLines.ts';
import { createJsonLog } from './jsonLog.ts';
import { checkListeners } from './listenerRules.ts';
import { createMetrics } from './metrics.ts';
import { startNode, type ServiceNode } from './node.ts';
import type { Say } from './say.ts';

export interface RunningService {
  /** Reads certificates and secrets anew. */
  reload(): void;
  /** Ends everything; the process may exit then. */
  stop(): Promise<void>;
}

export interface RunParts {
  readonly config: ServiceConfig;
  readonly say: Say;
  readonly printUrls: boolean;
  /** Ends the waiting for what is not there yet. */
  readonly signal: AbortSignal;
}

/** Errors: why it does not run; nothing is left open. */
export async function runService({
  config,
  say,
  printUrls,
  signal,
}: RunParts): Promise<Result<RunningService, ServiceProblem>> {
  const allowed = checkListeners(config, networkInterfaces());
  if (!allowed.ok) return allowed;
  const metrics = createMetrics();
  const recent = keepRecentLines(systemClock.now);
  const log = createJsonLog({
    level: config.logLevel,
    now: systemClock.now,
    write: (line) => process.stdout.write(line),
    onEvent(event, fields, level) {
      metrics.onLogEvent(event, fields, level);
      recent.add(event, fields, level);
    },
  });
  const system = {
    ...{ clock: systemClock, random: systemRandom, network: systemNetwork, systemProxy },
    ...{ log, metrics, config, readLog: async () => recent.read() },
  };
  const foundations = await openFoundations({ ...system, signal, environment: process.env });
  if (!foundations.ok) return foundations;
  const node = await onFoundations();
  if (node.ok) return ok(lifeOf(node.value));
  await foundations.value.close();
  return node;

  async function onFoundations(): Promise<Result<ServiceNode, ServiceProblem>> {
    if (!foundations.ok) return foundations;
    // After the secrets have left the environment, of which a build gets a copy.
    const environment = takeEnvironment(process.env);
    if (!environment.ok) {
      const variable = environment.error[0]?.variable ?? '';
      return err({ problem: 'setting-invalid', values: { field: variable, flag: '–' } });
    }
    if (!isBuilt(say)) return err({ problem: 'build-failed', values: {} });
    const started = await startNode({
      ...system,
      foundations: foundations.value,
      environment: environment.value,
      language: say.language,
    });
    if (started.ok) await tell(started.value, say, printUrls);
    return started;
  }

  function lifeOf(running: ServiceNode): RunningService {
    log.info('service.running', { embedded: config.embedded });
    return {
      reload: running.reload,
      async stop() {
        log.info('service.stopping');
        await running.stop();
        if (foundations.ok) await foundations.value.close();
        log.info('service.stopped');
      },
    };
  }
}

/** Where the tools of a build are (a checkout) a build that is older than its sources is made anew; elsewhere it is taken as it is. */
function isBuilt(say: Say): boolean {
  if (!existsSync(join(projectRoot, 'node_modules', 'vite'))) return true;
  try {
    return ensureBuilt(projectRoot, () => say('building')) !== 'failed';
  } catch {
    // A program's folder that the service must not write.
    return false;
  }
}

async function tell(node: ServiceNode, say: Say, printUrls: boolean): Promise<void> {
  const { patients, staff } = node.addresses();
  if (printUrls) process.stdout.write(`${JSON.stringify({ patients, staff })}\n`);
  say('running', { patients, staff });
  const code = await node.firstCode();
  if (code !== undefined) say('first-administrator', { address: `${staff}first-administrator`, code });
}
