/** What the call needs of the window around it: `shell:layout`, and which screen the guest may show. */
import { requests } from '../../shared/ipc/contract.ts';
import { ok } from '../../shared/result.ts';
import { route, type CallWindowChannel, type Routes } from '../ipc/router.ts';
import { createScreenShare, type ScreenShare, type ScreenShareFacts } from './displayMedia.ts';
import type { DesktopPort, WindowPort } from './port.ts';
import { createWindowLayout, type WindowLayout } from './windowLayout.ts';

export interface CallWindow {
  readonly routes: Pick<Routes, CallWindowChannel>;
  readonly share: ScreenShare;
  /** How the window stands without a call. */
  readonly place: WindowLayout['place'];
  /** The page is gone or is loaded anew: it knows of no call. */
  forget(): void;
}

export interface CallWindowFacts extends Omit<ScreenShareFacts, 'ownSourceId'> {
  readonly window: () => WindowPort | null;
}

const nothing = {} as const;

export function createCallWindow(
  port: Pick<DesktopPort, 'screen' | 'desktopCapturer'>,
  facts: CallWindowFacts,
): CallWindow {
  const layout = createWindowLayout(port, facts.window);
  const ownSourceId = () => facts.window()?.getMediaSourceId() ?? null;
  const share = createScreenShare(port, { ...facts, ownSourceId });
  return {
    routes: {
      'shell:layout': route(requests['shell:layout'], async (wish) => {
        layout.set(wish.layout);
        return ok(nothing);
      }),
      'shell:shareScreen': route(requests['shell:shareScreen'], async (chosen) => {
        share.answer(chosen);
        return ok(nothing);
      }),
    },
    share,
    place: layout.place,
    forget() {
      share.drop();
      layout.set('beside');
    },
  };
}
