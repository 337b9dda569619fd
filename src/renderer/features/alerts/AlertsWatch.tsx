/** Keeps the alerts going while the desk is open; what it shows itself is one line that covers nothing. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { flushSync } from 'react-dom';
import { preferences, usePreferences } from '../../state/preferences.ts';
import { useAbilities, useStore } from '../../state/DeskContext.tsx';
import { useKey } from '../keys/useKey.ts';
import { deskSound, shellOf } from './alertParts.ts';
import { bringForward } from './bringForward.ts';
import { veilOnLeaving } from './privacy.ts';
import { useAlertCentre } from './useAlertCentre.ts';
import { useSoundState } from './useSound.ts';

interface AlertsWatchProps {
  /** Goes to the board, and does this there. */
  readonly toBoard: (then: () => void) => void;
}

export function AlertsWatch({ toBoard }: AlertsWatchProps) {
  const { board } = useAbilities();
  return board && <Watch toBoard={toBoard} />;
}

function Watch({ toBoard }: AlertsWatchProps) {
  useAlertCentre();
  useOpenedNotice(toBoard);
  useEffect(() => {
    const stop = new AbortController();
    veilOnLeaving(stop.signal);
    return () => stop.abort();
  }, []);
  const [said, say] = useSaid();
  const { t } = useTranslation('alerts');
  const { sound, privacy } = usePreferences();
  useKey('mute', true, () => {
    preferences().change({ sound: !sound });
    say(t(sound ? 'sound-is-off' : 'sound-is-on'));
  });
  useKey('privacy', true, () => {
    preferences().change({ privacy: !privacy });
    say(t(privacy ? 'privacy-is-off' : 'privacy-is-on'));
  });
  const isBlocked = useSoundState() === 'blocked' && sound;
  return (
    <div className="alerts-line">
      <p role="status">{said}</p>
      {isBlocked && said === '' && (
        <div className="sound-blocked" role="status">
          <p>{t('sound-blocked')}</p>
          <button type="button" className="button small" onClick={() => deskSound().unlock()}>
            {t('sound-unlock')}
          </button>
        </div>
      )}
    </div>
  );
}

const saidForMs = 4_000;

/** What a key has just done, where nothing else on the screen would show it. */
function useSaid() {
  const [said, setSaid] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const say = useCallback((text: string) => {
    clearTimeout(timer.current);
    setSaid(text);
    timer.current = setTimeout(() => setSaid(''), saidForMs);
  }, []);
  return [said, say] as const;
}

/** A click on a notice brings the card, whatever screen was in front. */
function useOpenedNotice(toBoard: AlertsWatchProps['toBoard']): void {
  const store = useStore();
  useEffect(
    () =>
      shellOf(store.bridge).notices.onOpened((visitId) =>
        toBoard(() => {
          // Several wait: the board as a whole.
          if (visitId === null) flushSync(() => store.reveal(null));
          else bringForward(store, visitId);
        }),
      ),
    [store, toBoard],
  );
}
