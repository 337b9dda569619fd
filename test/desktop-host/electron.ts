/** Takes the place of the package `electron`: windows and guests are Chromium's, everything else only records. */
import standIn from '../fixtures/desktop/electronStandIn.ts';
import { only } from '../fixtures/desktop/strict.ts';
import { HostWindow } from './host.ts';

// Whatever the stand-in has; what is named below takes the place of its own.
export * from '../fixtures/desktop/electronStandIn.ts';

export const BrowserWindow = only('BrowserWindow', HostWindow);

/** For packages that import electron as a whole. */
export default only('electron', { ...standIn, BrowserWindow });
