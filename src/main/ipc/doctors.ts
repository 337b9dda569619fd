/** For whom visits are made; and several doctors at one PC: who works at it now, and the way out of an account. */
import { appError } from '../../shared/errors.ts';
import { requests } from '../../shared/ipc/contract.ts';
import { err, ok } from '../../shared/result.ts';
import type { Doctor } from '../../shared/settings.ts';
import type { PresentDoctor } from '../composition/presentDoctor.ts';
import { sees } from './caller.ts';
import { route, type Routes } from './router.ts';

export interface DoctorParts {
  /** For whom visits can be made. */
  readonly doctors: () => readonly Doctor[];
  /** Absent: at the clinic's service, where doctors are accounts. */
  readonly present?: PresentDoctor;
  /** Where the present doctor's own account is signed in; `null`: not in this shell. */
  readonly signOutPartition: () => string | null;
}

export function doctorRoutes({
  doctors,
  present,
  signOutPartition,
}: DoctorParts): Pick<Routes, 'doctors:list' | 'doctors:switch' | 'doctors:signOut'> {
  return {
    'doctors:list': route(requests['doctors:list'], async (_input, caller) => {
      const listed = doctors().filter(({ id }) => sees(caller, id));
      return ok({ doctors: listed.map(({ id, name }) => ({ id, name })) });
    }),
    'doctors:switch': route(requests['doctors:switch'], async ({ ownerId }) => {
      const switched = present ? await present.switchTo(ownerId) : err(appError('unknown-channel'));
      return switched.ok ? ok({}) : switched;
    }),
    'doctors:signOut': route(requests['doctors:signOut'], async () => {
      const partition = signOutPartition();
      return partition === null ? err(appError('unknown-channel')) : ok({ partition });
    }),
  };
}
