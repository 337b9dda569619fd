/** The visits: composes the parts, resumes what a crash interrupted, and hears of what other nodes save. */
import type { AppError } from '../../shared/errors.ts';
import { areFurtherBrowsers } from '../../shared/person.ts';
import type { VisitView } from '../../shared/ipc/contract.ts';
import type { InUse } from '../../shared/ipc/life.ts';
import type { Settings } from '../../shared/settings.ts';
import { isOpen } from '../../shared/visit.ts';
import type { Ports } from '../ports.ts';
import { createBoard } from './board.ts';
import { createCalls, doctorLeft, type Calls } from './calls.ts';
import type { ClientProvider, VisitContext } from './context.ts';
import { createMaker } from './creating.ts';
import { createDesk } from './desk.ts';
import { doctorsOf } from './doctors.ts';
import { createDoor } from './door.ts';
import { doctorNameOf } from './doorView.ts';
import { createHandOvers } from './handOver.ts';
import { leadsAlone, type Leadership } from './leadership.ts';
import { createLeading, type Leading } from './leading.ts';
import { inUseOf } from './inUse.ts';
import { isAnybodyThere, type Occupancy } from './occupancy.ts';
import { createPassage } from './passage.ts';
import { createPlanCheck } from './planCheck.ts';
import { createPresence, type Presence } from './presence.ts';
import { createSeats } from './seats.ts';
import { createRefreshing } from './refreshing.ts';
import { createSights } from './sights.ts';
import { pageKey } from './silentPages.ts';
import { createTasks } from './tasks.ts';
import { expiredAtStart } from './timeline.ts';
import { createTroubles } from './troubles.ts';
import type { ClinicDoctor, Desk, Door, VisitRecord, VisitRepository } from './types.ts';
import { createVisitStore } from './visitStore.ts';
import { phaseOf, serverPagesOf, type ShellKind } from './views.ts';
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
  /** Where links begin, without a slash at the end: origin and base path of the patient's page; `null` while it does not listen. */
  readonly joinOrigin: () => string | null;
  readonly shell: ShellKind;
  /** Which of several processes over this repository does what only one may do; absent: there is one. */
  readonly leadership?: Leadership | undefined;
  /** When pages were last heard of, by whatever process; absent: in memory. */
  readonly presence?: Presence | undefined;
  /** For whom visits are made; absent: the doctors of the settings. */
  readonly doctors?: (() => readonly ClinicDoctor[]) | undefined;
}

/** What decides who may do something about a visit. */
export interface VisitFacts {
  readonly ownerId: string;
  /** Whether the persons asked about are all further browsers of a link; `false` for none. */
  readonly furtherBrowsers: boolean;
}

export interface Visits {
  /** Borne by every conference of this installation. */
  readonly installationTag: string;
  readonly desk: Desk;
  readonly door: Door;
  /** Reads the open visits and resumes what was interrupted; does not wait for the server. Errors: rejects when the store fails. */
  start(): Promise<void>;
  /** Takes back timers, aborts background calls. The repository is closed by who opened it. */
  stop(): Promise<void>;
  /** The settings, the credentials or the address of the patient's page changed: shows all open visits anew and retries what waits. */
  refresh(): void;
  /** Something may have been left on the server. */
  sweep(): void;
  /** `undefined`: there is no such visit. Errors: rejects when the store fails. */
  facts(visitId: string, personIds: readonly string[]): Promise<VisitFacts | undefined>;
  /** Of all visits that are not closed, as this process knows them. */
  openPhases(): readonly VisitView['phase'][];
  /** As this process knows it now. */
  occupancy(): Occupancy;
  /** The same of links, of who waits and of calls. */
  inUse(): InUse;
  /** As the board shows it, as stored now; `undefined`: there is none. Errors: rejects when the store fails. */
  view(visitId: string): Promise<VisitView | undefined>;
  /** Another process saved this version of a visit. Errors: rejects when the store fails. */
  savedElsewhere(visitId: string, version: number): Promise<void>;
  /** Takes whatever other processes have saved, when it is not known what was missed. Errors: rejects when the store fails. */
  reload(): Promise<void>;
  /** What the server last said in the background, `null` when it answers. */
  serverTrouble(): AppError | null;
  /** Returns a function that ends the subscription. */
  onServerTrouble(listener: (error: AppError | null) => void): () => void;
}

export function createVisits(config: VisitsConfig): Visits {
  const context = createContext(config);
  const { store, troubles, tasks } = context;
  const parts = compose(context, config);
  /** Somebody's place in the queue is another now; one that is free moves thousands. */
  const showPlaces = createRefreshing(tasks, (visitId) => {
    const record = store.openOne(visitId);
    if (!record) return;
    parts.board.publish(record);
    parts.watchers.saved(record);
  });
  store.onSaved((record) => {
    const shifted = context.seats.saved(record);
    parts.planCheck.saved(record);
    parts.board.publish(record);
    parts.watchers.saved(record);
    parts.leading.saved(record);
    if (!isOpen(record.visit.state)) parts.handOvers.forget(record.visit.id);
    if (record.visit.state.name === 'closed') forgetClosed(context, parts, record);
    showPlaces(shifted);
  });
  return {
    installationTag: context.installationTag,
    desk: createDesk(context, parts),
    door: createDoor(context, parts),
    start: () => start(context, parts, config.shell),
    async stop() {
      await Promise.all([parts.leading.stop(), tasks.stop()]);
    },
    refresh() {
      parts.board.refresh(store.open());
      parts.planCheck.again();
      parts.leading.hurry();
      parts.leading.seatsChanged();
      parts.leading.sweep();
    },
    sweep: () => parts.leading.sweep(),
    async facts(visitId, personIds) {
      const record = await store.repository.load(visitId);
      if (!record) return undefined;
      const furtherBrowsers = areFurtherBrowsers(record.persons, personIds);
      return { ownerId: record.visit.ownerId, furtherBrowsers };
    },
    openPhases: () => store.open().map(({ visit }) => phaseOf(visit)),
    occupancy: () => ({ present: store.open().some(isAnybodyThere), freeSeats: context.seats.free() }),
    inUse: () => inUseOf(store.open(), context.clock.now()),
    async view(visitId) {
      const record = await store.repository.load(visitId);
      return record && parts.board.view(record);
    },
    savedElsewhere: store.savedElsewhere,
    reload: store.reload,
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
    doctors: config.doctors ?? (() => doctorsOf(config.settings())),
    ...{ clock, random, log },
    tasks: createTasks(clock, log),
    alone: config.leadership === undefined,
    seats: createSeats(config.settings),
    troubles: createTroubles(),
    linkKey: config.linkKey,
    installationTag: config.installationTag,
  };
}

type Parts = ReturnType<typeof compose>;

function compose(context: VisitContext, config: VisitsConfig) {
  const presence = config.presence ?? createPresence(context.clock);
  const sights = createSights(context.clock);
  const maker = createMaker(context);
  const passage = createPassage(context, maker);
  const calls: Calls = createCalls(context, passage, config.shell);
  const board = createBoard(context, () => ({
    joinOrigin: config.joinOrigin(),
    serverPages: serverPagesOf(config.settings()),
    linkKey: context.linkKey,
    entry: config.settings().doctors.entry,
    shell: config.shell,
    rosterForbidden: leading.rosterForbidden(),
    placeOf: context.seats.placeOf,
    doctorName: (ownerId) => doctorNameOf(context, ownerId),
  }));
  const leading: Leading = createLeading(
    context,
    { maker, calls, presence, sights, touched: board.refresh },
    config.leadership ?? leadsAlone,
  );
  return {
    presence,
    maker,
    passage,
    calls,
    board,
    leading,
    planCheck: createPlanCheck(context, board.refresh),
    handOvers: createHandOvers(context.clock, context.tasks),
    sights,
    watchers: createWatchers(context),
  };
}

async function start(
  { store, seats, clock }: VisitContext,
  { leading, planCheck }: Parts,
  shell: ShellKind,
): Promise<void> {
  await store.loadOpen();
  for (const record of store.open()) seats.saved(record);
  // A service that restarts keeps the place of everybody who waits; a single PC that was off has nobody there any more.
  if (shell !== 'service') {
    for (const { visit } of store.open()) {
      await store.change(visit.id, doctorLeft);
      await store.change(visit.id, expiredAtStart(clock.now()));
    }
  }
  leading.start();
  planCheck.start();
}

function forgetClosed(context: VisitContext, parts: Parts, { visit, persons }: VisitRecord): void {
  const pages = visit.links.map(({ number }) => pageKey(visit.id, number));
  parts.presence.forget([...persons.map((person) => person.id), ...pages]);
  parts.sights.forget(visit.id);
  parts.calls.forget(visit.id);
  context.troubles.set(visit.id, undefined);
  // An attempt that was given up may still have left something under its marker.
  if (visit.conference === null && visit.marker !== null) parts.leading.sweep();
}
