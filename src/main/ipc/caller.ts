/** For whom a channel is called. A single PC has one caller, its doctor; the clinic's service has one for each desk. */
import { createHash } from 'node:crypto';
import type { RequestOutput } from '../../shared/ipc/contract.ts';

export interface Caller {
  /** Who is signed in; `null`: nobody signs in here. */
  readonly you: RequestOutput<'app:info'>['you'];
  /** Who is signed in, as the service knows them; `null`: nobody signs in here. */
  readonly accountId: string | null;
  /**
   * Owner of a new visit whose input names nobody. On a single PC the doctor who works at it now, `null` before one is set up; on
   * the service `null`: the input must name one.
   */
  readonly ownerId: string | null;
  /** Owners whose visits are listed; `null`: everybody's. */
  readonly ownerIds: readonly string[] | null;
  /** Of those, owners whose visits are not listed: the other doctors of a single PC. Absent: none. */
  readonly exceptOwnerIds?: readonly string[];
  /**
   * 22 characters of base64url, made by the desk for each command, so that one which is sent twice is done once. `null`: a shell
   * whose channel loses nothing.
   */
  readonly commandKey: string | null;
}

/** Whoever sits at a single PC; which doctor that is, the core adds (`composition/presentDoctor.ts`). */
export const onlyDoctor: Caller = {
  you: null,
  accountId: null,
  ownerId: null,
  ownerIds: null,
  commandKey: null,
};

/** Whether visits of this owner are for the caller to see. */
export const sees = ({ ownerIds, exceptOwnerIds = [] }: Caller, ownerId: string): boolean =>
  (ownerIds === null || ownerIds.includes(ownerId)) && !exceptOwnerIds.includes(ownerId);

/** SHA-256 (hex) that names this command of this account and no other; `null`: it has no key. */
export function commandOf({ accountId, commandKey }: Caller): string | null {
  if (commandKey === null) return null;
  return createHash('sha256')
    .update(JSON.stringify([accountId, commandKey]))
    .digest('hex');
}
