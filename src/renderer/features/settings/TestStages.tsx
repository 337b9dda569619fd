import { useTranslation } from 'react-i18next';
import type { TestStage } from '../../../shared/ipc/contract.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { dayTime } from '../../ui/times.ts';
import { useErrorText } from '../../ui/useErrorText.ts';
import { ErrorCode } from '../../ui/ErrorCode.tsx';
import type { TestResult } from './useConnectionTest.ts';

const icons = {
  passed: 'check',
  failed: 'bang',
  unknown: 'question',
  'not-tried': 'dash',
} as const satisfies Record<TestStage['outcome'], IconName>;

/** What the test found, line by line, with cause and remedy. */
export function TestStages({ result: { stages, lacksDoctor } }: { readonly result: TestResult }) {
  const { t } = useTranslation('settings');
  const failed = stages.some((stage) => stage.outcome === 'failed');
  const passed = lacksDoctor ? 'test-passed-no-doctor' : 'test-passed';
  return (
    <section className="panel stages" aria-label={t('test-connection')}>
      <p className={failed ? 'verdict failed' : 'verdict passed'} role="status">
        {t(failed ? 'test-failed' : passed)}
      </p>
      <ol>
        {stages.map((stage) => (
          <Stage key={stage.stage} stage={stage} lacksDoctor={lacksDoctor} />
        ))}
      </ol>
    </section>
  );
}

interface StageProps {
  readonly stage: TestStage;
  readonly lacksDoctor: boolean;
}

function Stage({ stage, lacksDoctor }: StageProps) {
  const { t } = useTranslation('settings');
  const text = useStageText(stage, lacksDoctor);
  return (
    <li className="test-stage">
      <span className={`mark-${stage.outcome}`} role="img" aria-label={t(`outcome-${stage.outcome}`)}>
        <Icon name={icons[stage.outcome]} />
      </span>
      <div>
        {t(`stage-${stage.stage}`)}
        {text !== '' && (
          <p>
            {text} {stage.error && <ErrorCode error={stage.error} />}
          </p>
        )}
      </div>
      <span className="time">
        {stage.outcome !== 'not-tried' && t('milliseconds', { ms: Math.round(stage.ms) })}
      </span>
    </li>
  );
}

/** The failure's sentence, or what was found. */
function useStageText({ outcome, error, stage, facts }: TestStage, lacksDoctor: boolean): string {
  const { t, i18n } = useTranslation('settings');
  const errorText = useErrorText();
  const serverText = useServerText();
  if (error) return errorText(error);
  if (stage === 'owner' && lacksDoctor) return t('no-doctor-text');
  if (outcome === 'not-tried') return t('not-tried-text');
  if (outcome === 'unknown') return t(stage === 'roster' ? 'roster-unknown-text' : 'unknown-text');
  const { host, address, validTo, name, proxy } = facts;
  if (stage === 'proxy') return proxy === undefined || proxy === 'none' ? t('no-proxy-text') : String(proxy);
  if (stage === 'connection')
    // An address that was typed as digits is not told twice.
    return [...new Set([host, address])].filter((fact) => fact !== undefined && fact !== '').join(', ');
  if (stage === 'certificate' && typeof validTo === 'number') {
    return t('fact-until', { value: dayTime(validTo, i18n.language) });
  }
  if (stage === 'server') return serverText(facts);
  return stage === 'owner' && name !== undefined ? String(name) : '';
}

/** What it is, and whether its clock and ours agree. */
function useServerText(): (facts: TestStage['facts']) => string {
  const { t } = useTranslation('settings');
  return ({ product, version, clockMinutes }) => {
    const known = version === undefined ? '' : t('fact-version', { value: version });
    const what = product === undefined ? known : [product, version].filter(Boolean).join(' ');
    if (typeof clockMinutes !== 'number') return what;
    const clock = t(clockMinutes > 0 ? 'clock-ahead-text' : 'clock-behind-text', {
      minutes: Math.abs(clockMinutes),
    });
    return what === '' ? clock : `${what}. ${clock}`;
  };
}
