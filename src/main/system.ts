/** The ports that plain Node gives to every shell: clock, random numbers, network, settings document. */
import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { existsSync, realpathSync, renameSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { basename } from 'node:path';
import type { Clock, Network, NetworkInterface, Random, SettingsStore, SystemProxy } from './ports.ts';
import { lastGoodFile } from './settings/lastGood.ts';
import { byUse, interfaceKind } from './reach/interfaceKind.ts';
import { environmentProxy } from './proxy/system.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

export const systemRandom: Random = { bytes: (count) => randomBytes(count) };

export const systemNetwork: Network = {
  /** IPv4 only; loopback and link-local ones reach nobody. */
  interfaces: () => reachable(networkInterfaces()),
  async addresses(host) {
    const found = await lookup(host, { all: true }).catch(() => []);
    return found.map(({ address }) => address);
  },
};

/** Where there is no desktop to ask: the variables of this process, as they are at each question. */
export const systemProxy: SystemProxy = environmentProxy(process.env);

/** Linux says more of an interface than its name. Source: https://docs.kernel.org/admin-guide/sysfs-rules.html */
function kindOf(name: string, mac: string): NetworkInterface['kind'] {
  const folder = `/sys/class/net/${name}`;
  if (process.platform !== 'linux' || !existsSync(folder)) return interfaceKind({ name, mac });
  const wireless = existsSync(`${folder}/wireless`) || existsSync(`${folder}/phy80211`);
  return interfaceKind({ name, mac, wireless, virtual: realpathSync(folder).includes('/virtual/') });
}

/** Picks from what `os.networkInterfaces()` says: the first address of each interface, those first that phones share. */
export function reachable(found: ReturnType<typeof networkInterfaces>): readonly NetworkInterface[] {
  return Object.entries(found)
    .flatMap(([name, addresses]) => {
      const usable = addresses?.find(
        ({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'),
      );
      return usable ? [{ name, address: usable.address, kind: kindOf(name, usable.mac) }] : [];
    })
    .sort((one, other) => byUse(one.kind, other.kind));
}

/** What `conf` and `electron-store` have in common: the whole document as one property. */
export interface SettingsDocument {
  store: Record<string, unknown>;
}

/**
 * The settings document of a shell. It is opened at the first use, because opening reads the disk, and a document
 * that is not JSON makes opening throw.
 * @param file where the document lies; `open` must use the same place.
 */
export function createSettingsStore(file: string, open: () => SettingsDocument): SettingsStore {
  let opened: SettingsDocument | undefined;
  const document = (): SettingsDocument => (opened ??= open());
  return {
    read: () => document().store,
    write(next) {
      const entries = typeof next === 'object' && next !== null ? Object.entries(next) : [];
      document().store = Object.fromEntries(entries);
    },
    setAside(reason) {
      opened = undefined;
      const aside = `${file}.${reason}-${Date.now()}`;
      renameSync(file, aside);
      return basename(aside);
    },
    ...lastGoodFile(file),
  };
}
