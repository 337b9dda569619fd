/** Whether a node can work, and what its gauges read. */
import type { Status } from '../../shared/ipc/contract.ts';
import type { App } from '../app.ts';
import type { Clock } from '../ports.ts';
import type { ServiceConfig } from './config.ts';
import type { ServiceProblem } from './flags.ts';
import type { HealthParts, NotReady } from './health.ts';
import type { Metrics } from './metrics.ts';
import type { Staff } from './staff/index.ts';
import type { StaffListener } from './staffListener.ts';
import type { ServiceStore } from './store.ts';
import { visitCounts } from './visitCounts.ts';

export type Life = 'starting' | 'running' | 'stopping';

/** Balancers ask every few seconds; strangers, who need no sign-in for it, must not make it a load on the store. */
const answerKeptMs = 1_000;

export interface HealthOf {
  readonly store: Pick<ServiceStore, 'answers' | 'leads'>;
  readonly config: Pick<ServiceConfig, 'metrics'>;
  readonly metrics: Metrics;
  readonly clock: Pick<Clock, 'now'>;
  readonly app: Pick<App, 'openPhases' | 'pageCertificateEnd' | 'serverCertificateEnd'> & {
    status(): Pick<Status, 'join'>;
  };
  readonly staff: Pick<Staff, 'desks'>;
  readonly listener: Pick<StaffListener, 'certificate'>;
  readonly life: { readonly state: Life };
}

export function healthOf(parts: HealthOf): HealthParts {
  const { store, config, metrics, clock, app, staff, listener, life } = parts;
  const answers = keptFor(answerKeptMs, clock, store.answers);
  const gauges = {
    desks: staff.desks,
    visits: () => visitCounts(app),
    leads: store.leads,
    storeUp: answers,
    certificates: () => ({
      public: app.pageCertificateEnd(),
      staff: listener.certificate()?.validTo,
      server: app.serverCertificateEnd(),
    }),
  };
  const notReady = async (): Promise<readonly NotReady[]> => {
    if (life.state !== 'running') return [life.state];
    const listens = app.status().join.state === 'listening';
    return [
      ...((await answers()) ? [] : (['store-away'] as const)),
      ...(listens ? [] : (['page-not-listening'] as const)),
    ];
  };
  return { notReady, metrics: config.metrics ? { metrics, gauges } : undefined };
}

/** Whoever asks meanwhile, and however often, gets the same answer. */
function keptFor<T>(keptMs: number, clock: Pick<Clock, 'now'>, ask: () => Promise<T>): () => Promise<T> {
  let kept: { readonly at: number; readonly answer: Promise<T> } | undefined;
  return () => {
    const ageMs = kept ? clock.now() - kept.at : keptMs;
    // Negative: the clock was set back.
    if (!kept || ageMs < 0 || ageMs >= keptMs) kept = { at: clock.now(), answer: ask() };
    return kept.answer;
  };
}

type PageError = Extract<Status['join'], { state: 'failed' }>['error'];

/** Why the page for patients does not listen, as a sentence for whoever starts the service. */
export function pageProblem({ code }: PageError, { public: page }: ServiceConfig): ServiceProblem {
  const { host, port, certificateFile } = page;
  switch (code) {
    case 'port-taken':
    case 'port-not-allowed':
      return { problem: code, values: { host, port, flag: '--public-port' } };
    case 'interface-gone':
      return { problem: 'host-gone', values: { host, flag: '--public-host' } };
    case 'certificate-file-unusable':
    case 'page-file-missing':
    case 'page-file-unreadable':
    case 'page-certificate-unreadable':
    case 'page-key-unreadable':
    case 'page-key-other':
    case 'page-passphrase-needed':
      return { problem: 'certificate-unusable', values: { path: certificateFile } };
    case 'public-needs-https':
      return { problem: 'public-needs-https', values: { host } };
    default:
      return { problem: 'page-not-listening', values: { reason: code } };
  }
}
