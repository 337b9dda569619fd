/** What "Test connection" and the rehearsal find of the proxy on the way to the server. */
import { failureOf } from '../trueconf/failures.ts';
import { defaultLimits } from '../trueconf/dispatcher.ts';
import { placeOf } from '../trueconf/place.ts';
import { systemRoots } from '../trueconf/systemRoots.ts';
import { readTrust } from '../trueconf/serverTrust.ts';
import { authorityOf } from '../proxy/hop.ts';
import { failed, findStraight, passed, type ConnectionTestInput, type Finding } from './findings.ts';

/**
 * Which proxy is used, and whether it makes connections. Facts: proxy (`host:port`; `none`), kind. That it cannot reach
 * the server is no fault of its own: the stage of the connection says so.
 */
export async function findProxy(input: ConnectionTestInput): Promise<Finding> {
  const found = await tryProxies(input);
  if (!found) return passed({ proxy: 'none' });
  return found.outcome === 'failed' && found.error?.code === 'proxy-no-way' ? passed(found.facts) : found;
}

/** Name lookup and connection. Facts: host, port, and the address; or proxy and kind, where a proxy looks the name up. */
export async function findConnection(input: ConnectionTestInput): Promise<Finding> {
  const found = await tryProxies(input);
  if (!found) return findStraight(input);
  if (found.outcome !== 'passed') return found;
  return passed({ ...placeOf(input.server.address), ...found.facts });
}

async function tryProxies(input: ConnectionTestInput): Promise<Finding | undefined> {
  const { server, way, clock, limits, roots = systemRoots } = input;
  // http is for this computer only, and no proxy is on the way to it.
  if (!server.address.startsWith('https:')) return undefined;
  const place = placeOf(server.address);
  const timeoutMs = limits?.connectMs ?? defaultLimits.connectMs;
  const trust = readTrust(server, clock.now());
  const authorities = trust.ok ? trust.value.authorities : [];
  try {
    const tunnel = await way.open(place, { timeoutMs, roots: () => [...roots(), ...authorities] });
    if (!tunnel) return undefined;
    tunnel.socket.destroy();
    return passed({ proxy: authorityOf(tunnel.hop), kind: tunnel.hop.kind });
  } catch (thrown) {
    const error = failureOf(thrown, place, null, clock.now());
    const proxy = error.details?.['proxy'];
    return failed(error, proxy === undefined ? {} : { proxy });
  }
}
