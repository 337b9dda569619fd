import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../shared/ipc/history.ts';
import { dayOf } from '../../../shared/report/times.ts';
import { weekday } from '../../ui/times.ts';
import { ErrorText } from '../../ui/ErrorCode.tsx';
import { Empty } from './Empty.tsx';
import { HistoryRow } from './HistoryRow.tsx';
import { useHistory, type History } from './useHistory.ts';

interface HistoryListProps {
  /** What is searched for at first. */
  readonly first: string;
  readonly onAgain: (entry: HistoryEntry) => void;
}

export function HistoryList({ first, onAgain }: HistoryListProps) {
  const { t } = useTranslation('history');
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [search, setSearch] = useState(first);
  const history = useHistory(search);
  // The screen was opened to look for something.
  useEffect(() => field.current?.focus(), []);
  const clear = () => {
    setSearch('');
    field.current?.focus();
  };
  return (
    <>
      <search className="history-search">
        <label htmlFor={id}>{t('search')}</label>
        <input
          ref={field}
          id={id}
          className="input"
          type="search"
          value={search}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={`${id}-hint ${id}-found`}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setSearch('');
          }}
        />
        <p id={`${id}-hint`} className="hint">
          {t('search-hint')}
        </p>
        <p id={`${id}-found`} className="history-found" role="status">
          <Found history={history} search={search} />
        </p>
      </search>
      <Days history={history} onAgain={onAgain} />
      <Rest history={history} search={search} onClear={clear} />
    </>
  );
}

/** What the search came to, read aloud as it changes. */
function Found({ history, search }: { readonly history: History; readonly search: string }) {
  const { t, i18n } = useTranslation('history');
  const { entries, next, busy, error } = history;
  if (search.trim() === '' || error) return null;
  const day = next && weekday(next.closedAt, i18n.language);
  if (busy) return day === null || history.searched !== search ? t('loading') : t('searching-back', { day });
  const found = t('found', { count: entries.length });
  return day === null ? found : t('found-so-far', { found, day });
}

/** By the day on which a visit ended. */
function Days({ history, onAgain }: Pick<HistoryListProps, 'onAgain'> & { readonly history: History }) {
  const { i18n } = useTranslation('history');
  const days = [...Map.groupBy(history.entries, ({ closedAt }) => dayOf(closedAt))];
  return (
    <div className={history.busy ? 'history-days stale' : 'history-days'} aria-busy={history.busy}>
      {days.map(([day, entries]) => (
        <section key={day} className="panel" aria-labelledby={`day-${day}`}>
          <h3 id={`day-${day}`} className="history-day">
            <span>{weekday(entries[0]?.closedAt ?? 0, i18n.language)}</span>
            <span className="count">{entries.length}</span>
          </h3>
          <ul className="history-rows">
            {entries.map((entry) => (
              <HistoryRow key={entry.id} entry={entry} onAgain={onAgain} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface RestProps {
  readonly history: History;
  readonly search: string;
  readonly onClear: () => void;
}

/** What stands below the days: more of them, the end, nothing at all, or why there is nothing. */
function Rest({ history, search, onClear }: RestProps) {
  const { t } = useTranslation('history');
  const { entries, next, busy, error, loaded, more } = history;
  if (error) {
    return (
      <div className="panel panel-text" role="alert">
        <b>{t('failed-title')}</b>
        <p className="field-error">
          <ErrorText error={error} />
        </p>
        <button type="button" className="button small" onClick={more}>
          {t('try-again')}
        </button>
      </div>
    );
  }
  if (!loaded) return <p className="loading">{t('loading')}</p>;
  if (entries.length === 0 && !busy) {
    if (search.trim() === '') return <Empty title={t('empty-title')} text={t('empty-text')} />;
    return (
      <Empty title={t('none-title')} text={t('none-text', { search: search.trim() })}>
        <button type="button" className="button" onClick={onClear}>
          {t('clear-search')}
        </button>
      </Empty>
    );
  }
  if (next === null) return entries.length === 0 ? null : <p className="history-end">{t('end-of-list')}</p>;
  return <MoreButton busy={busy} onMore={more} />;
}

/** Pressed by itself when somebody scrolls down to it. */
function MoreButton({ busy, onMore }: { readonly busy: boolean; readonly onMore: () => void }) {
  const { t } = useTranslation('history');
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const element = button.current;
    if (!element || busy) return undefined;
    const watcher = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) onMore();
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [busy, onMore]);
  return (
    <button
      ref={button}
      type="button"
      className="button small history-more"
      aria-disabled={busy}
      onClick={onMore}
    >
      {t(busy ? 'loading' : 'load-more')}
    </button>
  );
}
