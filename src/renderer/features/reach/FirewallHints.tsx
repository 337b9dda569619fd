/** What keeps phones out most often, for each system: this computer's own is not asked for, so all three stand here. */
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../state/DeskContext.tsx';

const systems = ['windows', 'mac', 'linux'] as const;

export function FirewallHints() {
  const { t } = useTranslation('reach');
  const port = useDesk((state) => state.settings?.values.join.port);
  if (port === undefined) return null;
  return (
    <details className="reach-firewall">
      <summary>{t('firewall-title')}</summary>
      <p>{t('firewall-intro', { port })}</p>
      <ul>
        {systems.map((system) => (
          <li key={system}>{t(`firewall-${system}`, { port })}</li>
        ))}
      </ul>
      <p>{t('firewall-guests')}</p>
    </details>
  );
}
