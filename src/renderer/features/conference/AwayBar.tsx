import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { RunningTime } from '../../ui/RunningTime.tsx';
import { useShownName } from '../alerts/privacy.ts';
import { useKeyHint } from '../keys/useKey.ts';
import { EndVisit } from '../visits/EndVisit.tsx';
import { useCardName } from '../visits/VisitCard.tsx';
import { useCall } from './CallContext.tsx';
import { EndAndNext } from './EndAndNext.tsx';
import { Greeting } from './Greeting.tsx';

/** Above the board: the call that the doctor is in elsewhere, with what can be done about it from here. */
export function AwayBar({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation('call');
  const { t: onBoard } = useTranslation('board');
  const { away } = useCall();
  const name = useCardName(visit);
  const shown = useShownName(visit.id);
  return (
    <section className="call away" aria-label={onBoard('call')} tabIndex={-1}>
      <div className="call-bar">
        <div className="call-who">
          <b dir="auto">{visit.label === '' ? name : shown(visit.label)}</b>
          <RunningTime since={visit.stage.since} word={visit.stage.word} />
          <span>{t(visit.call.kind === 'app' ? 'away-app' : 'away-tab')}</span>
        </div>
        <div className="call-ways">
          <button
            type="button"
            className="button small"
            {...useKeyHint('leave-call')}
            onClick={away.comeBack}
          >
            {t('away-left')}
          </button>
          <EndVisit visit={visit} label={onBoard('end-this-visit')} className="button small end" />
          <EndAndNext visit={visit} />
        </div>
      </div>
      <Greeting visit={visit} />
    </section>
  );
}
