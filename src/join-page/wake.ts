/** Keeps the screen on while somebody waits or talks, where the browser can. */
let isWanted = false;
let isAsking = false;
let lock: WakeLockSentinel | null = null;

/** The browser lets go of it when the page is hidden; so it is asked for again each time the page is seen. */
export async function keepAwake(wanted: boolean): Promise<void> {
  isWanted = wanted;
  if (!wanted) {
    const held = lock;
    lock = null;
    await held?.release();
    return;
  }
  if (isAsking || (lock && !lock.released) || !('wakeLock' in navigator)) return;
  isAsking = true;
  const granted = await navigator.wakeLock.request('screen').catch(() => null);
  isAsking = false;
  // It may have been given up while the browser thought about it.
  if (isWanted) lock = granted;
  else await granted?.release();
}
