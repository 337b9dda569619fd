/** The only file that imports Electron's values; that it compiles proves that the real thing fits the port. */
import {
  app,
  BrowserWindow,
  desktopCapturer,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  systemPreferences,
  Tray,
} from 'electron';
import type { DesktopPort } from './port.ts';

export const desktop: DesktopPort = {
  app,
  BrowserWindow,
  desktopCapturer,
  dialog: {
    showErrorBox: (title, content) => dialog.showErrorBox(title, content),
    showMessageBox: (window, options) =>
      window instanceof BrowserWindow
        ? dialog.showMessageBox(window, options)
        : dialog.showMessageBox(options),
  },
  Menu,
  ipcMain,
  nativeImage,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  systemPreferences,
  Tray,
};
