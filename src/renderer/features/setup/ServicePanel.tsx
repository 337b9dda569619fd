/** The way from a PC that works alone to the clinic's service, in its settings. */
import { useTranslation } from 'react-i18next';
import { useAtService, useDesk } from '../../state/DeskContext.tsx';
import { ServiceAddress } from './ServiceAddress.tsx';
import { WayPanel } from './WayPanel.tsx';

export function ServicePanel() {
  const { t } = useTranslation('settings');
  const isDesktop = useDesk((state) => state.info?.shell === 'desktop');
  const atService = useAtService();
  if (!isDesktop || atService) return null;
  return (
    <WayPanel title={t('way-service')} text={`${t('way-service-text')} ${t('way-service-leaves')}`}>
      <ServiceAddress />
    </WayPanel>
  );
}
