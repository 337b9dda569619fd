/** What each of the last days came to. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../shared/ipc/history.ts';
import { dayOf } from '../../../shared/report/times.ts';
import { totalsByDay, totalsOf, type Totals } from '../../../shared/report/totals.ts';
import { useApi } from '../../state/DeskContext.tsx';
import { runningTime, shortDay, startOfDay } from '../../ui/times.ts';
import { ErrorText } from '../../ui/ErrorCode.tsx';
import { type ShownError } from '../../ui/useErrorText.ts';
import { Empty } from './Empty.tsx';
import { readPeriod } from './useHistory.ts';

/** Today and so many before it. */
const daysBefore = 13;

type Read =
  | { readonly state: 'reading' }
  | { readonly state: 'read'; readonly entries: readonly HistoryEntry[] }
  | { readonly state: 'failed'; readonly error: ShownError };

function useLastDays(): { readonly read: Read; readonly again: () => void } {
  const api = useApi();
  const reading = useRef<AbortController | null>(null);
  const [read, setRead] = useState<Read>({ state: 'reading' });
  const begin = useCallback(() => {
    reading.current?.abort();
    const { signal } = (reading.current = new AbortController());
    const first = new Date(startOfDay(Date.now()));
    const from = first.setDate(first.getDate() - daysBefore);
    void readPeriod(api, { from, to: Date.now() + 1 }, signal).then((answer) => {
      if (answer === undefined) return;
      setRead('code' in answer ? { state: 'failed', error: answer } : { state: 'read', entries: answer });
    });
  }, [api]);
  useEffect(() => {
    begin();
    return () => reading.current?.abort();
  }, [begin]);
  const again = () => {
    setRead({ state: 'reading' });
    begin();
  };
  return { read, again };
}

export function DayTotalsTable() {
  const { t } = useTranslation('history');
  const { read, again } = useLastDays();
  if (read.state === 'reading') return <p className="loading">{t('loading')}</p>;
  if (read.state === 'failed') {
    return (
      <div className="panel panel-text" role="alert">
        <b>{t('failed-title')}</b>
        <p className="field-error">
          <ErrorText error={read.error} />
        </p>
        <button type="button" className="button small" onClick={again}>
          {t('try-again')}
        </button>
      </div>
    );
  }
  if (read.entries.length === 0) return <Empty title={t('days-empty')} text={t('empty-text')} />;
  return <DaysTable entries={read.entries} />;
}

const columns = ['day', 'visits', 'came', 'no-show', 'not-met', 'cancelled', 'mean-wait', 'wait-95'] as const;

function DaysTable({ entries }: { readonly entries: readonly HistoryEntry[] }) {
  const { t, i18n } = useTranslation('history');
  return (
    // Focusable: a narrow window scrolls it sideways by keyboard, too.
    <div className="panel history-table" role="region" aria-label={t('days-caption')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {[...columns, 'failures' as const].map((column) => (
              <th key={column} scope="col">
                {t(`column-${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {totalsByDay(entries, dayOf).map(({ day, ...totals }) => (
            <TotalsRow
              key={day}
              heading={shortDay(Date.parse(`${day}T12:00`), i18n.language)}
              totals={totals}
            />
          ))}
        </tbody>
        <tfoot>
          <TotalsRow heading={t('total')} totals={totalsOf(entries)} />
        </tfoot>
      </table>
    </div>
  );
}

function TotalsRow({ heading, totals }: { readonly heading: string; readonly totals: Totals }) {
  const { t } = useTranslation('history');
  const { visits, outcomes, meanWaitMs, wait95Ms, causes } = totals;
  const words = causes.map(({ cause, count }) => t('cause-count', { cause: t(`cause-${cause}`), count }));
  return (
    <tr>
      <th scope="row">{heading}</th>
      <td>{visits}</td>
      <td>{outcomes.came}</td>
      <td>{outcomes['no-show']}</td>
      <td>{outcomes['not-met']}</td>
      <td>{outcomes.cancelled}</td>
      <td>{meanWaitMs === null ? '–' : runningTime(meanWaitMs)}</td>
      <td>{wait95Ms === null ? '–' : runningTime(wait95Ms)}</td>
      <td className="history-failures">
        {words.length === 0 ? t('no-failures') : <Failures words={words} />}
      </td>
    </tr>
  );
}

/** Each in a line of its own. */
function Failures({ words }: { readonly words: readonly string[] }) {
  return (
    <ul>
      {words.map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ul>
  );
}
