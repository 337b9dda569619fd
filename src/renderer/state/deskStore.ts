/** All that the screen knows of the core. Components read it with `useDesk`. */
import type { RequestOutput, SettingsView, Status, VisitView } from '../../shared/ipc/contract.ts';
import type { Bridge, Connection } from '../bridge.ts';
import { applyChange, catchUp, listOf, type VisitChange, type VisitList } from './visitList.ts';

type AppInfo = RequestOutput<'app:info'>;

export interface DeskState {
  readonly connection: Connection;
  /** `null` until the core has answered. */
  readonly info: Pick<AppInfo, 'version' | 'shell' | 'language' | 'help'> | null;
  readonly status: Status | null;
  readonly settings: SettingsView | null;
  readonly visits: ReadonlyMap<string, VisitView> | null;
}

const nothing: DeskState = { connection: 'opening', info: null, status: null, settings: null, visits: null };

export class DeskStore {
  readonly bridge: Bridge;
  #state: DeskState = nothing;
  #list: VisitList | undefined;
  /** Changes that arrive while the list is on its way. */
  #early: VisitChange[] = [];
  #listing = false;
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
    api.on('status:changed', (status) => this.#set({ status }));
    api.on('settings:changed', (settings) => this.#set({ settings }));
    this.bridge.onConnection(() => this.#connectionChanged());
    this.#set({ connection: this.bridge.connection() });
    void this.#loadAll();
  }

  /** The screen has the answer of a saving before its event comes. */
  takeSettings(settings: SettingsView): void {
    this.#set({ settings });
  }

  #connectionChanged(): void {
    const connection = this.bridge.connection();
    this.#set({ connection });
    if (connection === 'up') void this.#loadAll();
  }

  async #loadAll(): Promise<void> {
    await Promise.all([this.#loadInfo(), this.#loadSettings(), this.#loadVisits()]);
  }

  async #loadInfo(): Promise<void> {
    const answer = await this.bridge.api.request('app:info', {});
    if (!answer.ok) return;
    const { version, shell, language, help, status } = answer.value;
    this.#set({ info: { version, shell, language, help }, status });
  }

  async #loadSettings(): Promise<void> {
    const answer = await this.bridge.api.request('settings:get', {});
    if (answer.ok) this.#set({ settings: answer.value });
  }

  async #loadVisits(): Promise<void> {
    if (this.#listing) return;
    this.#listing = true;
    const answer = await this.bridge.api.request('visits:list', {});
    this.#listing = false;
    const early = this.#early;
    this.#early = [];
    if (!answer.ok) return;
    const list = catchUp(listOf(answer.value), early);
    if (list) this.#take(list);
    else void this.#loadVisits();
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

  #take(list: VisitList): void {
    this.#list = list;
    this.#set({ visits: list.visits });
  }

  #set(part: Partial<DeskState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}
