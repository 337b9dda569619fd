/** The address by which the desk is called: kept until its page takes it, so that none is lost while the page loads. */
import type { DeepLink } from '../../shared/ipc/life.ts';
import { deepLinkIn, parseDeepLink, schemeClient, type SchemeFacts } from '../security/deepLink.ts';
import type { DesktopPort } from './port.ts';

export interface Links {
  /** Another start, the system or the icon's menu calls the desk. */
  offer(link: DeepLink): void;
  /** The same of the parameters of a start; `null` where there is no such address among them. */
  offerFrom(parameters: readonly string[]): void;
  /** Given once. */
  take(): DeepLink | null;
  /** Told of each; at once, where one is waiting. */
  onOffered(listener: () => void): void;
}

/** Before `ready`: macOS gives the address that started the program with an event of that time. */
export function createLinks({ app }: Pick<DesktopPort, 'app'>, parameters: readonly string[]): Links {
  /** A later one takes the place of one that nobody took: the person has called again. */
  let waiting = deepLinkIn(parameters);
  let tell = (): void => undefined;
  const offer = (link: DeepLink | null): void => {
    if (!link) return;
    waiting = link;
    tell();
  };
  app.on('open-url', (event, address) => {
    event.preventDefault();
    offer(parseDeepLink(address));
  });
  return {
    offer,
    offerFrom: (given) => offer(deepLinkIn(given)),
    take() {
      const taken = waiting;
      waiting = null;
      return taken;
    },
    onOffered(listener) {
      tell = listener;
      if (waiting) listener();
    },
  };
}

/** Only after `ready`. A system that refuses leaves addresses without a program; there is nobody to tell. */
export function registerLinks({ app }: Pick<DesktopPort, 'app'>, facts: SchemeFacts): void {
  const client = schemeClient(facts);
  if (client) app.setAsDefaultProtocolClient(...client);
}
