/** What the operating system says of camera and microphone, and where its settings are. Pure. */
import { mediaKinds, type MediaAccess, type MediaKind } from '../../shared/ipc/life.ts';

/** As Electron gives it (`getMediaAccessStatus`). */
export type SystemStatus = 'not-determined' | 'granted' | 'denied' | 'restricted' | 'unknown';
type Statuses = Readonly<Record<MediaKind, SystemStatus>>;

/** Systems that ask per program; elsewhere nothing is known, and nothing is in the way. */
export const hasMediaAccess = (platform: NodeJS.Platform): boolean =>
  platform === 'darwin' || platform === 'win32';

/** Which of them a person has to be asked for: macOS only, and only once; Windows never asks for a desktop program. */
export const toBeAsked = (platform: NodeJS.Platform, statuses: Statuses): readonly MediaKind[] =>
  platform === 'darwin' ? mediaKinds.filter((kind) => statuses[kind] === 'not-determined') : [];

/** restricted: whoever runs this computer has forbidden it, so that its user cannot allow it. */
export function mediaAccess(status: SystemStatus): MediaAccess {
  return status === 'denied' || status === 'restricted' ? status : 'allowed';
}

const addresses = {
  darwin: {
    camera: 'x-apple.systempreferences:com.apple.preference.security?Privacy_Camera',
    microphone: 'x-apple.systempreferences:com.apple.preference.security?Privacy_Microphone',
  },
  win32: { camera: 'ms-settings:privacy-webcam', microphone: 'ms-settings:privacy-microphone' },
} as const;

/** The page of the system's settings; `null`: this system has none. No page ever gives such an address. */
export function mediaSettings(platform: NodeJS.Platform, kind: MediaKind): string | null {
  return platform === 'darwin' || platform === 'win32' ? addresses[platform][kind] : null;
}
