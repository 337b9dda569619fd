/** Remembers where the window stood, in a file of the user's folder. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../ports.ts';
import { causeOf } from '../log/cause.ts';
import {
  openingPlace,
  parseWindowPlace,
  windowPlaceSchema,
  type WindowPlace,
} from '../security/windowPlace.ts';
import type { DesktopPort } from './port.ts';

export interface PlaceKeeper {
  /** `null`: where the system puts it. Only after `ready`. */
  opening(): WindowPlace | null;
  keep(place: WindowPlace): void;
}

/** A place that cannot be read or kept is none: nothing is lost by it but the place. */
export function createPlaceKeeper(
  { screen }: Pick<DesktopPort, 'screen'>,
  { folder, log }: { readonly folder: string; readonly log: Log },
): PlaceKeeper {
  const file = join(folder, 'window.json');
  return {
    opening() {
      const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
      return openingPlace(read(file), areas, screen.getPrimaryDisplay().workArea);
    },
    keep(place) {
      const part = `${file}.${process.pid}.part`;
      try {
        writeFileSync(part, JSON.stringify(windowPlaceSchema.parse(place)), { flush: true });
        renameSync(part, file);
      } catch (error) {
        rmSync(part, { force: true });
        log.warn('desktop.window-place-not-kept', { cause: causeOf(error) });
      }
    },
  };
}

function read(file: string): WindowPlace | null {
  try {
    return parseWindowPlace(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
