import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rehearsal } from '../../../shared/ipc/rehearsal.ts';
import { useDesk } from '../../state/DeskContext.tsx';
import { isFocusLost } from '../../ui/focusLost.ts';
import { clockTime, dayTime } from '../../ui/times.ts';
import { useAsk } from '../../ui/useAsk.ts';
import { failedStages, verdictOf } from './rehearsalWords.ts';
import { RehearsalStages } from './RehearsalStages.tsx';
import { ReportButtons } from './ReportButtons.tsx';

/** Plays a visit end to end; what is under way, wherever it was begun, is shown stage by stage. */
export function RehearsalPanel() {
  const { t } = useTranslation('rehearsal');
  const state = useDesk(({ rehearsal }) => rehearsal);
  const start = useAsk('rehearsal:start', t('title'));
  const run = state?.run ?? null;
  const isRunning = run !== null && run.result === null;
  const play = useRef<HTMLButtonElement>(null);
  // "Cancel" goes with the end of the run, the set-up with its last button, and what had the focus must not be lost.
  useEffect(() => {
    if (run && isFocusLost()) play.current?.focus();
  }, [isRunning, run]);
  return (
    <section className="panel rehearsal" aria-labelledby="rehearsal-title">
      <div className="rehearsal-head">
        <h3 id="rehearsal-title">{t('title')}</h3>
        <p>{t('intro')}</p>
        {state && <Schedule minuteOfDay={state.minuteOfDay} />}
        <div className="rehearsal-actions">
          <button
            ref={play}
            type="button"
            className="button main"
            aria-disabled={isRunning || start.busy}
            onClick={() => {
              if (!isRunning) void start.run({});
            }}
          >
            {t(run && !isRunning ? 'play-again' : 'play')}
          </button>
          {isRunning && <CancelButton ending={run.ending} />}
          {run && !isRunning && <ReportButtons key={run.id} />}
        </div>
      </div>
      <Verdict run={run} />
      {run && <RehearsalStages run={run} />}
    </section>
  );
}

/** When it is played by itself; the choice is a setting below. */
function Schedule({ minuteOfDay }: { readonly minuteOfDay: number }) {
  const { t } = useTranslation('rehearsal');
  const isDaily = useDesk(({ settings }) => settings?.values.diagnostics.rehearsal === 'daily');
  if (!isDaily) return null;
  const [hours, minutes] = [Math.floor(minuteOfDay / 60), minuteOfDay % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return <p>{t('schedule', { time: `${hours}:${minutes}` })}</p>;
}

function CancelButton({ ending }: { readonly ending: boolean }) {
  const { t } = useTranslation('rehearsal');
  const { busy, run } = useAsk('rehearsal:cancel', t('title'));
  return (
    <button
      type="button"
      className="button"
      aria-disabled={ending || busy}
      onClick={() => {
        if (!ending) void run({});
      }}
    >
      {t(ending ? 'cancelling' : 'cancel')}
    </button>
  );
}

const tones = {
  passed: 'passed',
  doubtful: 'doubtful',
  failed: 'failed',
  cancelled: 'doubtful',
  interrupted: 'doubtful',
} as const;

/** Stays in the page while it is empty, so that a screen reader hears it come; the stages are read when somebody goes there. */
function Verdict({ run }: { readonly run: Rehearsal | null }) {
  const { t, i18n } = useTranslation('rehearsal');
  const failed = run?.result === 'failed' ? failedStages(run) : [];
  const tone = run?.result ? tones[run.result] : 'doubtful';
  const time = run && `${dayTime(run.startedAt, i18n.language)}, ${clockTime(run.startedAt, i18n.language)}`;
  return (
    <div className={`verdict ${tone}`}>
      <p role="status">
        {t(verdictOf(run))}
        {failed.length > 0 && ` ${failed.map((stage) => t(`stage-${stage}`)).join('; ')}.`}
      </p>
      {run?.result && <p className="rehearsal-when">{t(`by-${run.by}`, { time })}</p>}
    </div>
  );
}
