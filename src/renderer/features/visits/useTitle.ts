import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../state/DeskContext.tsx';
import { needOf } from '../alerts/arrivals.ts';

/** The window's title says how many wait or ask to be called, and never who: others see the task bar. */
export function useTitle(): void {
  const { t } = useTranslation('board');
  const count = useDesk((state) => needOf(state.visits?.values() ?? []).all);
  useEffect(() => {
    document.title = count === 0 ? t('app-name') : t('title-waiting', { count });
  }, [count, t]);
}
