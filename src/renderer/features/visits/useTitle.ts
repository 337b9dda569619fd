import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../state/DeskContext.tsx';
import { countWaiting } from './groups.ts';

/** The window's title says how many wait, and never who: others see the task bar. */
export function useTitle(): void {
  const { t } = useTranslation('board');
  const count = useDesk((state) => countWaiting(state.visits?.values() ?? []));
  useEffect(() => {
    document.title = count === 0 ? t('app-name') : t('title-waiting', { count });
  }, [count, t]);
}
