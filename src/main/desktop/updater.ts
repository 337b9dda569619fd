/** Newer versions by electron-updater, loaded when it is first needed: it is large, and a start is to be fast. */
import type { Updater } from './updates.ts';

/** @param address folder of newer versions; empty: the one that the installer came with. */
export async function loadUpdater(address: string): Promise<Updater> {
  const { autoUpdater } = await import('electron-updater');
  // Its own log would name paths; what goes wrong is told by its rejections.
  autoUpdater.logger = null;
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.allowDowngrade = false;
  if (address !== '') autoUpdater.setFeedURL({ provider: 'generic', url: address });
  return {
    async look() {
      const found = await autoUpdater.checkForUpdates();
      // Nothing was asked: an AppImage that was unpacked, say.
      if (found === null) throw new Error('this installation cannot be replaced');
      return found.isUpdateAvailable ? found.updateInfo.version : null;
    },
    async fetch() {
      await autoUpdater.downloadUpdate();
    },
    // Without questions, and without starting the program again: its person has just closed it.
    install: () => autoUpdater.quitAndInstall(true, false),
  };
}
