/**
 * The web shell on this computer (ARCHITECTURE.md, web shell). The address carries a token that is valid once; it is
 * exchanged for a session secret that lives in this tab, so that a reload works.
 */
import type { Way } from '../../shared/deskLine/connection.ts';
import { keptInTab } from '../state/kept.ts';

const sessionKey = 'visit-desk-session';
/** The server closes with it when the session is of an earlier start. */
const refusedCode = 4401;

export const loopbackWay: Way = {
  async open() {
    const session = await takeSession();
    if (session === 'unreachable') return 'lost';
    if (session === null) return 'refused';
    return { url: `ws://${location.host}/socket`, hello: { session } };
  },
  meaningOf: (code) => (code === refusedCode ? 'refused' : 'lost'),
  forget: () => keptInTab.removeItem(sessionKey),
  // The core lives and dies with this computer: it is back at once or not at all.
  keepForMs: 10_000,
  // What it did not answer, it most likely did not do.
  sendsAgain: false,
  overNetwork: false,
};

/** The token is taken out of the address bar at once: it must not stay in the history. */
async function takeSession(): Promise<string | null> {
  const token = location.hash.slice(1);
  if (token === '') return keptInTab.getItem(sessionKey);
  try {
    const answer = await fetch('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    history.replaceState(null, '', location.pathname + location.search);
    const body: unknown = answer.ok ? await answer.json() : null;
    if (typeof body === 'object' && body !== null && 'session' in body && typeof body.session === 'string') {
      keptInTab.setItem(sessionKey, body.session);
    }
    return keptInTab.getItem(sessionKey);
  } catch {
    return 'unreachable';
  }
}
