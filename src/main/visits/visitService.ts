/** The visits: composes the parts, resumes what a crash interrupted, and keeps the clock's appointments. */
import type { AppError } from '../../shared/errors.ts';
import type { Settings } from '../../shared/settings.ts';
import { isOpen } from '../../shared/visit.ts';
import type { Ports } from '../ports.ts';
import { createBoard } from './board.ts';
import { createCalls, type Calls } from './calls.ts';
import { createCloser } from './closing.ts';
import type { ClientProvider, VisitContext } from './context.ts';
import { createMaker } from './creating.ts';
import { createDesk } from './desk.ts';
import { createDoor } from './door.ts';
import { createHandOvers } from './handOver.ts';
import { createPassage } from './passage.ts';
import { createPresence } from './presence.ts';
import { createRoster } from './roster.ts';
import { createSights } from './sights.ts';
import { createSweeper } from './sweeper.ts';
import { createTasks } from './tasks.ts';
import { createTimeline, expiredAtStart } from './timeline.ts';
import { createTroubles } from './troubles.ts';
import type { Desk, Door, VisitRecord, VisitRepository } from './types.ts';
import { createVisitStore } from './visitStore.ts';
import type { ShellKind } from './views.ts';
import { createWatchers } from './watching.ts';

export interface VisitsConfig {
  readonly repository: VisitRepository;
  readonly client: ClientProvider;
  readonly settings: () => Settings;
  /** 32 bytes. */
  readonly linkKey: Buffer;
  /** Borne by every conference of this installation (`installation.ts`). */
  readonly installationTag: string;
  readonly ports: Pick<Ports, 'clock' | 'random' | 'log'>;
  /** Origin of the patient's page; `null` while it does not listen. */
  readonly joinOrigin: () => string | null;
  readonly shell: ShellKind;
}

export interface Visits {
  readonly desk: Desk;
  readonly door: Door;
  /** Reads the open visits and resumes what was interrupted; does not wait for the server. Errors: rejects when the store fails. */
  start(): Promise<void>;
  /** Takes back timers, aborts background calls. The repository is closed by who opened it. */
  stop(): Promise<void>;
  /** The settings, the credentials or the address of the patient's page changed: shows all open visits anew and retries what waits. */
  refresh(): void;
  /** What the server last said in the background, `null` when it answers. */
  serverTrouble(): AppError | null;
  /** Returns a function that ends the subscription. */
  onServerTrouble(listener: (error: AppError | null) => void): () => void;
}

export function createVisits(config: VisitsConfig): Visits {
  const context = createContext(config);
  const { store, troubles, tasks } = context;
  const parts = compose(context, config);
  store.onSaved((record) => {
    parts.board.publish(record);
    parts.watchers.saved(record);
    parts.roster.watch(record);
    parts.timeline.plan();
    if (!isOpen(record.visit.state)) parts.handOvers.forget(record.visit.id);
    if (record.visit.state.name === 'closing') parts.closer.close(record.visit.id);
    if (record.visit.state.name === 'closed') forgetClosed(context, parts, record);
  });
  return {
    desk: createDesk(context, parts),
    door: createDoor(context, parts),
    start: () => start(context, parts),
    stop: () => tasks.stop(),
    refresh() {
      store.open().forEach(parts.board.publish);
      parts.closer.hurry();
      parts.sweeper.sweep();
    },
    serverTrouble: troubles.server,
    onServerTrouble: troubles.onServer,
  };
}

function createContext(config: VisitsConfig): VisitContext {
  const { clock, random, log } = config.ports;
  return {
    store: createVisitStore(config.repository),
    client: config.client,
    settings: config.settings,
    clock,
    random,
    log,
    tasks: createTasks(clock, log),
    troubles: createTroubles(),
    linkKey: config.linkKey,
    installationTag: config.installationTag,
  };
}

type Parts = ReturnType<typeof compose>;

function compose(context: VisitContext, config: VisitsConfig) {
  const { store } = context;
  const presence = createPresence(context.clock);
  const maker = createMaker(context);
  const passage = createPassage(context, maker);
  const calls: Calls = createCalls(context, passage, config.shell);
  const board = createBoard(context, () => ({
    joinOrigin: config.joinOrigin(),
    linkKey: context.linkKey,
    entry: config.settings().doctors.entry,
    shell: config.shell,
    rosterForbidden: roster.forbidden(),
  }));
  const roster = createRoster(context, {
    maker,
    doctor: calls.guest,
    touched: () => {
      store.open().forEach(board.publish);
      timeline.plan();
    },
  });
  const timeline = createTimeline(context, { presence, rosterForbidden: roster.forbidden });
  const closer = createCloser(context, maker, (visitId) => {
    store
      .open()
      .filter(({ visit }) => visit.id === visitId)
      .forEach(board.publish);
  });
  return {
    presence,
    maker,
    passage,
    calls,
    board,
    roster,
    timeline,
    closer,
    sweeper: createSweeper(context),
    handOvers: createHandOvers(context.clock, context.tasks),
    sights: createSights(),
    watchers: createWatchers(context),
  };
}

async function start(context: VisitContext, parts: Parts): Promise<void> {
  const { store, clock, tasks } = context;
  await store.loadOpen();
  for (const { visit } of store.open()) await store.change(visit.id, expiredAtStart(clock.now()));
  for (const record of store.open()) {
    const { id, state } = record.visit;
    if (state.name === 'creating') tasks.run('resume', () => parts.maker.make(id, true));
    if (state.name === 'closing') parts.closer.close(id);
    parts.roster.watch(record);
  }
  parts.timeline.plan();
  parts.sweeper.sweep();
}

function forgetClosed(context: VisitContext, parts: Parts, { visit, persons }: VisitRecord): void {
  parts.presence.forget(persons.map((person) => person.id));
  parts.sights.forget(visit.id);
  parts.calls.leave(visit.id);
  context.troubles.set(visit.id, undefined);
  // An attempt that was given up may still have left something under its marker.
  if (visit.conference === null && visit.marker !== null) parts.sweeper.sweep();
}
