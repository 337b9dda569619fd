/** Asked before doctors are taken off the list who have visits that are not over: says which. */
import { useTranslation } from 'react-i18next';
import type { RequestOutput } from '../../../shared/ipc/contract.ts';
import { QuestionDialog } from '../../ui/QuestionDialog.tsx';
import { clockTime, dayTime } from '../../ui/times.ts';
import { useShownName } from '../alerts/privacy.ts';
import type { DoctorRow } from './doctorList.ts';

export type LeftVisits = Extract<RequestOutput<'settings:save'>, { state: 'doctors-have-visits' }>['visits'];

interface LeavingDoctorsProps {
  readonly visits: LeftVisits;
  /** As they are stored, with those who would leave. */
  readonly doctors: readonly DoctorRow[];
  readonly onAnswer: (yes: boolean) => void;
}

export function LeavingDoctors({ visits, doctors, onAnswer }: LeavingDoctorsProps) {
  const { t, i18n } = useTranslation(['doctors', 'settings']);
  const shown = useShownName();
  const nameOf = (ownerId: string): string => doctors.find(({ id }) => id === ownerId)?.name || ownerId;
  return (
    <QuestionDialog
      title={t('visits-title')}
      noText={t('cancel', { ns: 'settings' })}
      yesText={t('visits-yes')}
      onNo={() => onAnswer(false)}
      onYes={() => onAnswer(true)}
    >
      <p>{t('visits-text')}</p>
      <ul className="plain-list">
        {visits.map(({ id, label, createdAt, startsAt, ownerId }) => {
          const at = startsAt ?? createdAt;
          const time = `${dayTime(at, i18n.language)}, ${clockTime(at, i18n.language)}`;
          const unnamed = t('visit-unnamed', { time });
          return (
            <li key={id} dir="auto">
              {t('visit-of', { doctor: nameOf(ownerId), visit: label === '' ? unnamed : shown(label) })}
            </li>
          );
        })}
      </ul>
    </QuestionDialog>
  );
}
