/** Sound, notices, names and silent hours of this desk: each choice counts at once. */
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { preferences, usePreferences } from '../../state/preferences.ts';
import { useStore } from '../../state/DeskContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ClinicAutostart } from '../computer/Computer.tsx';
import { deskSound, shellOf } from './alertParts.ts';
import { Choice } from './Choice.tsx';
import { NoticeChoice } from './NoticeChoice.tsx';
import { SilentHoursChoice } from './SilentHoursChoice.tsx';
import { useSoundState } from './useSound.ts';

export function AlertsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('alerts');
  const shell = shellOf(useStore().bridge);
  return (
    <Dialog
      title={t('title')}
      onClose={onClose}
      actions={
        <button type="button" className="button main" onClick={onClose}>
          {t('close')}
        </button>
      }
    >
      <SoundChoice />
      <NoticeChoice shell={shell} />
      <PrivacyChoice />
      <SilentHoursChoice />
      <ClinicAutostart />
      <p className="hint">{t(shell.keepsAwake ? 'awake' : 'awake-none')}</p>
      <p className="hint">{t('kept-here')}</p>
    </Dialog>
  );
}

function SoundChoice() {
  const { t } = useTranslation('alerts');
  const { sound } = usePreferences();
  const state = useSoundState();
  const [isPlayed, setPlayed] = useState(false);
  const answerId = useId();
  const play = () => {
    deskSound().play();
    setPlayed(true);
  };
  return (
    <Choice
      label={t('sound')}
      hint={t('sound-hint')}
      checked={sound}
      onChange={(wanted) => preferences().change({ sound: wanted })}
    >
      <div className="row wrap">
        <button type="button" className="button small" aria-describedby={answerId} onClick={play}>
          {t('sound-test')}
        </button>
        <p id={answerId} className="hint" role="status">
          {soundAnswer()}
        </p>
      </div>
    </Choice>
  );
  function soundAnswer(): string {
    if (state === 'none') return t('sound-none');
    if (state === 'blocked') return t('sound-blocked');
    return isPlayed ? t('sound-played') : '';
  }
}

export function PrivacyChoice() {
  const { t } = useTranslation('alerts');
  const { privacy } = usePreferences();
  return (
    <Choice
      label={t('privacy')}
      hint={t('privacy-hint')}
      checked={privacy}
      onChange={(wanted) => preferences().change({ privacy: wanted })}
    >
      {!privacy && <p className="hint">{t('privacy-off-note')}</p>}
    </Choice>
  );
}
