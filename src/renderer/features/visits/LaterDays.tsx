import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { boardEnds } from '../../state/visitList.ts';
import { useAtService, useDesk, useStore } from '../../state/DeskContext.tsx';
import { useNotify } from '../../ui/Alerts.tsx';
import { useKeyHint } from '../keys/useKey.ts';
import { useMinute } from '../../ui/clock.ts';

/** The board is of the day: what is planned beyond it is asked for by a click. */
export function LaterDays() {
  const { t } = useTranslation('board');
  const store = useStore();
  const hint = useKeyHint('later-days');
  const notify = useNotify();
  const minute = useMinute();
  const laterDays = useDesk((state) => state.laterDays);
  const atService = useAtService();
  const none = useDesk(({ visits }) => {
    const ends = boardEnds(minute);
    const planned = [...(visits?.values() ?? [])].filter((visit) => visit.phase === 'planned');
    return planned.every(({ startsAt }) => (startsAt ?? 0) < ends);
  });
  useEffect(() => store.dayGoesOn(minute), [store, minute]);
  if (!atService) return null;
  const show = async (): Promise<void> => {
    const error = await store.showLaterDays();
    if (error) notify(t('error-later-days'), error);
  };
  return (
    <div className="later-days">
      {laterDays !== 'shown' && (
        <button
          {...hint}
          type="button"
          className="button small"
          aria-disabled={laterDays === 'asked'}
          onClick={() => void show()}
        >
          {t(laterDays === 'asked' ? 'later-days-busy' : 'later-days')}
        </button>
      )}
      <p role="status" className="hint">
        {laterDays === 'shown' && none && t('later-days-none')}
      </p>
    </div>
  );
}
