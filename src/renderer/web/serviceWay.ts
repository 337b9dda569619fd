/** The clinic's service: who is signed in says the cookie, which no script can read. */
import { commandKey } from '../../shared/deskLine/commandKey.ts';
import type { Way } from '../../shared/deskLine/connection.ts';
import { serviceOpening, serviceRules } from '../../shared/deskLine/service.ts';

/** It leads back to the desk. */
export const signInAddress = '/sign-in';

/** `version`: semver of this desk. */
export function serviceWay({ host, protocol }: Pick<Location, 'host' | 'protocol'>, version: string): Way {
  const facts = { origin: `${protocol}//${host}`, version, desk: commandKey() };
  return {
    ...serviceRules,
    open: (account) => Promise.resolve(serviceOpening({ ...facts, account })),
    forget: () => undefined,
  };
}
