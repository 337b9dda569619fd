/** Keeps the screen on: one blocker at most, and none once nobody asks for it. */
import type { DesktopPort } from './port.ts';

export interface Awake {
  set(awake: boolean): void;
}

export function createAwake({ powerSaveBlocker }: Pick<DesktopPort, 'powerSaveBlocker'>): Awake {
  let id: number | null = null;
  return {
    set(awake) {
      if (awake) id ??= powerSaveBlocker.start('prevent-display-sleep');
      else if (id !== null) {
        powerSaveBlocker.stop(id);
        id = null;
      }
    },
  };
}
