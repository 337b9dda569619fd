/** The desktop with the clinic's service: no core, no store, no port; a line, and a window to sign in. */
import { createClinicDesk, type ClinicDesk } from '../clinic/clinicDesk.ts';
import type { ClinicDoor } from '../clinic/routes.ts';
import { signOut } from '../clinic/signOut.ts';
import type { Language } from '../../shared/settings.ts';
import { causeOf } from '../log/cause.ts';
import type { Clock, Log } from '../ports.ts';
import { createClinicSession } from './clinicSession.ts';
import { createClinicWindow, type ClinicWindow } from './clinicWindow.ts';
import type { DesktopPort } from './port.ts';

const againAfterMs = 10_000;

export interface ClinicFacts {
  /** Of the service. */
  readonly origin: string;
  /** Semver of this app. */
  readonly version: string;
  /** Absolute path of the windows' icon. */
  readonly icon: string;
  /** Of this computer. */
  readonly language: Language;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Clinic {
  readonly desk: ClinicDesk;
  readonly window: ClinicWindow;
  readonly door: ClinicDoor;
}

export function createClinic(
  port: Pick<DesktopPort, 'BrowserWindow' | 'session'>,
  facts: ClinicFacts,
): Clinic {
  const { origin, clock, log } = facts;
  const session = createClinicSession(port, origin);
  const desk = createClinicDesk({ ...facts, session });
  let signedInAt = -Infinity;
  const window = createClinicWindow(port, {
    ...facts,
    onSignedIn() {
      signedInAt = clock.now();
      desk.reopen();
    },
  });
  desk.onEvent(() => {
    if (desk.connection() !== 'signed-out' || window.contentsId() !== null) return;
    // Signing in that leads nowhere must not open window after window: the page has a button.
    if (clock.now() - signedInAt > againAfterMs) window.open('sign-in', facts.language);
  });
  const door: ClinicDoor = {
    connection() {
      // The page that was drawn for the former role is gone.
      if (desk.connection() === 'account-changed') desk.reopen();
      return desk.connection();
    },
    open: window.open,
    async signOut() {
      const cookie = await session.cookie();
      await session.forget();
      desk.leave();
      if (cookie !== undefined) await endSession(origin, cookie, log);
    },
  };
  return { desk, window, door };
}

/** A service that does not answer keeps a session that nobody holds any more. */
async function endSession(origin: string, cookie: string, log: Log): Promise<void> {
  try {
    if (!(await signOut({ origin, cookie }))) log.warn('clinic.not-signed-out', { cause: 'refused' });
  } catch (error) {
    log.warn('clinic.not-signed-out', { cause: causeOf(error) });
  }
}
