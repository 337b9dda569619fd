import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Combobox } from '../../ui/Combobox.tsx';
import { useDoctors } from './DoctorsContext.tsx';

interface DoctorPickerProps {
  readonly inputRef?: RefObject<HTMLInputElement | null>;
  readonly id?: string;
  readonly invalid?: boolean;
  readonly describedBy?: string;
}

/** For whom the next visit is made. */
export function DoctorPicker(props: DoctorPickerProps) {
  const { t } = useTranslation('board');
  const { doctors, chosenId, choose } = useDoctors();
  return (
    <Combobox
      {...props}
      label={t('doctor')}
      placeholder={t('doctor-choose')}
      emptyText={t(doctors ? 'doctor-not-found' : 'doctors-loading')}
      options={doctors ?? []}
      chosenId={chosenId}
      onChoose={choose}
    />
  );
}
