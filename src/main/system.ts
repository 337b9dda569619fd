/** The ports that plain Node gives to every shell: clock, random numbers, network, settings document. */
import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { existsSync, renameSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { Clock, Network, NetworkInterface, Random, SettingsStore } from './ports.ts';

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

/** Picks from what `os.networkInterfaces()` says; the first address of each interface. */
export function reachable(found: ReturnType<typeof networkInterfaces>): readonly NetworkInterface[] {
  return Object.entries(found).flatMap(([name, addresses]) => {
    const usable = addresses?.find(
      ({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'),
    );
    return usable ? [{ name, address: usable.address }] : [];
  });
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
    setAside() {
      opened = undefined;
      if (existsSync(file)) renameSync(file, `${file}.damaged-${Date.now()}`);
    },
  };
}
