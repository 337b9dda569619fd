/** Whether the call is shown in a frame of the patient's page: a pure decision. In doubt the browser goes to the call itself. */
import type { Embedding } from '../../shared/ipc/contract.ts';
import type { JoinEntry } from '../../shared/settings.ts';
import { commonSpace } from './addressSpace.ts';
import { framingAllowed, type FrameHeaders } from './framing.ts';

/** What is known without asking anybody. */
export interface KnownFacts {
  readonly entry: JoinEntry;
  /** Origin of the patient's page; `null` while nothing listens. */
  readonly page: string | null;
  /** Origin of the TrueConf server; empty until there is one. */
  readonly server: string;
}

/** What the name service and the server said. */
export interface AskedFacts {
  /** Addresses behind the host of the page, and behind that of the server. */
  readonly pageAddresses: readonly string[];
  readonly serverAddresses: readonly string[];
  /** With which headers the page of the call came; `none`: it did not; `unasked`: no call's address is known yet. */
  readonly headers: FrameHeaders | 'none' | 'unasked';
}

/** `asked`: `null` as long as nobody was. */
export function embeddingOf({ entry, page, server }: KnownFacts, asked: AskedFacts | null): Embedding {
  if (entry !== 'embed') return 'off';
  if (page === null || server === '') return 'unchecked';
  // A frame of an https page must be https too, else it is mixed content; and without https there is no camera.
  if (!page.startsWith('https:') || !server.startsWith('https:')) return 'not-https';
  if (asked === null) return 'unchecked';
  if (asked.serverAddresses.length === 0) return 'server-unreachable';
  const space = commonSpace(asked.pageAddresses);
  if (space === undefined || space !== commonSpace(asked.serverAddresses)) return 'other-address-space';
  if (asked.headers === 'unasked') return 'unchecked';
  if (asked.headers === 'none') return 'server-unreachable';
  return framingAllowed(asked.headers, { page, server }) ? 'on' : 'framing-forbidden';
}
