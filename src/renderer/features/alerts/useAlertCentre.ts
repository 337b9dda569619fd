import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { preferences } from '../../state/preferences.ts';
import { useAbilities, useStore } from '../../state/DeskContext.tsx';
import { useCall } from '../conference/CallContext.tsx';
import { AlertCentre } from './alertCentre.ts';
import { deskSound, shellOf } from './alertParts.ts';
import { drawBadge } from './badgePicture.ts';

/** The desk was touched. `pointermove`: a hand on the mouse has seen the screen. */
const looks = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;

const clock = {
  now: () => Date.now(),
  after(ms: number, task: () => void) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

/** Ties the alerts to the board, the choices of this desk and the hand on the mouse. */
export function useAlertCentre(): void {
  const store = useStore();
  const { decides } = useAbilities();
  const { visitId: callVisitId } = useCall();
  const { t } = useTranslation('alerts');
  const { t: tBoard } = useTranslation('board');
  const now = useRef({ decides, callVisitId, t, tBoard });
  const centre = useRef<AlertCentre>(null);
  useEffect(() => {
    now.current = { decides, callVisitId, t, tBoard };
    centre.current?.settingsChanged();
  }, [decides, callVisitId, t, tBoard]);
  useEffect(() => {
    const made = new AlertCentre({
      visits: () => store.state().visits,
      desk: () => ({ ...now.current, doctorId: store.state().status?.doctors.presentId ?? '' }),
      preferences: preferences().now,
      isLookedAt: () => document.visibilityState === 'visible' && document.hasFocus(),
      shell: shellOf(store.bridge),
      sound: deskSound(),
      draw: drawBadge,
      countText: (count) =>
        count === 0 ? now.current.tBoard('app-name') : now.current.tBoard('title-waiting', { count }),
      words: () => now.current.t,
      clock,
    });
    centre.current = made;
    const stop = new AbortController();
    followHand(made, stop.signal);
    const forgetBoard = store.subscribe(() => made.boardChanged());
    const forgetChoices = preferences().subscribe(() => made.settingsChanged());
    made.boardChanged();
    return () => {
      stop.abort();
      forgetBoard();
      forgetChoices();
      made.stop();
    };
  }, [store]);
  useSoundAllowed();
}

function followHand(centre: AlertCentre, signal: AbortSignal): void {
  for (const look of looks)
    document.addEventListener(look, () => centre.looked(), { capture: true, passive: true, signal });
  window.addEventListener('focus', () => centre.looked(), { signal });
}

/** Finds out early that the browser waits for a click, so that it is said before somebody comes; any click is one. */
function useSoundAllowed(): void {
  const { bridge } = useStore();
  useEffect(() => {
    const sound = deskSound();
    if (shellOf(bridge).kind === 'browser' && preferences().now().sound) sound.probe();
    const stop = new AbortController();
    for (const gesture of ['pointerup', 'keydown'])
      document.addEventListener(gesture, () => sound.unlock(), { capture: true, signal: stop.signal });
    return () => stop.abort();
  }, [bridge]);
}
