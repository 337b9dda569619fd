import { useTranslation } from 'react-i18next';
import { useDesk } from '../../state/DeskContext.tsx';
import { joinHost, reachWord } from '../visits/Header.tsx';

/** How far a link reaches, in one sentence: to be said before it is sent. */
export function useReach(): string {
  const { t } = useTranslation('sending');
  const host = useDesk(joinHost);
  const reach = useDesk(({ status }) => (status ? reachWord(status.join) : 'none'));
  return t(`reach-${reach}`, { host });
}
