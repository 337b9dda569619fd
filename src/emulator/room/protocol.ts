/** What the room's page and the emulator say to each other over the WebSocket, and what the page shows to tests. */

export interface RoomMember {
  readonly id: string;
  readonly name: string;
  /** `#rrggbb`; the block that this side draws into its picture. */
  readonly color: string;
}

/** Why somebody is not let in. */
export type Refusal = 'token' | 'sign-in' | 'not-running' | 'not-found' | 'full' | 'seats';

export type ClientMessage =
  /** Without a guest token `login` and `token` are empty, and the cookie of the sign-in counts. */
  | { readonly type: 'hello'; readonly conference: string; readonly login: string; readonly token: string }
  /** Camera and microphone are settled; from now on this side is in the roster. */
  | { readonly type: 'enter' }
  | { readonly type: 'signal'; readonly to: string; readonly data: Signal }
  | { readonly type: 'leave' };

export type ServerMessage =
  | { readonly type: 'welcome'; readonly name: string }
  | { readonly type: 'refused'; readonly reason: Refusal }
  /** The newcomer calls each of `peers`, so that two never call each other at once. */
  | { readonly type: 'entered'; readonly me: RoomMember; readonly peers: readonly RoomMember[] }
  | { readonly type: 'joined'; readonly peer: RoomMember }
  | { readonly type: 'left'; readonly id: string }
  | { readonly type: 'signal'; readonly from: string; readonly data: Signal }
  | { readonly type: 'dropped'; readonly reason: 'stopped' | 'kicked' | 'replaced' };

export type Signal =
  | { readonly kind: 'description'; readonly sdp: string; readonly sdpType: 'offer' | 'answer' }
  | { readonly kind: 'candidate'; readonly candidate: Candidate };

export interface Candidate {
  readonly candidate: string;
  readonly sdpMid: string | null;
  readonly sdpMLineIndex: number | null;
}

export type RoomState =
  'connecting' | 'asking-media' | 'sign-in' | 'refused' | 'in-call' | 'left' | 'ended' | 'lost';

/** `window.visitRoom`: for tests. */
export interface VisitRoom {
  readonly state: RoomState;
  /** `null` before this side is in the call. */
  readonly me: RoomMember | null;
  readonly peers: readonly RoomMember[];
  /** The colour of the palette that stands in the block of the peer's picture; `null` when none does (yet). */
  readColor(peerId: string): string | null;
  /** Counted over this connection; zeros when there is none. */
  stats(peerId: string): Promise<{ readonly framesDecoded: number; readonly audioBytes: number }>;
  /** Whether this side is in the call with somebody, and connected to everybody. */
  connected(): boolean;
}

/** One colour for each place in a call; far enough apart for any codec, and from the green of a browser's fake camera. */
export const palette = ['#e53935', '#1e88e5', '#fdd835', '#8e24aa'] as const;
