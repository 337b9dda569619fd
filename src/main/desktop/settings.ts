/** The settings document over electron-store. */
import { join } from 'node:path';
import Store from 'electron-store';
import type { SettingsStore } from '../ports.ts';
import { createSettingsStore } from '../system.ts';
import type { DesktopPort } from './port.ts';

/** Answers every frame with the path of the user's folder, without looking at who asks; nothing here needs it. */
const unguardedChannel = 'electron-store-get-data';

/** @param folder Where `config.json` lies. */
export function desktopSettingsStore(
  { ipcMain }: Pick<DesktopPort, 'ipcMain'>,
  folder: string,
): SettingsStore {
  return createSettingsStore(join(folder, 'config.json'), () => {
    const store = new Store<Record<string, unknown>>({ cwd: folder, accessPropertiesByDotNotation: false });
    ipcMain.removeAllListeners(unguardedChannel);
    return store;
  });
}
