/** The log and the metrics: what they say, and that nothing about persons gets into them. */
import { expect, test } from 'vitest';
import { createJsonLog } from '../../../../../src/main/service/jsonLog.ts';
import { createMetrics, type Gauges } from '../../../../../src/main/service/metrics.ts';
import { visitCounts } from '../../../../../src/main/service/visitCounts.ts';
import { leftOut } from '../../../../../src/main/log/redact.ts';

const gauges: Gauges = {
  desks: () => 3,
  visits: () => ({ planned: 2, live: 5 }),
  leads: () => false,
  storeUp: async () => true,
  certificates: () => ({ public: undefined, staff: 1_800_000_000_000 }),
};

test('each event is one line of JSON, and only codes, counts and times get through', () => {
  const lines: string[] = [];
  const log = createJsonLog({ level: 'info', now: () => 0, write: (line) => lines.push(line) });
  log.debug('too.fine');
  log.warn('join-press', { outcome: 'ok', ms: 5, patientName: 'Anna Petrova', label: 'x', time: 7 });
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    time: '1970-01-01T00:00:00.000Z',
    level: 'warn',
    event: 'join-press',
    outcome: 'ok',
    ms: 5,
    patientName: leftOut,
    label: leftOut,
    field: 7,
  });
  expect(lines[0]?.endsWith('}\n')).toBe(true);
});

test('presses, server calls and desks are counted from events, under few names', async () => {
  const metrics = createMetrics();
  const log = createJsonLog({
    level: 'error',
    now: () => 0,
    write: () => undefined,
    onEvent: metrics.onLogEvent,
  });
  log.info('join-press', { outcome: 'waiting', ms: 20 });
  log.info('join-press', { outcome: 'Anna', ms: 20 });
  log.debug('trueconf.call', { ms: 40, status: 200 });
  log.warn('trueconf.call', { ms: 40, code: 'timeout' });
  log.info('visit.create', { outcome: 'ready', ms: 90 });
  metrics.staff.asked('visits:list', 'ok', 3);
  metrics.staff.asked('made-up', 'forbidden', 3);
  metrics.staff.closed(4401);
  metrics.staff.refused('foreign');
  const lines = (await metrics.text(gauges)).split('\n');
  for (const line of [
    'visit_desk_press_seconds_count{outcome="waiting"} 1',
    'visit_desk_press_seconds_count{outcome="other"} 1',
    'visit_desk_server_call_seconds_count{outcome="ok"} 1',
    'visit_desk_server_call_seconds_count{outcome="timeout"} 1',
    'visit_desk_visit_create_seconds_count{outcome="ok"} 1',
    'visit_desk_desk_request_seconds_count{channel="visits:list",outcome="ok"} 1',
    'visit_desk_desk_request_seconds_count{channel="other",outcome="forbidden"} 1',
    'visit_desk_desks_closed_total{code="4401"} 1',
    'visit_desk_desks_refused_total{why="foreign"} 1',
    'visit_desk_log_events_total{level="warn"} 1',
    'visit_desk_desks 3',
    'visit_desk_visits{phase="live"} 5',
    'visit_desk_leader 0',
    'visit_desk_store_up 1',
    'visit_desk_certificate_expires_seconds{listener="staff"} 1800000000',
  ])
    expect(lines).toContain(line);
  expect(lines.join('\n')).not.toContain('Anna');
});

test('a store that does not answer is told, and the visits are left out', async () => {
  const away = { ...gauges, storeUp: async () => false };
  const text = await createMetrics().text(away);
  expect(text).toContain('visit_desk_store_up 0');
  expect(text).not.toContain('visit_desk_visits{');
});

test('all open visits are counted, however many there are, and a phase without any is told', async () => {
  const openPhases = () => [...Array<'planned'>(1_500).fill('planned'), 'live' as const, 'live' as const];
  expect(visitCounts({ openPhases })).toEqual({ planned: 1_500, live: 2, failed: 0, closing: 0 });
});
