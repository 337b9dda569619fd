/** Why something of a visit failed, in as many kinds as somebody can do something about. Pure. */
import type { ErrorCode } from '../errors.ts';
import type { HistoryEntry } from '../ipc/history.ts';
import type { CameraOutcome } from '../page.ts';

export const causes = [
  'server-away',
  'server-certificate',
  'server-rights',
  'server-owner',
  'server-places',
  'server-other',
  'camera-refused',
  'camera-missing',
  'camera-busy',
  'camera-silent',
  'not-in-call',
] as const;
export type Cause = (typeof causes)[number];

const away: readonly ErrorCode[] = [
  'name-not-found',
  'refused',
  'unreachable',
  'timeout',
  'connection-lost',
  'server-error',
];
const rights: readonly ErrorCode[] = [
  'credentials-rejected',
  'token-rejected',
  'permission-missing',
  'secret-unavailable',
  'not-configured',
];
const places: readonly ErrorCode[] = ['places-too-few', 'guest-seat-last', 'guest-seats-taken'];

function ofServer(code: ErrorCode): Cause {
  if (away.includes(code) || code.startsWith('proxy-')) return 'server-away';
  if (code === 'tls-failed' || code.startsWith('certificate-')) return 'server-certificate';
  if (rights.includes(code)) return 'server-rights';
  if (places.includes(code)) return 'server-places';
  return code === 'owner-unknown' ? 'server-owner' : 'server-other';
}

const ofCamera: Readonly<Record<CameraOutcome, Cause | null>> = {
  asking: null,
  works: null,
  closed: 'camera-refused',
  refused: 'camera-refused',
  blocked: 'camera-refused',
  system: 'camera-refused',
  busy: 'camera-busy',
  none: 'camera-missing',
  missing: 'camera-missing',
  silent: 'camera-silent',
};

/** Each once, in the order of `causes`. */
export function causesOf({ failedWith, cameras, stuck }: HistoryEntry): readonly Cause[] {
  const found = new Set<Cause | null>(cameras.map((outcome) => ofCamera[outcome]));
  if (failedWith !== null) found.add(ofServer(failedWith));
  if (stuck) found.add('not-in-call');
  return causes.filter((cause) => found.has(cause));
}
