import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/Dialog.tsx';
import type { Section } from './form.ts';

interface LeaveDialogProps {
  readonly unsaved: readonly Section[];
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

/** Asks before typed changes are dropped. */
export function LeaveDialog({ unsaved, onStay, onLeave }: LeaveDialogProps) {
  const { t } = useTranslation('settings');
  const names = unsaved.map((section) => t(`section-${section}`)).join(', ');
  return (
    <Dialog
      title={t('leave-title')}
      onClose={onStay}
      actions={
        <>
          <button type="button" className="button" onClick={onLeave}>
            {t('leave-yes')}
          </button>
          <button type="button" className="button main" onClick={onStay}>
            {t('leave-no')}
          </button>
        </>
      }
    >
      <p>{t('leave-text', { sections: names })}</p>
    </Dialog>
  );
}
