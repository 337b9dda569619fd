/** A proxy asks the page of the call for credentials. */
import type { Settings } from '../../shared/settings.ts';
import { proxyLoginUser } from '../security/guestProxy.ts';
import type { Guests } from './guests.ts';
import type { DesktopPort } from './port.ts';

export interface ProxyLoginParts {
  readonly guests: Pick<Guests, 'attachedId'>;
  readonly proxy: () => Settings['server']['proxy'];
  /** `undefined`: none is stored. Errors: rejects while the vault is locked. */
  readonly password: () => Promise<string | undefined>;
}

/** An unanswered question is cancelled: Electron has no box of its own for it. */
export function answerProxyLogins(port: Pick<DesktopPort, 'app'>, parts: ProxyLoginParts): void {
  port.app.on('login', (event, contents, { firstAuthAttempt }, { isProxy, host, port: asked }, answer) => {
    const ofGuest = contents !== null && contents.id === parts.guests.attachedId();
    const question = { isProxy, host, port: asked, isFirst: firstAuthAttempt, ofGuest };
    const user = proxyLoginUser(question, parts.proxy());
    if (user === null) return;
    event.preventDefault();
    parts.password().then(
      (password) => answer(user, password ?? ''),
      () => answer(),
    );
  });
}
