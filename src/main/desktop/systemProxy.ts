/** The system's proxy settings, PAC files included, as Chromium reads them. Only after `ready`. */
import { parsePacAnswer } from '../proxy/pac.ts';
import type { SystemProxy } from '../ports.ts';
import type { DesktopPort } from './port.ts';

export function systemProxyOf(port: Pick<DesktopPort, 'session'>): SystemProxy {
  return { resolve: async (url) => parsePacAnswer(await port.session.defaultSession.resolveProxy(url)) };
}
