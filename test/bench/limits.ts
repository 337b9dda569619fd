/** The promised numbers. Those that depend on the server are derived from what it took in the same run. */

/** Added by the emulator to each call of the API (ms). */
export const serverLatencyMs = 40;

/** A connection to the server is closed after 4 s without a call; then the next one is cold (ms). */
export const silenceMs = 5_200;

export const limits = {
  pageBytes: 14_000,
  pageRequests: 1,
  stageMs: 500,
  /** From the first byte, on a slow phone. */
  usableMs: 2_000,
  startMs: 1_500,
  fullBoardMs: 1_000,
  lookupMs: 1,
  historyPageMs: 100,
  historySearchMs: 1_000,
  /** The desk's page with its scripts and styles, by gzip. */
  rendererBytes: 200_000,
  /** From the process to the change on the card. */
  cardMs: 100,
  /** Resident, of the web shell with 10,000 visits (MB). */
  shellMemory: 150,
} as const;

/** The doctor's click to the link on the clipboard: one server call and 50 ms. */
export const clickLimitMs = (serverCallMs: number): number => serverCallMs + 50;

/**
 * The patient's press to the call's address: one round trip and 30 ms; two where the server offers no web client
 * before the conference runs.
 */
export const pressLimitMs = (roundTripMs: number, roundTrips: 1 | 2): number => roundTrips * roundTripMs + 30;

/** Calls a minute for who is in the call, by the stage of the visit. */
export const pollLimits = { 'page-open': 0, 'going-in': 12, 'in-call': 12, left: 2, ended: 0 } as const;
