/** What the desktop answers itself, in front of who answers the rest. */
import { checkService } from '../clinic/checkService.ts';
import { clinicRoutes, isClinicChannel, type ClinicDoor } from '../clinic/routes.ts';
import type { ClinicPlace } from '../clinic/place.ts';
import { onlyDoctor } from '../ipc/caller.ts';
import { createRouter } from '../ipc/router.ts';
import type { Log, SettingsStore } from '../ports.ts';
import { systemClock, systemRandom } from '../system.ts';
import type { Dispatch } from './ipc.ts';
import type { LifeRoutes } from './life.ts';
import type { DesktopPort } from './port.ts';
import { isShellChannel } from './shell.ts';
import type { ShellWindow } from './shellWindow.ts';

interface OwnParts extends Omit<ShellWindow, 'window'> {
  readonly place: ClinicPlace;
  readonly settingsStore: SettingsStore;
  readonly log: Log;
  readonly door?: ClinicDoor;
  readonly life: LifeRoutes;
}

export function withOwn({ app }: Pick<DesktopPort, 'app'>, dispatch: Dispatch, parts: OwnParts): Dispatch {
  const clinic = clinicRoutes({
    ...parts,
    check: (address) => checkService(address, { clock: systemClock }),
    restart() {
      app.relaunch();
      app.quit();
    },
  });
  const routes = { ...clinic, ...parts.shell.routes, ...parts.calls.routes, ...parts.life };
  const own = createRouter({ routes, random: systemRandom, log: parts.log });
  return (channel, input) =>
    isClinicChannel(channel) || isShellChannel(channel)
      ? own.dispatch(channel, input, onlyDoctor)
      : dispatch(channel, input);
}
