import { useTranslation } from 'react-i18next';
import type { ErrorCode } from '../../../shared/errors.ts';
import { useDesk } from '../../state/DeskContext.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { useErrorText } from '../../ui/useErrorText.ts';
import type { Section } from '../settings/form.ts';

const fieldNames = {
  'server.address': 'server-address',
  'server.clientId': 'client-id',
  'credentials.secret': 'client-secret',
  'doctors.id': 'trueconf-id',
} as const;

const joinRemedy = (code: ErrorCode) =>
  code === 'port-taken' || code === 'port-not-allowed' ? 'banner-choose-port' : 'banner-join-settings';

interface BannersProps {
  readonly onSection: (section: Section) => void;
  /** The first set-up already says what is missing. */
  readonly inSetup: boolean;
}

/** What the doctor should know before trusting the board. */
export function Banners({ onSection, inSetup }: BannersProps) {
  const { t } = useTranslation(['board', 'settings']);
  const errorText = useErrorText();
  const lost = useDesk((state) => state.connection === 'lost');
  const status = useDesk((state) => state.status);
  if (!status) return lost ? <Banner tone="alarm">{t('banner-disconnected')}</Banner> : null;
  const { demo, join, missing, server } = status;
  const missingNames = missing.map((field) => t(fieldNames[field], { ns: 'settings' })).join(', ');
  return (
    <div className="banners">
      {demo && <Banner tone="info">{t('banner-demo')}</Banner>}
      {lost && <Banner tone="alarm">{t('banner-disconnected')}</Banner>}
      {missing.length > 0 && !demo && !inSetup && (
        <Banner tone="ask" action={{ label: t('banner-fill-in'), run: () => onSection('server') }}>
          {t('banner-not-set-up', { fields: missingNames })}
        </Banner>
      )}
      {join.state === 'failed' && (
        <Banner tone="alarm" action={{ label: t(joinRemedy(join.error.code)), run: () => onSection('join') }}>
          {t('banner-join-failed')} {errorText(join.error)}
        </Banner>
      )}
      {server && !inSetup && (
        <Banner tone="alarm">
          {t('banner-server')} {errorText(server)}
        </Banner>
      )}
    </div>
  );
}
