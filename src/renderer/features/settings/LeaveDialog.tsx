import { useTranslation } from 'react-i18next';
import { QuestionDialog } from '../../ui/QuestionDialog.tsx';
import type { Section } from './fieldTable.ts';

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
    <QuestionDialog
      title={t('leave-title')}
      noText={t('leave-no')}
      yesText={t('leave-yes')}
      main="no"
      onNo={onStay}
      onYes={onLeave}
    >
      <p>{t('leave-text', { sections: names })}</p>
    </QuestionDialog>
  );
}
