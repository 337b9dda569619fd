/** Where the desktop keeps a doctor signed in to TrueConf Web. */
import type { Doctor, Settings } from '../../shared/settings.ts';
import { sha256Hex } from './links.ts';

type Server = Pick<Settings['server'], 'address' | 'trust' | 'caFile' | 'pin'>;

/**
 * Name of a webview's partition, kept between calls. Another doctor of the PC has another one, and so has another server: what
 * one of them is signed in to is never shown to the other. So has other trust, because Chromium keeps what it has decided about
 * a certificate for half an hour in each, and it cannot be told to forget.
 */
export function ownerPartition(server: Server, ownerId: string): string {
  const mark = trustMark(server);
  const parts = mark === '' ? [server.address, ownerId] : [server.address, ownerId, mark];
  return `persist:doctor-${sha256Hex(JSON.stringify(parts)).slice(0, 16)}`;
}

/** In memory; of one visit. */
export function guestPartition(server: Server, visitId: string): string {
  const mark = trustMark(server);
  return mark === '' ? `guest-${visitId}` : `guest-${visitId}-${sha256Hex(mark).slice(0, 8)}`;
}

/** Partitions of the same server that no call is opened in any more, after its trust was changed. */
export function leftPartitions(
  now: Server,
  before: Server,
  doctors: readonly Pick<Doctor, 'id'>[],
): string[] {
  if (before.address === '' || now.address !== before.address || trustMark(now) === trustMark(before))
    return [];
  return doctors.map(({ id }) => ownerPartition(before, id));
}

/** Empty: the system's certificates alone. */
function trustMark({ trust, caFile, pin }: Server): string {
  if (trust === 'ca-file') return `ca-file ${caFile}`;
  return trust === 'certificate' && pin ? `certificate ${pin.sha256}` : '';
}
