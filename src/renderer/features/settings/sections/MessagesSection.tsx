/** What desks send to patients with a link, and by which ways they may. */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { mailtoAddress, maxAddressLength, messengers } from '../../../../shared/sending/addresses.ts';
import { composeMessage, maxTemplateLength } from '../../../../shared/sending/template.ts';
import { visitTime } from '../../../../shared/sending/visitTime.ts';
import type { Language } from '../../../../shared/settings.ts';
import { useDesk } from '../../../state/DeskContext.tsx';
import { useMinute } from '../../../ui/clock.ts';
import { patientWords, templateOf } from '../../sending/templates.ts';
import { useFieldTexts } from '../FieldParts.tsx';
import { CheckChoice, TextRow } from '../fields.tsx';
import type { Form } from '../useForm.ts';

interface SectionProps {
  readonly form: Form;
}

export function MessagesSection({ form }: SectionProps) {
  return (
    <>
      <TemplateRows form={form} field="messageRu" language="ru" />
      <TemplateRows form={form} field="messageEn" language="en" />
      <Ways form={form} />
    </>
  );
}

interface TemplateRowsProps extends SectionProps {
  readonly field: 'messageRu' | 'messageEn';
  readonly language: Language;
}

function TemplateRows({ form, field, language }: TemplateRowsProps) {
  const { t } = useTranslation('sending');
  const preview = usePreview(form.values[field], language);
  const tooLong = mailtoAddress('', preview).length - maxAddressLength;
  const labelId = useId();
  const { help } = useFieldTexts(field);
  return (
    <>
      <TextRow
        form={form}
        field={field}
        hint={`${help} ${t('settings-medical')}`}
        maxLength={maxTemplateLength}
        lines={8}
        defaultText={t('settings-built-in')}
      />
      <div className="field message-preview" role="group" aria-labelledby={labelId}>
        <span id={labelId} className="legend">
          {t('settings-preview')}
        </span>
        <div>
          <p className="message-text" lang={language}>
            {preview}
          </p>
          <div className="below" aria-live="polite">
            {tooLong > 0 && <p className="hint">{t('settings-preview-long', { signs: tooLong })}</p>}
          </div>
        </div>
      </div>
    </>
  );
}

/** As for a visit that begins in an hour; what the clinic has not filled in yet is named. */
function usePreview(template: string, language: Language): string {
  const origin = useDesk(({ status }) => (status && 'origin' in status.join ? status.join.origin : null));
  const clinic = useDesk(({ status }) => status?.sending.clinicName ?? '');
  const phone = useDesk(({ status }) => status?.sending.phone ?? '');
  const words = patientWords(language);
  const hour = Math.ceil(useMinute() / 3_600_000) * 3_600_000;
  return composeMessage(templateOf(template, language), {
    link: `${origin ?? 'https://visits.clinic.example'}/v/2q7XbT0VdLw9mKcRz5hYpA`,
    clinic: clinic === '' ? words['example-clinic'] : clinic,
    phone: phone === '' ? words['example-phone'] : phone,
    time: visitTime(hour, language),
    doctor: words['example-doctor'],
  });
}

const programs = ['email', 'sms'] as const;

function Ways({ form }: SectionProps) {
  const { t } = useTranslation('sending');
  const id = useId();
  return (
    <>
      <div className="field" role="group" aria-labelledby={`${id}-ways`}>
        <span id={`${id}-ways`} className="legend">
          {t('settings-ways')}
        </span>
        <div className="choices">
          {programs.map((way) => (
            <CheckChoice key={way} form={form} field={way} />
          ))}
        </div>
      </div>
      <div
        className="field"
        role="group"
        aria-labelledby={`${id}-messengers`}
        aria-describedby={`${id}-company`}
      >
        <span id={`${id}-messengers`} className="legend">
          {t('settings-messengers')}
        </span>
        <div className="choices">
          <p id={`${id}-company`} className="hint">
            {t('settings-messengers-hint')}
          </p>
          {messengers.map((way) => (
            <CheckChoice key={way} form={form} field={way} bare />
          ))}
        </div>
      </div>
    </>
  );
}
