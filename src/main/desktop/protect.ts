/** Everything that limits what pages can do, before there is a page. */
import type { Clock } from '../ports.ts';
import type { ClosingFacts } from '../security/closing.ts';
import { askBeforeClosing, type Closing } from './closing.ts';
import { guardContents, type ContentsParts } from './contents.ts';
import { installPermissions } from './permissions.ts';
import type { DesktopPort } from './port.ts';
import type { MainWindow } from './window.ts';

interface ProtectParts extends ContentsParts {
  readonly window: MainWindow;
  readonly livesHidden: boolean;
  readonly clock: Clock;
}

export function protect(
  port: Pick<DesktopPort, 'app' | 'dialog' | 'powerMonitor' | 'session' | 'shell'>,
  { window, livesHidden, clock, ...parts }: ProtectParts,
  closing: () => Omit<ClosingFacts, 'inCall'>,
): Closing {
  guardContents(port, parts);
  const { page, guests } = parts;
  const facts = () => ({ ...closing(), inCall: guests.attachedId() !== null });
  installPermissions(port.session.defaultSession, () => ({ page: 'own', place: page }), window.contentsId);
  return askBeforeClosing(port, { window: window.current, facts, livesHidden, clock });
}
