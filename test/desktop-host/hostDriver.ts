/** The driver of this host. */
import { seen } from '../fixtures/desktop/electronStandIn.ts';
import type { Driver } from './driver.ts';
import { guests, quit, until, windows } from './host.ts';

export const hostDriver: Driver = {
  async firstPage() {
    // In a box: a member that a stand-in does not have is a failure, and a promise would look for `then`.
    const { window } = await until(() => windows[0] && { window: windows[0] }, 'the first window');
    const page = await window.ready;
    await page.waitForLoadState();
    return page;
  },
  guestPages: async () => guests.flatMap(({ page }) => page ?? []),
  quit,
  records: async () => ({
    questions: seen.questions.map(({ message }) => message),
    errorBoxes: seen.errorBoxes,
    opened: seen.opened,
  }),
};

/** Parts of Electron that the app used and that this host does not have: calls were written down and nothing happened. */
export function recordedOnly(): readonly string[] {
  const used: readonly (readonly [string, boolean])[] = [
    ['Tray', seen.trays.length > 0],
    ['Notification', seen.notices.length > 0],
    ['badge and powerSaveBlocker', seen.signs.length > 0],
    ['shell.openExternal', seen.opened.length > 0],
    ['dialog', seen.questions.length > 0 || seen.errorBoxes.length > 0],
    ['safeStorage', true],
    ['Menu', seen.menu !== undefined],
  ];
  return used.filter(([, isUsed]) => isUsed).map(([name]) => name);
}
