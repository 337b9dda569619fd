import { useTranslation } from 'react-i18next';
import type { ErrorCode } from '../../../shared/errors.ts';
import { useAbilities, useAtService, useDesk, useStore } from '../../state/DeskContext.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { clockTime } from '../../ui/times.ts';
import { ErrorText } from '../../ui/ErrorCode.tsx';
import type { Section } from '../settings/fieldTable.ts';
import { RehearsalBanner } from '../diagnostics/RehearsalBanner.tsx';
import { CertificateBanners } from './CertificateBanners.tsx';
import { SetAsideBanner } from './SetAsideBanner.tsx';

const fieldNames = {
  'server.address': 'server-address',
  'server.clientId': 'client-id',
  'credentials.secret': 'client-secret',
  'doctors.id': 'trueconf-id',
} as const;

const joinRemedy = (code: ErrorCode) =>
  code === 'port-taken' || code === 'port-not-allowed' ? 'banner-choose-port' : 'banner-join-settings';

/** What is mended where the certificate can be looked at. */
const isOfTrust = (code: ErrorCode): boolean =>
  code.startsWith('certificate-') || code.startsWith('ca-file-');

interface BannersProps {
  readonly onSection: (section: Section) => void;
  /** The first set-up already says what is missing. */
  readonly inSetup: boolean;
}

/** What the doctor should know before trusting the board. */
export function Banners({ onSection, inSetup }: BannersProps) {
  const { t } = useTranslation(['board', 'setup', 'doctors', 'certificates']);
  const status = useDesk((state) => state.status);
  // Where there are no settings to go to, somebody else must.
  const { settings: canMend } = useAbilities();
  // There, flags say where the page is served.
  const atService = useAtService();
  if (!status) return <LostLine />;
  const { demo, doctors, join, missing, server } = status;
  const missingNames = missing.map((field) => t(fieldNames[field], { ns: 'setup' })).join(', ');
  const tell = canMend ? '' : ` ${t('banner-tell-administrator')}`;
  const to = (section: Section, label: string) =>
    canMend && { action: { label, run: () => onSection(section) } };
  return (
    <div className="banners">
      {demo && <Banner tone="info">{t('banner-demo')}</Banner>}
      <LostLine />
      <SetAsideBanner onOpen={() => onSection('server')} />
      {missing.length > 0 && !demo && !inSetup && (
        <Banner tone="ask" {...to('server', t('banner-fill-in'))}>
          {t('banner-not-set-up', { fields: missingNames })}
          {tell}
        </Banner>
      )}
      {doctors.mustSignIn && !demo && missing.length === 0 && (
        <Banner tone="info">{t('must-sign-in', { ns: 'doctors', join: t('join-call') })}</Banner>
      )}
      {join.state === 'failed' && (
        <Banner tone="alarm" {...(!atService && to('join', t(joinRemedy(join.error.code))))}>
          {t('banner-join-failed')} <ErrorText error={join.error} />
        </Banner>
      )}
      {server && !inSetup && (
        <Banner
          tone="alarm"
          {...(isOfTrust(server.code) && to('server', t('look-certificate', { ns: 'certificates' })))}
        >
          {t('banner-server')} <ErrorText error={server} />
        </Banner>
      )}
      {!inSetup && <CertificateBanners onSection={onSection} />}
      {!inSetup && <RehearsalBanner onOpen={() => onSection('diagnostics')} />}
    </div>
  );
}

/** Since when the board is not told of anything. */
function LostLine() {
  const { t, i18n } = useTranslation('board');
  const { bridge } = useStore();
  const lost = useDesk((state) => state.connection === 'lost');
  const since = useDesk((state) => state.staleSince);
  if (!bridge.keepsClicks) return lost ? <Banner tone="alarm">{t('banner-disconnected')}</Banner> : null;
  // Stays in the page while it is empty, so that a screen reader hears it come.
  return (
    <div role="status">
      {lost && since !== null && (
        <Banner tone="quiet">{t('banner-lost-kept', { time: clockTime(since, i18n.language) })}</Banner>
      )}
    </div>
  );
}
