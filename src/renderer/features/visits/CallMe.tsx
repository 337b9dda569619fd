import { useTranslation } from 'react-i18next';
import { ElapsedTime } from '../../ui/RunningTime.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { useKeyHint } from '../keys/useKey.ts';
import type { CallMeView } from './calls.ts';

interface CallMeProps {
  readonly visitId: string;
  /** `null`: somebody who has not pressed. */
  readonly personId: string | null;
  /** By which link, where somebody who has not pressed may have come by several. */
  readonly linkNumber?: number | null;
  readonly callMe: CallMeView | null;
  /** Not where the card's stage tells the time already. */
  readonly timed: boolean;
  /** Says whose cry it is where the card has lines of others; `null` on the line of a person. */
  readonly who?: string | null;
  /** Id of the text that names the person. */
  readonly describedBy?: string;
}

/** Why somebody asks to be called, until the doctor says that it is done. Empty it stays, so that a screen reader hears the next. */
export function CallMe(props: CallMeProps) {
  const { visitId, personId, linkNumber = null, callMe, timed, who = null, describedBy } = props;
  const { t } = useTranslation('board');
  const hint = useKeyHint('call-done', t('called-hint'));
  const done = useAsk('visits:callDone', t('error-action'));
  return (
    <div className={callMe ? 'row call-me-row' : 'silent'}>
      <div className="call-me-text">
        <p aria-live="polite">
          {callMe && who !== null && <span className="call-me-who">{who} </span>}
          {callMe && t(`call-me-${callMe.reason}`)}
        </p>
        {callMe && timed && <ElapsedTime since={callMe.at} />}
      </div>
      {callMe && (
        <button
          type="button"
          className="button small"
          {...hint}
          aria-describedby={describedBy}
          aria-disabled={done.busy}
          onClick={() => void done.run({ visitId, personId, ...(linkNumber !== null && { linkNumber }) })}
        >
          {t('called')}
        </button>
      )}
    </div>
  );
}
