import { useTranslation } from 'react-i18next';
import type { Status } from '../../shared/ipc/contract.ts';
import { dayTime } from './times.ts';

/** When a certificate ends, what then happens, and who does what. */
export function useEndText(): (certificate: Status['certificates'][number]) => string {
  const { t, i18n } = useTranslation('certificates');
  return ({ which, level, validTo }) =>
    t(level === 'ended' ? `ended-${which}` : `ends-${which}`, { date: dayTime(validTo, i18n.language) });
}
