/** What the screen knows of the core, and what it knows before the core has answered. */
import type { RequestOutput, SettingsView, Status, VisitView } from '../../shared/ipc/contract.ts';
import type { RehearsalState } from '../../shared/ipc/rehearsal.ts';
import type { Connection } from '../bridge.ts';

type AppInfo = RequestOutput<'app:info'>;

export interface DeskState {
  readonly connection: Connection;
  /** Epoch ms: since when the board may be out of date; `null`: it is not. */
  readonly staleSince: number | null;
  /** `null` until the core has answered. */
  readonly info: Pick<AppInfo, 'version' | 'shell' | 'language' | 'help' | 'you'> | null;
  readonly status: Status | null;
  /** `null` for whom they are none of their business, too. */
  readonly settings: SettingsView | null;
  /** The one that is being played or the last one; `null` until asked, and for whom it is none of their business. */
  readonly rehearsal: RehearsalState | null;
  readonly visits: ReadonlyMap<string, VisitView> | null;
  /** Whether planned visits of later days are among them: at the clinic's service there may be thousands. */
  readonly laterDays: 'hidden' | 'asked' | 'shown';
  /** The board was brought forward, for a card that is shown however long its group is; a new one each time, also for the same. */
  readonly revealed: { readonly visitId: string | null } | null;
  /** What is typed to find cards; the others are hidden. */
  readonly search: string;
}

export const nothing: DeskState = {
  connection: 'opening',
  staleSince: null,
  info: null,
  status: null,
  settings: null,
  rehearsal: null,
  visits: null,
  laterDays: 'shown',
  revealed: null,
  search: '',
};
