import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { preferences, usePreferences } from '../../state/preferences.ts';
import type { NoticeState, ShellPorts } from '../../shellPorts.ts';
import { Choice } from './Choice.tsx';

/** On: wanted, and the system lets them be shown. The browser asks its question when the switch is turned on, and at no other time. */
export function NoticeChoice({ shell: { kind, notices } }: { readonly shell: ShellPorts }) {
  const { t } = useTranslation('alerts');
  const wanted = usePreferences().notices;
  const [state, setState] = useState(notices.state);
  // Allowed or forbidden in the browser's own settings meanwhile.
  useEffect(() => {
    const look = () => setState(notices.state());
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [notices]);
  const turn = async (on: boolean): Promise<void> => {
    preferences().change({ notices: on });
    if (on) setState(await notices.ask());
  };
  const note = noteOf(state, kind);
  return (
    <Choice
      label={t('notices')}
      hint={t('notices-hint')}
      checked={wanted && state === 'granted'}
      onChange={(on) => void turn(on)}
    >
      <p className={state === 'ask' ? 'hint' : 'say'} role="status" hidden={note === null}>
        {note && t(note)}
      </p>
    </Choice>
  );
}

function noteOf(state: NoticeState, kind: ShellPorts['kind']) {
  if (state === 'ask') return 'notices-ask';
  if (state === 'denied') return 'notices-denied';
  if (state === 'granted') return null;
  return kind === 'desktop' ? 'notices-none-desktop' : 'notices-none';
}
