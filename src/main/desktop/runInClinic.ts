/** The desktop as a desk of the clinic's service. */
import { clinicMark } from '../../shared/deskLine/service.ts';
import { readUpdates } from '../clinic/place.ts';
import { ownPage } from '../security/ownPage.ts';
import { systemClock } from '../system.ts';
import { createClinic } from './clinic.ts';
import { createLife } from './createLife.ts';
import { createGuests } from './guests.ts';
import { eventSender } from './ipc.ts';
import { withOwn } from './ownChannels.ts';
import { protect } from './protect.ts';
import { stopOnQuit } from './quit.ts';
import {
  addressOf,
  livingOf,
  serve,
  show,
  tellUpdates,
  windowFacts,
  type Running,
  type Start,
} from './running.ts';
import { createShellWindow } from './shellWindow.ts';

/** With the clinic's service: nothing is kept here and nobody is listened to. */
export function runInClinic(running: Running, start: Start): void {
  const { desktop, language, links } = running;
  const { log, place } = start;
  const updates = readUpdates(start.settingsStore, start.policy);
  const page = ownPage(process.env['ELECTRON_RENDERER_URL'], desktop.app.isPackaged);
  const facts = windowFacts(running, log, language);
  const clinic = createClinic(desktop, {
    origin: place.address,
    version: desktop.app.getVersion(),
    icon: facts.icon,
    language: language(),
    clock: systemClock,
    log,
  });
  const { window, shell, calls } = createShellWindow(desktop, {
    ...facts,
    address: `${addressOf(page)}${clinicMark}`,
    closing: () => closing,
    onClosed: clinic.window.close,
    onFocus: clinic.desk.wake,
  });
  const { share } = calls;
  const guests = createGuests(desktop, {
    ...{ trust: clinic.desk.trust, share, now: systemClock.now },
    proxy: () => ({ mode: 'system' }),
  });
  const { messengers } = clinic.desk;
  const parts = { page, guests, messengers, clinicWindow: clinic.window };
  const closing = protect(desktop, { ...parts, window, ...livingOf(facts) }, () => ({
    ...{ core: 'clinic', links: 0, waiting: 0 },
    language: language(),
  }));
  const life = createLife(desktop, {
    ...{ links, clock: systemClock, log, tell: tellUpdates(window) },
    // Patients wait at the service, whatever becomes of this PC.
    inUse: () => ({ links: 0, waiting: 0, inCall: guests.attachedId() !== null }),
    updates: () => updates,
  });
  stopOnQuit(
    desktop,
    { stop: async () => clinic.desk.stop() },
    { ...life, closing, clock: systemClock, log },
  );
  const own = { ...start, shell, calls, door: clinic.door, life: life.routes };
  serve(running, window, withOwn(desktop, clinic.desk.dispatch, own), {
    ...{ page, guests, log, started: Promise.resolve() },
    askForMedia: life.media.ask,
  });
  clinic.desk.onEvent(eventSender(window.current));
  show(running, window, life);
  clinic.desk.start();
}
