/** The only file that imports Electron's values; that it compiles proves that the real thing fits the port. */
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, safeStorage, session, shell } from 'electron';
import type { DesktopPort } from './port.ts';

export const desktop: DesktopPort = {
  app,
  BrowserWindow,
  dialog,
  Menu,
  ipcMain,
  protocol,
  safeStorage,
  session,
  shell,
};
