/** Why a server cannot listen, from what Node says of `listen`. */

/** `host-gone`: this computer has no such address (any more). */
export type ListenFault = 'port-taken' | 'port-not-allowed' | 'host-gone';

const faults: Readonly<Record<string, ListenFault>> = {
  EADDRINUSE: 'port-taken',
  EACCES: 'port-not-allowed',
  EPERM: 'port-not-allowed',
  EADDRNOTAVAIL: 'host-gone',
  ENOTFOUND: 'host-gone',
  EINVAL: 'host-gone',
};

/** Errors: throws what is no matter of ports and addresses. */
export function listenFault(error: unknown): ListenFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const fault = Object.hasOwn(faults, code) ? faults[code] : undefined;
  if (!fault) throw error;
  return fault;
}
