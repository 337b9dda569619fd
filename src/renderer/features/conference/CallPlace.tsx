import { useTranslation } from 'react-i18next';
import { AwayBar } from './AwayBar.tsx';
import { useCall } from './CallContext.tsx';
import { ConferencePane, TakenPane } from './ConferencePane.tsx';

/** What stands beside the board, if anything. */
export function CallPlace() {
  const { call, taken, next, away } = useCall();
  if (call) return <ConferencePane key={call.visitId} call={call} />;
  if (away.away) return <AwayBar visit={away.away} />;
  if (next.moving !== null) return <MovingPane away={next.moving !== 'embedded'} />;
  return taken && <TakenPane visit={taken} />;
}

/** Classes of the board and the call together. */
export function useDeskClass(): string {
  const { call, taken, next, away, layout } = useCall();
  const moves = next.moving !== null;
  if (!call && (away.away || (moves && next.moving !== 'embedded'))) return 'desk with-bar';
  if (!call && !moves && !taken) return 'desk';
  return layout === 'beside' ? 'desk with-call' : `desk with-call ${layout}`;
}

/** Between two calls: the place stays, so that nothing jumps. */
function MovingPane({ away }: { readonly away: boolean }) {
  const { t } = useTranslation('call');
  const { t: onBoard } = useTranslation('board');
  return (
    <section className={away ? 'call away' : 'call'} aria-label={onBoard('call')} tabIndex={-1}>
      <div className="call-bar">
        <p role="status">{t('moving')}</p>
      </div>
    </section>
  );
}
