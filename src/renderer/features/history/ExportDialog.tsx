/** Makes a table of a period and saves it as a file: with names, because the doctor asks for it, or in numbers alone. */
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../shared/ipc/history.ts';
import { csvOf, separatorOf } from '../../../shared/report/csv.ts';
import { dayTable, visitTable, type TableWords } from '../../../shared/report/tables.ts';
import { dayOf, periodOf } from '../../../shared/report/times.ts';
import { useApi } from '../../state/DeskContext.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useErrorText } from '../../ui/useErrorText.ts';
import { useDoctors } from '../doctors/DoctorsContext.tsx';
import { download } from './download.ts';
import type { HistoryView } from './HistoryScreen.tsx';
import { readPeriod } from './useHistory.ts';

interface ExportDialogProps {
  readonly view: HistoryView;
  readonly onClose: () => void;
}

interface Wanted {
  readonly what: HistoryView;
  readonly first: string;
  readonly last: string;
}

export function ExportDialog({ view, onClose }: ExportDialogProps) {
  const { t } = useTranslation('history');
  const [wanted, setWanted] = useState<Wanted>(() => ({ what: view, ...thisMonth(Date.now()) }));
  const period = periodOf(wanted.first, wanted.last);
  const saving = useSaving(onClose);
  const change = (part: Partial<Wanted>) => {
    saving.forget();
    setWanted((former) => ({ ...former, ...part }));
  };
  return (
    <FormDialog
      title={t('export-title')}
      submitText={t(saving.busy ? 'export-busy' : 'export-save')}
      busy={saving.busy}
      problem={saving.problem}
      onClose={onClose}
      onSubmit={() => {
        if (period) void saving.run(wanted, period);
      }}
    >
      <What what={wanted.what} onChange={(what) => change({ what })} />
      <Period wanted={wanted} wrong={!period} onChange={change} />
    </FormDialog>
  );
}

/** From the first of the month until today. */
function thisMonth(now: number): Pick<Wanted, 'first' | 'last'> {
  const last = dayOf(now);
  return { first: `${last.slice(0, 8)}01`, last };
}

function What({
  what,
  onChange,
}: {
  readonly what: HistoryView;
  readonly onChange: (what: HistoryView) => void;
}) {
  const { t } = useTranslation('history');
  const id = useId();
  return (
    <fieldset className="dialog-field bare">
      <legend>{t('export-what')}</legend>
      {(['visits', 'days'] as const).map((each) => (
        <label key={each} className="choice">
          <input type="radio" name={id} checked={each === what} onChange={() => onChange(each)} />
          <span>
            {t(`export-${each}`)}
            <span className="hint">{t(`export-${each}-hint`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface PeriodProps {
  readonly wanted: Wanted;
  readonly wrong: boolean;
  readonly onChange: (part: Partial<Wanted>) => void;
}

function Period({ wanted, wrong, onChange }: PeriodProps) {
  const { t } = useTranslation('history');
  const id = useId();
  const common = {
    className: 'input',
    type: 'date',
    required: true,
    'aria-invalid': wrong,
    'aria-describedby': `${id}-problem`,
  } as const;
  return (
    <div className="dialog-field">
      <div className="moment">
        <label>
          {t('export-from')}
          <input
            {...common}
            value={wanted.first}
            onChange={(event) => onChange({ first: event.target.value })}
          />
        </label>
        <label>
          {t('export-to')}
          <input
            {...common}
            value={wanted.last}
            onChange={(event) => onChange({ last: event.target.value })}
          />
        </label>
      </div>
      <p id={`${id}-problem`} className="field-error" aria-live="polite">
        {wrong && t('export-period')}
      </p>
    </div>
  );
}

interface Saving {
  readonly busy: boolean;
  readonly problem: string | null;
  readonly forget: () => void;
  readonly run: (wanted: Wanted, period: { readonly from: number; readonly to: number }) => Promise<void>;
}

function useSaving(onDone: () => void): Saving {
  const { t } = useTranslation('history');
  const api = useApi();
  const errorText = useErrorText();
  const file = useFile();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const reading = useRef(new AbortController());
  useEffect(() => () => reading.current.abort(), []);
  return {
    busy,
    problem,
    forget: () => setProblem(null),
    async run(wanted, period) {
      if (busy) return;
      reading.current.abort();
      reading.current = new AbortController();
      setBusy(true);
      setProblem(null);
      const answer = await readPeriod(api, period, reading.current.signal);
      if (answer === undefined) return;
      setBusy(false);
      if ('code' in answer) setProblem(errorText(answer));
      else if (answer.length === 0) setProblem(t('export-none'));
      else {
        download(`visit-desk-${wanted.what}-${wanted.first}-${wanted.last}.csv`, file(wanted.what, answer));
        onDone();
      }
    },
  };
}

/** What the file holds, in the language of the desk. */
function useFile(): (what: HistoryView, entries: readonly HistoryEntry[]) => string {
  const { t, i18n } = useTranslation('history');
  const { doctors } = useDoctors();
  const words: TableWords = {
    visitColumn: (column) => t(`column-${column}`),
    dayColumn: (column) => t(`column-${column}`),
    outcome: (outcome) => t(`outcome-${outcome}`),
    cause: (cause) => t(`cause-${cause}`),
    total: t('total'),
    doctor: (ownerId) => doctors?.find(({ id }) => id === ownerId)?.name ?? ownerId,
  };
  return (what, entries) => {
    const table = what === 'visits' ? visitTable(entries, words) : dayTable(entries, words);
    return csvOf(table, separatorOf(i18n.language));
  };
}
