/**
 * The page of the call goes to the server by the same way as the client of the server's interface: what Chromium is told
 * of proxies, and which question of a proxy is answered with the credentials.
 */
import type { Settings } from '../../shared/settings.ts';
import { parseProxyAddress } from '../proxy/address.ts';
import { authorityOf } from '../proxy/hop.ts';

type ProxySettings = Settings['server']['proxy'];

/** For `session.setProxy`. Chromium never asks a proxy for this computer itself, and neither does the client. */
export type GuestProxy =
  { readonly mode: 'system' | 'direct' } | { readonly mode: 'fixed_servers'; readonly proxyRules: string };

/** An explicit proxy without a usable address lets no call be made, so none can be gone into; nothing is sent anywhere else. */
export function guestProxy({ mode, address }: ProxySettings): GuestProxy {
  if (mode === 'system') return { mode: 'system' };
  const hop = mode === 'explicit' ? parseProxyAddress(address) : undefined;
  if (!hop) return { mode: 'direct' };
  return { mode: 'fixed_servers', proxyRules: `${hop.kind}://${authorityOf(hop)}` };
}

export interface ProxyLoginQuestion {
  /** Who asks is a proxy; otherwise it is a server. */
  readonly isProxy: boolean;
  readonly host: string;
  readonly port: number;
  /** What was answered before was not accepted. */
  readonly isFirst: boolean;
  /** Whether the page that waits is the page of the call. */
  readonly ofGuest: boolean;
}

/** The name to answer with; `null`: the question is not answered. The password is shown to the explicit proxy alone. */
export function proxyLoginUser(question: ProxyLoginQuestion, proxy: ProxySettings): string | null {
  const { isProxy, isFirst, ofGuest, host, port } = question;
  if (!isProxy || !isFirst || !ofGuest || proxy.mode !== 'explicit' || proxy.user === '') return null;
  const hop = parseProxyAddress(proxy.address);
  const isOurs = hop?.host === host.toLowerCase().replace(/^\[|\]$/g, '') && hop.port === port;
  return isOurs ? proxy.user : null;
}
