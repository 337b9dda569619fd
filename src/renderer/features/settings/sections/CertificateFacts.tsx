import { useTranslation } from 'react-i18next';
import type { CertificateFacts as Facts } from '../../../../shared/ipc/appView.ts';
import { dayTime } from '../../../ui/times.ts';

/** What people compare of a certificate. */
export function CertificateFacts({ certificate }: { readonly certificate: Facts }) {
  const { t, i18n } = useTranslation('settings');
  const { subject, issuer, validFrom, validTo, sha256 } = certificate;
  const facts = [
    [t('certificate-subject'), subject],
    [t('certificate-issuer'), issuer],
    [t('certificate-from'), dayTime(validFrom, i18n.language)],
    [t('certificate-to'), dayTime(validTo, i18n.language)],
  ] as const;
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>{t('certificate-sha256')}</dt>
        <dd className="fingerprint">{colons(sha256)}</dd>
      </div>
    </dl>
  );
}

/** As certificates are shown everywhere: pairs, capitals, colons. */
export const colons = (sha256: string): string => (sha256.match(/../g) ?? []).join(':').toUpperCase();
