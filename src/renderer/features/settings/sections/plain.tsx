/** The sections that are nothing but fields. */
import { useTranslation } from 'react-i18next';
import { useAtService } from '../../../state/DeskContext.tsx';
import { Switch } from '../../../ui/Switch.tsx';
import { DoctorList } from '../../doctors/DoctorList.tsx';
import { ChoiceRow, FactRow, TextRow } from '../fields.tsx';
import type { Form } from '../useForm.ts';
import { JoinEntryRow } from './JoinSection.tsx';

interface SectionProps {
  readonly form: Form;
}

export function DoctorsSection({ form, onServer }: SectionProps & { readonly onServer: () => void }) {
  const { t } = useTranslation('settings');
  const atService = useAtService();
  const storedId = form.view.values.doctors.list[0]?.id;
  if (atService) return <EntryRow form={form} />;
  if (storedId === undefined) {
    return (
      <FactRow label={t('trueconf-id')}>
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
  const { t } = useTranslation('settings');
  return (
    <>
      <TextRow
        form={form}
        field="doctorName"
        label={t('doctor-name')}
        hint={t('doctor-name-hint')}
        maxLength={100}
      />
      <EntryRow form={form} />
    </>
  );
}

function EntryRow({ form }: SectionProps) {
  const { t } = useTranslation('settings');
  return (
    <ChoiceRow
      legend={t('entry')}
      value={form.values.entry}
      onChange={(entry) => form.set('entry', entry)}
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
  const atService = useAtService();
  const namesPatient = form.values.topic.includes('{{name}}');
  return (
    <>
      <TextRow
        form={form}
        field="topic"
        label={t('topic')}
        hint={namesPatient ? t('topic-name-warning') : t('topic-hint', { gap: '{{time}}' })}
        maxLength={240}
      />
      <ChoiceRow
        legend={t('admission')}
        value={form.values.admission}
        onChange={(admission) => form.set('admission', admission)}
        choices={[
          { value: 'straight', label: t('admission-straight'), hint: t('admission-straight-hint') },
          { value: 'waiting', label: t('admission-waiting'), hint: t('admission-waiting-hint') },
        ]}
      />
      {atService && <JoinEntryRow form={form} />}
      <TextRow
        form={form}
        field="places"
        label={t('places')}
        hint={t('places-hint')}
        inputMode="numeric"
        short
      />
      <TextRow form={form} field="linkLifeHours" label={t('link-life')} inputMode="numeric" short />
      <TextRow
        form={form}
        field="guestSeats"
        label={t('guest-seats')}
        hint={t('guest-seats-hint')}
        inputMode="numeric"
        short
      />
    </>
  );
}

export function ClinicSection({ form }: SectionProps) {
  const { t } = useTranslation('settings');
  return (
    <>
      <TextRow form={form} field="clinicName" label={t('clinic-name')} maxLength={120} />
      <TextRow
        form={form}
        field="phone"
        label={t('clinic-phone')}
        hint={t('clinic-phone-hint')}
        type="tel"
        maxLength={40}
      />
      <div className="field">
        <span />
        <Switch
          label={t('show-doctor')}
          hint={t('doctor-name-hint')}
          checked={form.values.showDoctor}
          onChange={(show) => form.set('showDoctor', show)}
        />
      </div>
    </>
  );
}

export function LanguageSection({ form }: SectionProps) {
  const { t } = useTranslation('settings');
  return (
    <ChoiceRow
      legend={t('language')}
      value={form.values.language}
      locked={form.isLocked('language')}
      onChange={(language) => form.set('language', language)}
      choices={[
        { value: 'system', label: t('language-system') },
        { value: 'en', label: t('language-en') },
        { value: 'ru', label: t('language-ru') },
      ]}
    />
  );
}
