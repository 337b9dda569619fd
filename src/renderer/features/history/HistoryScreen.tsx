/** Visits that have ended: to look somebody up, to see what a day came to, to take both away as a table. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../shared/ipc/history.ts';
import { DayTotalsTable } from './DayTotalsTable.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { HistoryList } from './HistoryList.tsx';

export const historyViews = ['visits', 'days'] as const;
export type HistoryView = (typeof historyViews)[number];

interface HistoryScreenProps {
  /** What is searched for at first. */
  readonly search: string;
  /** A new visit for the same patient. */
  readonly onAgain: (entry: HistoryEntry) => void;
}

export function HistoryScreen({ search, onAgain }: HistoryScreenProps) {
  const { t } = useTranslation('history');
  const [view, setView] = useState<HistoryView>('visits');
  const [exporting, setExporting] = useState(false);
  return (
    <div className="settings">
      <nav className="settings-nav" aria-label={t('title')}>
        {historyViews.map((name) => (
          <a
            key={name}
            href={`#${name}`}
            className="settings-link"
            aria-current={name === view ? 'page' : undefined}
            onClick={(event) => {
              // The address stays as it is: in the web shell its fragment means something else.
              event.preventDefault();
              setView(name);
            }}
          >
            {t(`nav-${name}`)}
          </a>
        ))}
      </nav>
      <main className="settings-main history">
        <div className="settings-head">
          <div className="history-title">
            <h2>{t(view === 'visits' ? 'title' : 'nav-days')}</h2>
            <button type="button" className="button small" onClick={() => setExporting(true)}>
              {t('export')}
            </button>
          </div>
          <p>{t(view === 'visits' ? 'intro' : 'intro-days')}</p>
        </div>
        {view === 'visits' ? <HistoryList first={search} onAgain={onAgain} /> : <DayTotalsTable />}
        {exporting && <ExportDialog view={view} onClose={() => setExporting(false)} />}
      </main>
    </div>
  );
}
