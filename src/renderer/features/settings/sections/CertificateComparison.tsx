/** Two certificates fact by fact: the one that was trusted, and the one that is shown in its place. */
import { useTranslation } from 'react-i18next';
import type { CertificateFacts } from '../../../../shared/ipc/appView.ts';
import { dayTime } from '../../../ui/times.ts';
import { colons } from './CertificateFacts.tsx';

interface ComparisonProps {
  readonly trusted: CertificateFacts;
  readonly shown: CertificateFacts;
}

export function CertificateComparison({ trusted, shown }: ComparisonProps) {
  const { t, i18n } = useTranslation('settings');
  const { t: ofCertificates } = useTranslation('certificates');
  const day = (at: number): string => dayTime(at, i18n.language);
  const rows = [
    { name: t('certificate-subject'), of: ({ subject }: CertificateFacts) => subject },
    { name: t('certificate-issuer'), of: ({ issuer }: CertificateFacts) => issuer },
    { name: t('certificate-from'), of: ({ validFrom }: CertificateFacts) => day(validFrom) },
    { name: t('certificate-to'), of: ({ validTo }: CertificateFacts) => day(validTo) },
    { name: t('certificate-sha256'), of: ({ sha256 }: CertificateFacts) => colons(sha256), mono: true },
  ];
  return (
    <table className="comparison">
      <thead>
        <tr>
          <td />
          <th scope="col">{ofCertificates('column-trusted')}</th>
          <th scope="col">{ofCertificates('column-shown')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, of, mono = false }) => {
          const differs = of(trusted) !== of(shown);
          return (
            <tr key={name} className={differs ? 'differs' : undefined}>
              <th scope="row">
                {name} <span className="hint">{ofCertificates(differs ? 'differs' : 'same')}</span>
              </th>
              <td className={mono ? 'fingerprint' : undefined}>{of(trusted)}</td>
              <td className={mono ? 'fingerprint' : undefined}>{of(shown)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
