/**
 * What the service counts, in Prometheus' text form: times, counts and states; never a name, an id or an address. What
 * happens in the core is counted from its log events, which say codes and times only (`ports.ts`).
 */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { errorCodes } from '../../shared/errors.ts';
import { requestChannels } from '../../shared/ipc/channels.ts';
import type { LogFields } from '../ports.ts';
import type { LogLevel } from './jsonLog.ts';
import type { StaffMetrics } from './staff/index.ts';

export interface Gauges {
  desks(): number;
  /** Open visits of the whole clinic by phase, as this node knows them. */
  visits(): Readonly<Record<string, number>>;
  leads(): boolean;
  storeUp(): Promise<boolean>;
  /** Epoch ms by listener; `undefined`: it has none. */
  certificates(): Readonly<Record<string, number | undefined>>;
}

export interface Metrics {
  readonly contentType: string;
  /** The text as of now. Gauges that cannot be told now are left out. */
  text(gauges: Gauges): Promise<string>;
  /** For the log (`jsonLog.ts`). */
  onLogEvent(event: string, fields: LogFields, level: LogLevel): void;
  readonly staff: StaffMetrics;
  /** Streams to waiting pages of this node. */
  countStreams(change: 1 | -1): void;
}

const seconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** A label is one of these, so that nothing from outside makes an endless number of series. */
const known: ReadonlySet<string> = new Set([...errorCodes, ...requestChannels, 'ok', 'waiting', 'going-in']);
const label = (value: unknown): string => (typeof value === 'string' && known.has(value) ? value : 'other');

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = createCounters(registry);
  const gauges = createGauges(registry);
  const streams = new Gauge({
    name: 'visit_desk_streams',
    help: 'Waiting pages with an open stream to this node.',
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    async text(now) {
      await gauges.take(now);
      return registry.metrics();
    },
    onLogEvent: counters.onLogEvent,
    staff: counters.staff,
    countStreams: (change) => streams.inc(change),
  };
}

function createCounters(registry: Registry): Pick<Metrics, 'onLogEvent' | 'staff'> {
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: readonly string[]) =>
    new Counter({ name: `visit_desk_${name}`, help, labelNames, registers });
  const duration = (name: string, help: string, labelNames: readonly string[]) =>
    new Histogram({ name: `visit_desk_${name}`, help, labelNames, buckets: seconds, registers });
  const presses = duration('press_seconds', "From a patient's press to the answer.", ['outcome']);
  const calls = duration('server_call_seconds', 'Calls to TrueConf Server.', ['outcome']);
  const made = duration('visit_create_seconds', 'Making a visit on TrueConf Server.', ['outcome']);
  const asked = duration('desk_request_seconds', 'Requests of desks.', ['channel', 'outcome']);
  const refused = counter('desks_refused_total', 'Desks that were not let in.', ['why']);
  const closed = counter('desks_closed_total', 'Desks that the service closed, by code.', ['code']);
  const events = counter('log_events_total', 'Log events that need a look, by level.', ['level']);
  const timed = (histogram: Histogram, outcome: unknown, ms: unknown): void => {
    if (typeof ms === 'number') histogram.observe({ outcome: label(outcome) }, ms / 1_000);
  };
  return {
    onLogEvent(event, { ms, outcome, code }, level) {
      if (level === 'warn' || level === 'error') events.inc({ level });
      if (event === 'join-press') timed(presses, outcome, ms);
      else if (event === 'trueconf.call') timed(calls, code ?? 'ok', ms);
      else if (event === 'visit.create') timed(made, outcome === 'ready' ? 'ok' : outcome, ms);
    },
    staff: {
      // The gauge is read when it is asked for.
      desks: () => undefined,
      refused: (why) => refused.inc({ why }),
      asked: (channel, outcome, ms) =>
        asked.observe({ channel: label(channel), outcome: label(outcome) }, ms / 1_000),
      closed: (code) => closed.inc({ code: String(code) }),
    },
  };
}

function createGauges(registry: Registry): { take(now: Gauges): Promise<void> } {
  const gauge = (name: string, help: string, labelNames: readonly string[] = []) =>
    new Gauge({ name: `visit_desk_${name}`, help, labelNames, registers: [registry] });
  const desks = gauge('desks', 'Desks connected to this node.');
  const visits = gauge('visits', 'Open visits of the clinic.', ['phase']);
  const leads = gauge('leader', '1: this node polls, sweeps and closes.');
  const storeUp = gauge('store_up', '1: the store answers.');
  const expires = gauge('certificate_expires_seconds', 'Last moment of the certificate, Unix time.', [
    'listener',
  ]);
  return {
    async take(now) {
      desks.set(now.desks());
      leads.set(now.leads() ? 1 : 0);
      visits.reset();
      const isUp = await now.storeUp();
      storeUp.set(isUp ? 1 : 0);
      // What others have done since is not known while it is away.
      if (isUp) for (const [phase, count] of Object.entries(now.visits())) visits.set({ phase }, count);
      expires.reset();
      for (const [listener, validTo] of Object.entries(now.certificates()))
        if (validTo !== undefined) expires.set({ listener }, Math.floor(validTo / 1_000));
    },
  };
}
