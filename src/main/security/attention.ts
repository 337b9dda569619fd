/** How each system shows that somebody waits: what Electron documents for it (docs/alerts.md). Pure. */

export interface BadgeWays {
  /** A number on the dock's or launcher's icon, which the system draws. */
  readonly number: boolean;
  /** A picture of ours over the icon on the task bar. */
  readonly overlay: boolean;
  /** An icon of ours beside the clock. */
  readonly tray: boolean;
}

const none: BadgeWays = { number: false, overlay: false, tray: false };

/** macOS has the dock's number, and no second icon in its menu bar beside it. */
export function badgeWays(platform: NodeJS.Platform): BadgeWays {
  if (platform === 'darwin') return { ...none, number: true };
  if (platform === 'win32') return { ...none, overlay: true, tray: true };
  return platform === 'linux' ? { ...none, number: true, tray: true } : none;
}

/** Windows shows the notices of a program that says who it is, as its entry in the Start menu does; `null`: not needed. */
export const appId = (platform: NodeJS.Platform): string | null =>
  platform === 'win32' ? 'VisitDesk.VisitDesk' : null;

/** On Linux a notice may be read as markup (freedesktop.org, "Desktop Notifications", markup): of a typed name nothing is a tag. */
export const noticeText = (text: string, platform: NodeJS.Platform): string =>
  platform === 'linux' ? text.replace(/[<>&]/g, ' ') : text;
