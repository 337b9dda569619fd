/** Where a listener of the service may listen, and under which origins it answers. Pure decisions. */
import type { networkInterfaces } from 'node:os';
import { err, ok, type Result } from '../../shared/result.ts';
import { addressSpaceOf } from '../app.ts';
import type { ServiceConfig } from './config.ts';
import type { ServiceProblem } from './flags.ts';

type Interfaces = ReturnType<typeof networkInterfaces>;

const everywhere: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** Who can reach what listens here: for "all addresses" the widest of them (a container has private ones only). */
export function reachOf(host: string, interfaces: Interfaces): 'loopback' | 'private' | 'public' {
  if (!everywhere.has(host)) return addressSpaceOf(host) ?? 'public';
  const spaces = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family }) => host === '::' || family === 'IPv4')
    .map(({ address }) => addressSpaceOf(address) ?? 'public');
  if (spaces.includes('public')) return 'public';
  return spaces.includes('private') ? 'private' : 'loopback';
}

/**
 * http is for a proxy on this computer or in the clinic's network; and passwords are typed over https, or on this
 * computer. Errors: `certificate-half`, `public-needs-https`, `staff-needs-https`.
 */
export function checkListeners(config: ServiceConfig, interfaces: Interfaces): Result<void, ServiceProblem> {
  for (const name of ['public', 'staff'] as const) {
    const { host, certificateFile, keyFile } = config[name];
    if ((certificateFile === '') !== (keyFile === '')) {
      const values = { certificate: `--${name}-cert`, key: `--${name}-key` };
      return err({ problem: 'certificate-half', values });
    }
    const needsHttps = certificateFile === '' && reachOf(host, interfaces) === 'public';
    if (needsHttps) return err({ problem: `${name}-needs-https`, values: { host } });
  }
  const { host, certificateFile, address } = config.staff;
  const isOpen = certificateFile === '' && address === '' && reachOf(host, interfaces) !== 'loopback';
  return isOpen ? err({ problem: 'staff-needs-https', values: { host } }) : ok(undefined);
}

/** Origins at which staff are served, the one to tell first. `port`: as bound. */
export function staffOrigins(
  { host, address, certificateFile }: ServiceConfig['staff'],
  port: number,
): string[] {
  const own = certificateFile === '' ? loopbackOrigins(host, port) : [originAt('https', host, port)];
  return [...new Set(address === '' ? own : [address, ...own])];
}

/** Without TLS the listener's own address counts on this computer only. */
function loopbackOrigins(host: string, port: number): string[] {
  const isHere = everywhere.has(host) || addressSpaceOf(host) === 'loopback';
  if (!isHere) return [];
  return [
    originAt('http', everywhere.has(host) ? '127.0.0.1' : host, port),
    originAt('http', 'localhost', port),
  ];
}

function originAt(scheme: 'http' | 'https', host: string, port: number): string {
  const name = host.includes(':') ? `[${host}]` : host;
  // `origin` leaves the usual port out, as browsers do.
  return new URL(`${scheme}://${name}:${port}`).origin;
}
