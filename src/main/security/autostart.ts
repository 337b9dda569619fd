/** How the desk starts with the computer, hidden. Pure. */
import { posix } from 'node:path';
import { badgeWays } from './attention.ts';

/** Without a window: the icon beside the clock opens it. */
export const hiddenFlag = '--hidden';

/** login-item: Electron tells Windows and macOS. desktop-file: a file in the folder of autostart. none: not here. */
export type AutostartWay = 'login-item' | 'desktop-file' | 'none';

/** What is started from its sources has no program that the system could start. */
export function autostartWay(platform: NodeJS.Platform, packaged: boolean): AutostartWay {
  if (!packaged) return 'none';
  if (platform === 'win32' || platform === 'darwin') return 'login-item';
  return platform === 'linux' ? 'desktop-file' : 'none';
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Absolute path of the file by which desktops of Linux start it (freedesktop.org, "Desktop Application Autostart"). */
export function autostartFile(environment: Variables, home: string): string {
  const { XDG_CONFIG_HOME: given = '' } = environment;
  const folder = posix.isAbsolute(given) ? given : posix.join(home, '.config');
  return posix.join(folder, 'autostart', 'visit-desk.desktop');
}

/** An AppImage is started from where it lies, not from where it is mounted for this run. */
export const startedProgram = (environment: Variables, execPath: string): string =>
  environment['APPIMAGE'] ?? execPath;

/** By the rules of `Exec` ("Desktop Entry Specification"): first quoted, then escaped as a string; `%` begins a field. */
const quoted = (text: string): string =>
  `"${text.replace(/[\\"`$]/g, '\\$&')}"`.replaceAll('\\', '\\\\').replaceAll('%', '%%');

/** `null`: a path that no such file can name. */
export function autostartEntry(program: string): string | null {
  // A line break would begin a key of its own.
  if (/\p{Cc}/u.test(program)) return null;
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Visit Desk',
    `Exec=${quoted(program)} ${hiddenFlag}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** Of a file that is there: a person, or the desktop's own settings, may have switched it off in place. */
export const isEntryOn = (text: string): boolean =>
  !/^\s*(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/im.test(text);

export interface HiddenFacts {
  readonly platform: NodeJS.Platform;
  /** `--hidden` was given. */
  readonly isAsked: boolean;
  /** macOS starts it with the computer, and has no parameters for that. */
  readonly atLogin: boolean;
}

/** Whether it starts without a window: only where an icon, or the Dock, opens one. */
export function startsHidden({ platform, isAsked, atLogin }: HiddenFacts): boolean {
  return platform === 'darwin' ? isAsked || atLogin : isAsked && badgeWays(platform).tray;
}

/** What a second start is for: one by the computer itself brings nothing forward. */
export const bringsForward = (parameters: readonly string[]): boolean => !parameters.includes(hiddenFlag);
