import { useTranslation } from 'react-i18next';
import { useMinute } from '../../ui/clock.ts';
import { clockTime, weekday, zoneName } from '../../ui/times.ts';
import { dateField, readMoment } from './moment.ts';

export interface Moment {
  readonly date: string;
  readonly time: string;
}

interface MomentFieldsProps {
  readonly id: string;
  readonly moment: Moment;
  readonly onChange: (moment: Moment) => void;
  readonly problem: string | null;
}

/** The browser's own fields; below them what they mean, with the hour as this clinic writes it. */
export function MomentFields({ id, moment, onChange, problem }: MomentFieldsProps) {
  const { t, i18n } = useTranslation('board');
  const { language } = i18n;
  const now = useMinute();
  const at = readMoment(moment.date, moment.time);
  const common = { className: 'input', required: true, 'aria-invalid': problem !== null } as const;
  return (
    <div className="dialog-field">
      <div className="moment">
        <label htmlFor={`${id}-date`}>
          {t('plan-date')}
          <input
            {...common}
            id={`${id}-date`}
            type="date"
            min={dateField(now)}
            value={moment.date}
            aria-describedby={`${id}-says`}
            onChange={(event) => onChange({ ...moment, date: event.target.value })}
          />
        </label>
        <label htmlFor={`${id}-time`}>
          {t('plan-time')}
          <input
            {...common}
            id={`${id}-time`}
            type="time"
            value={moment.time}
            aria-describedby={`${id}-says`}
            onChange={(event) => onChange({ ...moment, time: event.target.value })}
          />
        </label>
      </div>
      <p id={`${id}-says`} className={problem === null ? 'hint' : 'field-error'} aria-live="polite">
        {problem ??
          (at !== null && t('plan-begins', { when: `${weekday(at, language)}, ${clockTime(at, language)}` }))}
      </p>
      <p className="hint">{t('plan-zone', { zone: zoneName(at ?? now, language) })}</p>
    </div>
  );
}
