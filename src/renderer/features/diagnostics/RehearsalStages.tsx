import { useTranslation } from 'react-i18next';
import type { Rehearsal, RehearsalStage, RehearsalStageName } from '../../../shared/ipc/rehearsal.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { dayTime } from '../../ui/times.ts';
import { useErrorText } from '../../ui/useErrorText.ts';
import { ErrorCode } from '../../ui/ErrorCode.tsx';

type Mark = RehearsalStage['outcome'] | 'running';

const icons = {
  passed: 'check',
  failed: 'bang',
  unknown: 'question',
  'not-tried': 'dash',
  running: 'clock',
} as const satisfies Record<Mark, IconName>;

/** What is over, and what is looked at now: a line each, with cause and remedy. */
export function RehearsalStages({ run }: { readonly run: Rehearsal }) {
  const { t } = useTranslation('rehearsal');
  return (
    <ol className="rehearsal-stages" aria-label={t('list-label')} aria-busy={run.result === null}>
      {run.stages.map((stage) => (
        <Done key={stage.stage} stage={stage} />
      ))}
      {run.current && <Line key={run.current} stage={run.current} mark="running" />}
    </ol>
  );
}

interface LineProps {
  readonly stage: RehearsalStageName;
  readonly mark: Mark;
  readonly time?: string;
  readonly children?: React.ReactNode;
}

function Line({ stage, mark, time, children }: LineProps) {
  const { t } = useTranslation('rehearsal');
  return (
    <li className="test-stage" data-stage={stage}>
      <span className={`mark-${mark}`}>
        <Icon name={icons[mark]} />
      </span>
      <div>
        {t(`stage-${stage}`)}
        {children}
      </div>
      <span className="rehearsal-outcome">
        <span className={`word-${mark}`}>{t(`outcome-${mark}`)}</span>
        {time !== undefined && <span className="time">{time}</span>}
      </span>
    </li>
  );
}

function Done({ stage }: { readonly stage: RehearsalStage }) {
  const { t } = useTranslation('rehearsal');
  const errorText = useErrorText();
  const fact = useFact(stage);
  const { outcome, ms, error, note } = stage;
  const time =
    ms < 1_000
      ? t('milliseconds', { value: Math.round(ms) })
      : t('seconds', { value: (ms / 1_000).toFixed(1) });
  const isBare = outcome === 'not-tried' && note === 'after-failed';
  return (
    <Line stage={stage.stage} mark={outcome} {...(outcome !== 'not-tried' && { time })}>
      {error && (
        <>
          <p>{errorText(error)}</p>
          <ErrorCode error={error} />
        </>
      )}
      {note && !isBare && <p>{t(`note-${note}`)}</p>}
      {fact !== '' && <p>{fact}</p>}
    </Line>
  );
}

/** What was found, where it tells a person something. */
function useFact({ stage, outcome, facts }: RehearsalStage): string {
  const { t, i18n } = useTranslation('rehearsal');
  const { addresses, host, address, validTo, product, version, api, name } = facts;
  if (typeof validTo === 'number') return t('fact-until', { value: dayTime(validTo, i18n.language) });
  if (outcome !== 'passed') return '';
  const shown: Partial<Record<RehearsalStageName, readonly (string | number | undefined)[]>> = {
    lookup: [addresses ?? host],
    connection: [facts['proxy'] ?? address],
    server: [product, version],
    api: [api],
    owner: [name],
    page: [host],
  };
  return (shown[stage] ?? []).filter((one) => one !== undefined && one !== '').join(' ');
}
