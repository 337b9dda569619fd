/** Makes the ways to the server of what the settings, saved or on the screen, say of the proxy. */
import type { Settings } from '../../shared/settings.ts';
import type { KeptSecret } from '../credentials/keptSecret.ts';
import type { Ports } from '../ports.ts';
import { parseProxyAddress } from './address.ts';
import { createSparing } from './sparing.ts';
import { createWay, type Way } from './way.ts';

type ProxySettings = Settings['server']['proxy'];

/** A person tries. `typed`: a password on the screen. */
export interface ByHand {
  readonly typed: string | null | undefined;
}

/**
 * A way per client: what was dead for one need not be for the next; but what a proxy refused is known to all. The stored
 * password is shown to the saved proxy only: not to whatever address stands on the screen.
 */
export type WayOf = (proxy: ProxySettings, byHand?: ByHand) => Way;

export interface Ways {
  readonly wayOf: WayOf;
  /**
   * For the page of the call, which asks by itself. `undefined`: none is stored. Errors: rejects with `SecretUnavailable`,
   * and with a `ProxyFailure` while the proxy refuses it.
   */
  guestPassword(): Promise<string | undefined>;
  /** After other settings or another password: what was refused may be shown again. */
  forgetRefusals(): void;
}

interface WaysParts extends Pick<Ports, 'systemProxy' | 'clock' | 'log'> {
  readonly saved: () => ProxySettings;
  readonly stored: Pick<KeptSecret, 'get'>;
}

export function createWays({ systemProxy, clock, log, saved, stored }: WaysParts): Ways {
  const sparing = createSparing();
  return {
    wayOf(proxy, byHand) {
      const isSaved = ({ address, user }: ProxySettings): boolean =>
        address === proxy.address && user === proxy.user;
      const password = async () => byHand?.typed ?? (isSaved(saved()) ? stored.get() : undefined);
      const parts = { proxy, system: systemProxy, password, sparing, byHand: byHand !== undefined };
      return createWay({ ...parts, log, now: () => clock.now() });
    },
    async guestPassword() {
      const password = await stored.get();
      const { address, user } = saved();
      const hop = parseProxyAddress(address);
      const refusal = hop && sparing.refusal({ ...hop, credentials: { user, password: password ?? '' } });
      if (refusal) throw refusal;
      return password;
    },
    forgetRefusals: sparing.forget,
  };
}

/** Whether a password that was given for one proxy is not for the other. */
export function isOtherProxy(now: ProxySettings, before: ProxySettings): boolean {
  const placeOf = ({ address, user }: ProxySettings): string => {
    const { kind, host, port } = parseProxyAddress(address) ?? {};
    return JSON.stringify([kind, host, port, user]);
  };
  return placeOf(now) !== placeOf(before);
}
