/**
 * What this desk offers to whom: the same decisions as the service's (`main/service/access/roles.ts`), which refuses the
 * rest whatever is shown. Pure.
 */
import type { RequestOutput } from '../../shared/ipc/contract.ts';
import type { Role } from '../../shared/roles.ts';

export type You = RequestOutput<'app:info'>['you'];

export interface Abilities {
  /** Has a board of visits. */
  readonly board: boolean;
  readonly settings: boolean;
  /** Accounts and sites. */
  readonly people: boolean;
  /** Enters calls, and decides who comes into them: the first browser of a link, who is declined, straight in or not. */
  readonly decides: boolean;
  /** Makes visits for others, so that a doctor must be chosen. */
  readonly choosesDoctor: boolean;
}

const none: Abilities = {
  board: false,
  settings: false,
  people: false,
  decides: false,
  choosesDoctor: false,
};

const byRole: Readonly<Record<Role, Abilities>> = {
  doctor: { ...none, board: true, decides: true },
  reception: { ...none, board: true, choosesDoctor: true },
  administrator: { ...none, settings: true, people: true },
};

/** Whoever sits at a single PC is its doctor and its IT. */
const singlePc: Abilities = { ...none, board: true, decides: true, settings: true };

export const abilitiesOf = (you: You): Abilities => (you ? byRole[you.role] : singlePc);
