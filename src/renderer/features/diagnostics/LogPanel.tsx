import { useEffect, useId, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogLine } from '../../../shared/ipc/diagnostics.ts';
import { logLevels, type LogLevel } from '../../../shared/logLevels.ts';
import { useAtService } from '../../state/DeskContext.tsx';
import { isFocusLost } from '../../ui/focusLost.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useLog, type LogReading } from './useLog.ts';

export function LogPanel() {
  const { t } = useTranslation('diagnostics');
  const atService = useAtService();
  const log = useLog();
  return (
    <section className="panel diagnostics" aria-labelledby="log-title">
      <h3 id="log-title">{t('log-title')}</h3>
      <p className="hint">
        {t('log-intro')} {atService && t('log-intro-service')}
      </p>
      {log.lines === null ? (
        <div>
          <button type="button" className="button" aria-disabled={log.busy} onClick={log.read}>
            {t('log-show')}
          </button>
        </div>
      ) : (
        <Lines log={log} lines={log.lines} />
      )}
    </section>
  );
}

function Lines({ log, lines }: { readonly log: LogReading; readonly lines: readonly LogLine[] }) {
  const { t } = useTranslation('diagnostics');
  const list = useRef<HTMLOListElement>(null);
  const search = useRef<HTMLInputElement>(null);
  // "Show" goes when the lines come, and "Older" with the last of them.
  useEffect(() => {
    if (isFocusLost()) (list.current ?? search.current)?.focus();
  }, [lines]);
  return (
    <>
      <Choice log={log} field={search} />
      <p role="status" className="hint">
        {lines.length === 0 ? t('log-empty') : t('log-count', { count: lines.length })}
      </p>
      {lines.length > 0 && (
        // Long lines and many of them: reached and scrolled by keyboard, too.
        <ol ref={list} className="log-lines" tabIndex={0} aria-label={t('log-lines')}>
          {lines.map((line, index) => (
            <Line key={`${line.at} ${index}`} line={line} />
          ))}
        </ol>
      )}
      {log.more && (
        <div>
          <button type="button" className="button" aria-disabled={log.busy} onClick={log.older}>
            {t('log-older')}
          </button>
        </div>
      )}
    </>
  );
}

function Line({ line: { at, level, text } }: { readonly line: LogLine }) {
  const time = new Date(at).toISOString();
  return (
    <li className={`log-${level}`}>
      <time dateTime={time}>{time.slice(0, 19).replace('T', ' ')}Z</time> <b>{level}</b> {text}
    </li>
  );
}

interface ChoiceProps {
  readonly log: LogReading;
  readonly field: RefObject<HTMLInputElement | null>;
}

function Choice({ log, field }: ChoiceProps) {
  const { t } = useTranslation('diagnostics');
  const id = useId();
  const [search, setSearch] = useState(log.search);
  return (
    <form
      className="log-choice"
      onSubmit={(event) => {
        event.preventDefault();
        log.look({ search });
      }}
    >
      <label>
        {t('log-level')}
        <select
          className="input"
          value={log.level}
          onChange={(event) => {
            const level = levelOf(event.target.value);
            if (level) log.look({ level });
          }}
        >
          {logLevels.slice(1).map((level) => (
            <option key={level} value={level}>
              {t(`level-${level}`)}
            </option>
          ))}
        </select>
      </label>
      <label htmlFor={id}>{t('log-search')}</label>
      <input
        ref={field}
        id={id}
        type="search"
        className="input"
        value={search}
        maxLength={100}
        placeholder={t('log-search-hint')}
        onChange={(event) => setSearch(event.target.value)}
      />
      <button
        type="submit"
        className="button icon-only"
        aria-disabled={log.busy}
        aria-label={t('log-refresh')}
        title={t('log-refresh')}
      >
        <Icon name="again" />
      </button>
    </form>
  );
}

const levelOf = (text: string): LogLevel | undefined => logLevels.find((level) => level === text);
