/** Whether the guest of a call may show a screen, and who asks which one. Pure. */
import { isAt, type Place } from './ownPage.ts';

export interface ShareQuestion {
  /** Of the page that asks. */
  readonly securityOrigin: string;
  /** `false` also where the frame is gone. */
  readonly isMainFrame: boolean;
  /** Somebody has just pressed something in the page. */
  readonly userGesture: boolean;
  readonly videoRequested: boolean;
}

/** `place`: of the call that the doctor is in; `null`: none. */
export function mayAskToShare(question: ShareQuestion, place: Place | null): boolean {
  const { securityOrigin, isMainFrame, userGesture, videoRequested } = question;
  return place !== null && isMainFrame && userGesture && videoRequested && isAt(securityOrigin, place);
}

export interface ScreenPicker {
  /** macOS has a picker of its own from version 15; Electron asks us where it has none. */
  readonly useSystemPicker: boolean;
  /** portal: to ask for the sources already shows the desktop's own picker, and gives what was chosen there. */
  readonly picker: 'own' | 'portal';
}

/**
 * `environment`: of the process. A Wayland session is told as Chromium's capturer tells it (WebRTC's `IsRunningUnderWayland`):
 * there windows can be seen through the portal only, also by a program that runs on XWayland.
 */
export function screenPicker(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): ScreenPicker {
  const { XDG_SESSION_TYPE: session = '', WAYLAND_DISPLAY: display = '' } = environment;
  const isWayland = platform === 'linux' && session.startsWith('wayland') && display !== '';
  return { useSystemPicker: platform === 'darwin', picker: isWayland ? 'portal' : 'own' };
}

/**
 * What is offered: not the app's own window (`own`), in which all patients of the day stand, and which is in front while one
 * chooses.
 */
export const offeredSources = <S extends { readonly id: string }>(
  sources: readonly S[],
  own: string | null,
): readonly S[] => sources.filter(({ id }) => id !== own);
