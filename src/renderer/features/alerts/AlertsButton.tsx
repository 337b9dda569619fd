import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.tsx';
import { useKeyHint } from '../keys/useKey.ts';
import { AlertsDialog } from './AlertsDialog.tsx';
import { useBell } from './useSound.ts';

/** In the header: whether a chime would be heard, and the way to all that belongs to it. */
export function AlertsButton() {
  const { t } = useTranslation('alerts');
  const bell = useBell();
  const [isOpen, setOpen] = useState(false);
  const name = t(bell === 'on' ? 'title' : `title-${bell}`);
  const hint = useKeyHint('alerts', name);
  return (
    <>
      <button
        type="button"
        {...hint}
        className={`button icon-only ghost bell ${bell}`}
        aria-label={name}
        aria-haspopup="dialog"
        onClick={({ currentTarget }) => {
          // By its key the button was not where the focus was: the dialog gives it back to here.
          currentTarget.focus();
          setOpen(true);
        }}
      >
        <Icon name={bell === 'on' ? 'bell' : 'bell-off'} />
      </button>
      {isOpen && <AlertsDialog onClose={() => setOpen(false)} />}
    </>
  );
}
