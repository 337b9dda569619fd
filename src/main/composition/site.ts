/** What a clinic's service puts in the place of a single PC's parts. What it leaves out is as on a single PC. */
import type { RehearsalStore } from '../diagnostics/rehearsal/document.ts';
import type { People } from '../ipc/people.ts';
import type { ClinicDoctor, FieldSealer, Leadership, Presence, VisitRepository } from '../visits/index.ts';

/** Where the patient's page listens, by the flags of the service instead of the settings. */
export interface JoinPlace {
  /** An address of this computer. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Origin under which patients reach the page; empty: the listener's own. */
  readonly publicAddress: string;
  /** Under which the page lies on that origin: `/video`; empty: at its root. */
  readonly basePath: string;
  /** Addresses or networks (CIDR) whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** PEM files; both or none. */
  readonly certificateFile: string;
  readonly keyFile: string;
  /** Instead of both; the service has no flag for it. */
  readonly pfxFile?: string;
  /** The service has made sure that no stranger reaches this place: so http may be. */
  readonly isClosed?: boolean;
}

export interface Site {
  readonly joinPlace: JoinPlace;
  /** For whom visits are made. */
  readonly doctors: () => readonly ClinicDoctor[];
  readonly people: People;
  /**
   * The store of visits, closed with the app. `sealer`: made of the field key of the SecretBox. Absent: the SQLite file of
   * the data folder.
   */
  readonly openRepository?: (sealer: FieldSealer) => Promise<VisitRepository>;
  /** The same on every node; absent: kept in the data folder. */
  readonly installationTag?: string;
  /** Absent: there is one process only. */
  readonly leadership?: Leadership;
  /** Absent: in memory. */
  readonly presence?: Presence;
  /** Of all nodes together; absent: a file of the data folder. */
  readonly rehearsals?: RehearsalStore;
  /** For the metrics: told of each stream to a waiting page that opens (1) and ends (-1). */
  readonly countStreams?: (change: 1 | -1) => void;
}
