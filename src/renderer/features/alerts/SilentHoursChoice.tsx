import { useTranslation } from 'react-i18next';
import { preferences, usePreferences } from '../../state/preferences.ts';
import { useMinute } from '../../ui/clock.ts';
import { Choice } from './Choice.tsx';
import { isSilent, type SilentHours } from './silentHours.ts';

export function SilentHoursChoice() {
  const { t } = useTranslation('alerts');
  const { silentHours } = usePreferences();
  const change = (part: Partial<SilentHours>) =>
    preferences().change({ silentHours: { ...silentHours, ...part } });
  return (
    <Choice
      label={t('silent-hours')}
      hint={t('silent-hours-hint')}
      checked={silentHours.on}
      onChange={(on) => change({ on })}
    >
      {silentHours.on && (
        <div className="row wrap silent-hours">
          <Hour label={t('silent-from')} value={silentHours.from} onChange={(from) => change({ from })} />
          <Hour label={t('silent-to')} value={silentHours.to} onChange={(to) => change({ to })} />
          <SilentNow hours={silentHours} />
        </div>
      )}
    </Choice>
  );
}

interface HourProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** While an hour is half typed the browser gives none: the former one stays. */
function Hour({ label, value, onChange }: HourProps) {
  return (
    <label className="hour">
      {label}
      <input
        type="time"
        className="input"
        required
        defaultValue={value}
        onChange={(event) => event.target.value !== '' && onChange(event.target.value)}
      />
    </label>
  );
}

function SilentNow({ hours }: { readonly hours: SilentHours }) {
  const { t } = useTranslation('alerts');
  const minute = useMinute();
  const isAlike = hours.from === hours.to;
  return (
    <p className="hint" role="status">
      {isAlike && t('silent-alike')}
      {isSilent(hours, new Date(minute)) && t('silent-now')}
    </p>
  );
}
