import { useTranslation } from 'react-i18next';
import type { RequestOutput } from '../../../../shared/ipc/contract.ts';
import { QuestionDialog } from '../../../ui/QuestionDialog.tsx';
import { CertificateComparison } from './CertificateComparison.tsx';
import { CertificateFacts, colons } from './CertificateFacts.tsx';

export { colons };

type Seen = RequestOutput<'certificate:look'>;

interface CertificateDialogProps {
  readonly certificate: Seen;
  /** Whether the choice is this person's at all. */
  readonly mayTrust: boolean;
  /** One certificate alone is to be trusted, so also one that this computer accepts. */
  readonly wantsOne: boolean;
  readonly onClose: () => void;
  readonly onTrust: () => void;
}

/** The certificate that a server shows; beside it the trusted one, where that is another. */
export function CertificateDialog(props: CertificateDialogProps) {
  const { certificate, mayTrust, wantsOne, onClose, onTrust } = props;
  const { t } = useTranslation('settings');
  const { t: ofField } = useTranslation('settingFields');
  const { host, sha256, verdict, trusted } = certificate;
  const isKnown = trusted?.sha256 === sha256;
  const canTrust = mayTrust && !isKnown && verdict !== 'expired' && (wantsOne || verdict !== 'trusted');
  const isGood = verdict === 'trusted' || isKnown;
  return (
    <QuestionDialog
      title={t('certificate-title', { host })}
      noText={t('cancel')}
      yesText={canTrust ? t('certificate-trust') : null}
      onNo={onClose}
      onYes={onTrust}
    >
      <p className={isGood ? 'verdict passed' : 'verdict failed'}>
        {isKnown ? ofField('certificate-known') : t(`verdict-${verdict}`)}
      </p>
      {trusted && !isKnown ? (
        <>
          <p className="verdict failed">{ofField('certificate-differs')}</p>
          <CertificateComparison trusted={trusted} shown={certificate} />
        </>
      ) : (
        <CertificateFacts certificate={certificate} />
      )}
      {canTrust && <p>{t('certificate-compare')}</p>}
    </QuestionDialog>
  );
}

export const shortened = (sha256: string): string =>
  `${colons(sha256.slice(0, 4))}:…:${colons(sha256.slice(-4))}`;
