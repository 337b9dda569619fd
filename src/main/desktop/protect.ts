/** Everything that limits what pages can do, before there is a page. */
import type { ClosingFacts } from '../security/closing.ts';
import { askBeforeClosing } from './closing.ts';
import { guardContents, type ContentsParts } from './contents.ts';
import { installPermissions } from './permissions.ts';
import type { DesktopPort } from './port.ts';
import type { MainWindow } from './window.ts';

interface ProtectParts extends ContentsParts {
  readonly window: MainWindow;
}

export function protect(
  port: Pick<DesktopPort, 'app' | 'dialog' | 'session' | 'shell'>,
  { window, ...parts }: ProtectParts,
  closing: () => Omit<ClosingFacts, 'inCall'>,
): void {
  guardContents(port, parts);
  const { page, guests } = parts;
  const facts = () => ({ ...closing(), inCall: guests.attachedId() !== null });
  askBeforeClosing(port, { window: window.current, facts });
  installPermissions(port.session.defaultSession, () => ({ page: 'own', place: page }), window.contentsId);
}
