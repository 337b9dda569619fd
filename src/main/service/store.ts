/** Where the service keeps everything: one folder of this machine, or PostgreSQL. The rest of the service knows this only. */
import type { Site } from '../app.ts';
import type { SettingsStore } from '../ports.ts';
import type { AccessStores } from './access/index.ts';
import type { PortalRequests } from './portal/index.ts';
import type { DeskSignals } from './staff/index.ts';

/** Small named JSON documents without secrets, the same for every node. Each rejects when the store cannot answer. */
export interface SmallDocuments {
  /** `undefined`: there is none of this name. */
  read(name: string): Promise<unknown>;
  /** The last one who writes is right. */
  write(name: string, body: unknown): Promise<void>;
  /**
   * Writes what `next` makes of what is there (`undefined`: nothing is written). When somebody has written in between,
   * it is asked anew of what is there then.
   */
  change(name: string, next: (body: unknown) => unknown): Promise<void>;
  /** What is there; when there is none, `body` is written first. */
  readOrWrite(name: string, body: unknown): Promise<unknown>;
}

/** Told as a document that changed: an account was saved. There is no document of this name. */
export const accountsName = 'accounts';

/** What the service does when another node has changed something. */
export interface ElsewhereListener {
  visitSaved(visitId: string, version: number): void;
  /** Something may have been missed. */
  gap(): void;
  settingsChanged(): void;
  documentChanged(name: string): void;
}

/** What the core takes of it instead of its own. */
export type StoreSite = Partial<Pick<Required<Site>, 'openRepository' | 'leadership' | 'presence'>>;

export interface ServiceStore {
  readonly access: AccessStores;
  readonly settings: SettingsStore;
  readonly documents: SmallDocuments;
  readonly portalRequests: PortalRequests;
  readonly site: StoreSite;
  /** Between nodes; absent: there is one. */
  readonly signals?: DeskSignals;
  /** Whether this node does what only one may do. */
  leads(): boolean;
  /** Whether it answers now; never rejects. */
  answers(): Promise<boolean>;
  /** From now on. */
  listen(listener: ElsewhereListener): void;
  close(): Promise<void>;
}
