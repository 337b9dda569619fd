/** The sections that are nothing but fields. */
import { useTranslation } from 'react-i18next';
import { useAtService } from '../../../state/DeskContext.tsx';
import { DoctorList } from '../../doctors/DoctorList.tsx';
import { CheckChoice, ChoiceRow, FactRow, TextRow } from '../fields.tsx';
import { useFieldTexts } from '../FieldParts.tsx';
import type { Form } from '../useForm.ts';
import { JoinEntryRow } from './JoinSection.tsx';

interface SectionProps {
  readonly form: Form;
}

export function DoctorsSection({ form, onServer }: SectionProps & { readonly onServer: () => void }) {
  const { t } = useTranslation('settings');
  const atService = useAtService();
  const owner = useFieldTexts('ownerId');
  const storedId = form.view.values.doctors.list[0]?.id;
  if (atService) return <EntryRow form={form} />;
  if (storedId === undefined) {
    return (
      <FactRow label={owner.label} target="otherDoctors">
        <p>{t('doctor-id-first')}</p>
        <button type="button" className="button small" onClick={onServer}>
          {t('section-server')}
        </button>
      </FactRow>
    );
  }
  return (
    <>
      <DoctorList form={form} />
      <EntryRow form={form} />
    </>
  );
}

/** Part of the set-up's last step. */
export function DoctorFields({ form }: SectionProps) {
  return (
    <>
      <TextRow form={form} field="doctorName" maxLength={100} />
      <EntryRow form={form} />
    </>
  );
}

function EntryRow({ form }: SectionProps) {
  const { t } = useTranslation('settings');
  return (
    <ChoiceRow
      form={form}
      field="entry"
      choices={[
        { value: 'own-account', label: t('entry-own-account'), hint: t('entry-own-account-hint') },
        { value: 'named-guest', label: t('entry-named-guest'), hint: t('entry-named-guest-hint') },
        { value: 'trueconf-app', label: t('entry-trueconf-app'), hint: t('entry-trueconf-app-hint') },
      ]}
    />
  );
}

export function VisitsSection({ form }: SectionProps) {
  const { t } = useTranslation('settings');
  const { t: ofField } = useTranslation('settingFields');
  const atService = useAtService();
  const namesPatient = form.values.topic.includes('{{name}}');
  return (
    <>
      <TextRow
        form={form}
        field="topic"
        maxLength={240}
        {...(namesPatient && { hint: t('topic-name-warning') })}
      />
      <ChoiceRow
        form={form}
        field="admission"
        choices={[
          { value: 'straight', label: t('admission-straight'), hint: t('admission-straight-hint') },
          { value: 'waiting', label: t('admission-waiting'), hint: t('admission-waiting-hint') },
        ]}
      />
      {atService && <JoinEntryRow form={form} />}
      <ChoiceRow
        form={form}
        field="rights"
        choices={[
          { value: 'minimal', label: ofField('rights-minimal'), hint: ofField('rights-minimal-hint') },
          { value: 'documents', label: ofField('rights-documents'), hint: ofField('rights-documents-hint') },
        ]}
      />
      <TextRow form={form} field="places" inputMode="numeric" short />
      <TextRow form={form} field="linkLifeHours" inputMode="numeric" short />
      <TextRow form={form} field="guestSeats" inputMode="numeric" short />
    </>
  );
}

export function ClinicSection({ form }: SectionProps) {
  return (
    <>
      <TextRow form={form} field="clinicName" maxLength={120} />
      <TextRow form={form} field="phone" type="tel" maxLength={40} />
      <div className="field">
        <span />
        <CheckChoice form={form} field="showDoctor" />
      </div>
    </>
  );
}

export function LanguageSection({ form }: SectionProps) {
  const { t } = useTranslation('settings');
  return (
    <ChoiceRow
      form={form}
      field="language"
      choices={[
        { value: 'system', label: t('language-system') },
        { value: 'en', label: t('language-en') },
        { value: 'ru', label: t('language-ru') },
      ]}
    />
  );
}

/** When a visit is played without anybody asking for it. */
export function ScheduleRow({ form }: SectionProps) {
  const { t } = useTranslation('settingFields');
  return (
    <ChoiceRow
      form={form}
      field="rehearsal"
      choices={[
        { value: 'daily', label: t('rehearsal-daily') },
        { value: 'off', label: t('rehearsal-off') },
      ]}
    />
  );
}
