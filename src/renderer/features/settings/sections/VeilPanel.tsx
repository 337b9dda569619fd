import { useTranslation } from 'react-i18next';
import { useAbilities } from '../../../state/DeskContext.tsx';
import { PrivacyChoice } from '../../alerts/AlertsDialog.tsx';
import { FactRow } from '../fields.tsx';

/** The privacy mode is a choice of each desk and counts at once; whoever has no board has no use for it. */
export function VeilPanel() {
  const { t } = useTranslation('settingFields');
  const { board } = useAbilities();
  if (!board) return null;
  return (
    <div className="panel">
      <FactRow label={t('veil-label')} target="veil">
        <PrivacyChoice />
      </FactRow>
    </div>
  );
}
