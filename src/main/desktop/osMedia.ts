/** Camera and microphone as the operating system allows them to this program. */
import type { MediaAccess, MediaKind } from '../../shared/ipc/life.ts';
import { hasMediaAccess, mediaAccess, mediaSettings, toBeAsked } from '../security/osMedia.ts';
import type { DesktopPort } from './port.ts';

export interface OsMedia {
  state(): Readonly<Record<MediaKind, MediaAccess>>;
  /** Asks the person where the system does that; resolves when they have answered. Never rejects. */
  ask(): Promise<void>;
  openSettings(kind: MediaKind): void;
}

export function createOsMedia(
  { systemPreferences, shell }: Pick<DesktopPort, 'systemPreferences' | 'shell'>,
  platform: NodeJS.Platform,
): OsMedia {
  const statusOf = (kind: MediaKind) =>
    hasMediaAccess(platform) ? systemPreferences.getMediaAccessStatus(kind) : 'unknown';
  const statuses = () => ({ camera: statusOf('camera'), microphone: statusOf('microphone') });
  return {
    state() {
      const { camera, microphone } = statuses();
      return { camera: mediaAccess(camera), microphone: mediaAccess(microphone) };
    },
    async ask() {
      // One after the other: the system shows one question at a time.
      for (const kind of toBeAsked(platform, statuses()))
        await systemPreferences.askForMediaAccess(kind).catch(() => false);
    },
    openSettings(kind) {
      const address = mediaSettings(platform, kind);
      if (address !== null) shell.openExternal(address).catch(() => undefined);
    },
  };
}
