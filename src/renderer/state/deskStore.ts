/** All that the screen knows of the core. Components read it with `useDesk`. */
import type { ErrorView, EventPayload, SettingsView, Status } from '../../shared/ipc/contract.ts';
import type { Bridge } from '../bridge.ts';
import { abilitiesOf, type Abilities } from './abilities.ts';
import { nothing, type DeskState } from './deskState.ts';
import {
  applyChange,
  boardEnds,
  catchUp,
  isSameBoard,
  listOf,
  ownVisits,
  type VisitChange,
  type VisitList,
} from './visitList.ts';

export class DeskStore {
  readonly bridge: Bridge;
  #state: DeskState = nothing;
  #list: VisitList | undefined;
  /** As it was when the connection was lost. */
  #former: VisitList | undefined;
  /** Changes that arrive while the list is on its way. */
  #early: VisitChange[] = [];
  #listing = false;
  /** The list that is on its way is another doctor's. */
  #outdated = false;
  /** Up to when planned visits are listed (epoch ms). */
  #plannedBefore: number | undefined;
  #laterAsked: ((error: ErrorView | null) => void)[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(bridge: Bridge) {
    this.bridge = bridge;
  }

  readonly state = (): DeskState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Subscribes first and asks second, so that no change falls in between. */
  start(): void {
    const { api } = this.bridge;
    api.on('visits:changed', (change) => this.#changed(change));
    api.on('status:changed', (status) => this.#takeStatus(status));
    api.on('settings:changed', (settings) => this.#set({ settings }));
    api.on('rehearsal:changed', (rehearsal) => this.#set({ rehearsal }));
    this.bridge.onConnection(() => this.#connectionChanged());
    this.#set({ connection: this.bridge.connection() });
    void this.#loadAll();
  }

  /** The screen has the answer of a saving before its event comes. */
  takeSettings(settings: SettingsView): void {
    this.#set({ settings });
  }

  /** A search does not hide it any longer. `null`: no single card is wanted. */
  reveal(visitId: string | null): void {
    this.#set({ revealed: { visitId }, search: '' });
  }

  search(text: string): void {
    if (this.#state.search !== text) this.#set({ search: text });
  }

  /** Asks for the planned visits of later days, too, from now on. Why that failed; `null`: they are there. */
  showLaterDays(): Promise<ErrorView | null> {
    if (this.#state.laterDays === 'shown') return Promise.resolve(null);
    const done = new Promise<ErrorView | null>((resolve) => this.#laterAsked.push(resolve));
    this.#set({ laterDays: 'asked' });
    void this.#loadVisits();
    return done;
  }

  /** `now` in epoch ms: the day may have ended for which planned visits were listed. */
  dayGoesOn(now: number): void {
    if (this.#plannedBefore !== undefined && boardEnds(now) > this.#plannedBefore) void this.#loadVisits();
  }

  /** Returns a function that ends the subscription. */
  onCallTaken(listener: (taken: EventPayload<'call:taken'>) => void): () => void {
    return this.bridge.api.on('call:taken', listener);
  }

  #connectionChanged(): void {
    const connection = this.bridge.connection();
    const { staleSince } = this.#state;
    this.#set({ connection, staleSince: connection === 'lost' ? (staleSince ?? Date.now()) : staleSince });
    if (connection === 'up') void this.#loadAll();
    // Another connection counts its changes anew, unless the service still knows where this desk stood.
    this.#former = this.#list ?? this.#former;
    this.#list = undefined;
    this.#early = [];
  }

  /** What may be asked for depends on who asks. */
  async #loadAll(): Promise<void> {
    const abilities = await this.#loadInfo();
    if (!abilities) return;
    if (!abilities.board) this.#set({ staleSince: null });
    await Promise.all([
      abilities.settings ? this.#loadSettings() : undefined,
      abilities.settings ? this.#loadRehearsal() : undefined,
      abilities.board ? this.#loadVisits() : undefined,
    ]);
  }

  async #loadInfo(): Promise<Abilities | undefined> {
    const answer = await this.bridge.api.request('app:info', {});
    if (!answer.ok) return undefined;
    const { version, shell, language, help, you, status } = answer.value;
    // Before the first list.
    if (!this.#state.info && you) this.#set({ laterDays: 'hidden' });
    this.#set({ info: { version, shell, language, help, you } });
    this.#takeStatus(status);
    return abilitiesOf(you);
  }

  /** Where another doctor works now, the former one's visits are gone at once, and the list is asked for anew. */
  #takeStatus(status: Status): void {
    const { status: former, visits } = this.#state;
    if (!former || isSameBoard(former.doctors, status.doctors)) {
      this.#set({ status });
      return;
    }
    this.#list = undefined;
    this.#former = undefined;
    this.#outdated = this.#listing;
    this.#set({ status, visits: visits && ownVisits(visits, status.doctors), revealed: null });
    void this.#loadVisits();
  }

  async #loadSettings(): Promise<void> {
    const answer = await this.bridge.api.request('settings:get', {});
    if (answer.ok) this.#set({ settings: answer.value });
  }

  async #loadRehearsal(): Promise<void> {
    const answer = await this.bridge.api.request('rehearsal:state', {});
    if (answer.ok) this.#set({ rehearsal: answer.value });
  }

  async #loadVisits(): Promise<void> {
    if (this.#listing) return;
    this.#listing = true;
    const plannedBefore = this.#state.laterDays === 'hidden' ? boardEnds(Date.now()) : undefined;
    const former = this.#plannedBefore === plannedBefore ? this.#former : undefined;
    this.#former = undefined;
    const since =
      former?.count === undefined ? {} : { since: { count: former.count, revision: former.revision } };
    const answer = await this.bridge.api.request('visits:list', {
      ...(plannedBefore !== undefined && { plannedBefore }),
      ...since,
    });
    this.#listing = false;
    const early = this.#early;
    this.#early = [];
    if (this.#outdated) {
      this.#outdated = false;
      void this.#loadVisits();
      return;
    }
    if (!answer.ok) {
      this.#laterDone(answer.error);
      return;
    }
    const list = catchUp(listOf(answer.value, former), early);
    const isTooShort = plannedBefore !== undefined && this.#state.laterDays === 'asked';
    if (!list || isTooShort) {
      void this.#loadVisits();
      return;
    }
    this.#plannedBefore = plannedBefore;
    this.#take(list, this.#state.connection === 'up' ? { staleSince: null } : {});
    this.#laterDone(null);
  }

  #laterDone(error: ErrorView | null): void {
    if (this.#state.laterDays !== 'asked') return;
    this.#set({ laterDays: error ? 'hidden' : 'shown' });
    const waiting = this.#laterAsked;
    this.#laterAsked = [];
    for (const tell of waiting) tell(error);
  }

  #changed(change: VisitChange): void {
    if (this.#listing || !this.#list) {
      this.#early.push(change);
      void this.#loadVisits();
      return;
    }
    const result = applyChange(this.#list, change);
    if (result.kind === 'applied') this.#take(result.list);
    if (result.kind === 'gap') {
      this.#early.push(change);
      void this.#loadVisits();
    }
  }

  #take(list: VisitList, part: Partial<DeskState> = {}): void {
    this.#list = list;
    this.#set({ visits: list.visits, ...part });
  }

  #set(part: Partial<DeskState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}
