/** The system's proxy where there is no desktop to ask: the environment variables of the process. */
import { appError } from '../../shared/errors.ts';
import type { SystemProxy } from '../ports.ts';
import { hopsOfEnvironment, type ProxyVariables } from './environment.ts';
import { ProxyFailure } from './failure.ts';

/** Errors: rejects with a `ProxyFailure` when the variable that counts holds no address. */
export function environmentProxy(variables: ProxyVariables): SystemProxy {
  return {
    async resolve(url) {
      const hops = hopsOfEnvironment(url, variables);
      if (!hops) throw new ProxyFailure(appError('proxy-address-unusable'));
      return hops;
    },
  };
}
