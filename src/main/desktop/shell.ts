/** The channels `shell:*`: what only the desktop can do for its page, whichever core answers the rest. */
import { requestChannels, type RequestChannel } from '../../shared/ipc/channels.ts';
import { requests } from '../../shared/ipc/contract.ts';
import { ok } from '../../shared/result.ts';
import {
  route,
  type CallWindowChannel,
  type LifeChannel,
  type Routes,
  type ShellChannel,
} from '../ipc/router.ts';
import { appId } from '../security/attention.ts';
import { createAwake } from './awake.ts';
import { createBadge, type BadgeFacts } from './badge.ts';
import { createNotices } from './notifications.ts';
import type { DesktopPort } from './port.ts';

export interface ShellFacts extends Omit<BadgeFacts, 'onOpen'> {
  /** Brings the window to the front. */
  readonly open: () => void;
  /** The page is told which notice was clicked. */
  readonly tell: (visitId: string | null) => void;
}

export interface Shell {
  readonly routes: Pick<Routes, Exclude<ShellChannel, CallWindowChannel | LifeChannel>>;
  /** The page is gone: closed, or its process has ended. Nothing of it stays in sight. */
  forget(): void;
}

type Ports = Pick<DesktopPort, 'app' | 'Menu' | 'nativeImage' | 'Notification' | 'powerSaveBlocker' | 'Tray'>;

const nothing = {} as const;

export function createShell(port: Ports, facts: ShellFacts): Shell {
  const notices = createNotices(port, {
    platform: facts.platform,
    onOpen(visitId) {
      facts.open();
      facts.tell(visitId);
    },
  });
  const id = appId(facts.platform);
  if (id !== null) port.app.setAppUserModelId(id);
  const badge = createBadge(port, { ...facts, onOpen: facts.open });
  const awake = createAwake(port);
  return {
    routes: {
      'shell:notify': route(requests['shell:notify'], async (notice) => ok({ shown: notices.show(notice) })),
      'shell:dismiss': route(requests['shell:dismiss'], async ({ name }) => {
        notices.dismiss(name);
        return ok(nothing);
      }),
      'shell:badge': route(requests['shell:badge'], async (shown) => {
        badge.show(shown);
        return ok(nothing);
      }),
      'shell:awake': route(requests['shell:awake'], async (wish) => {
        awake.set(wish.awake);
        return ok(nothing);
      }),
    },
    forget() {
      notices.dismissAll();
      badge.clear();
      awake.set(false);
    },
  };
}

const shellChannels: ReadonlySet<RequestChannel> = new Set(
  requestChannels.filter((channel) => channel.startsWith('shell:')),
);
export const isShellChannel = (channel: RequestChannel): channel is ShellChannel =>
  shellChannels.has(channel);
