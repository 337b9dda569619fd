/** Asked before doctors are taken off the list who have visits that are not over: says which. */
import { useTranslation } from 'react-i18next';
import type { RequestOutput } from '../../../shared/ipc/contract.ts';
import { Dialog } from '../../ui/Dialog.tsx';
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
    <Dialog
      title={t('visits-title')}
      onClose={() => onAnswer(false)}
      actions={
        <>
          <button type="button" className="button" onClick={() => onAnswer(false)}>
            {t('cancel', { ns: 'settings' })}
          </button>
          <button type="button" className="button main" onClick={() => onAnswer(true)}>
            {t('visits-yes')}
          </button>
        </>
      }
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
    </Dialog>
  );
}
