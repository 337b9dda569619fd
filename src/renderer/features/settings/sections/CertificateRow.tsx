import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateView } from '../../../../shared/ipc/contract.ts';
import type { Pin } from '../../../../shared/settings.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { dayTime } from '../../../ui/times.ts';
import { useAsk } from '../../../ui/useAsk.ts';
import { FactRow } from '../fields.tsx';
import type { Form } from '../useForm.ts';

/** Which certificate is trusted: what the computer says, or this one for this host. */
export function CertificateRow({ form }: { readonly form: Form }) {
  const { t, i18n } = useTranslation('settings');
  const { t: boardText } = useTranslation('board');
  const look = useAsk('certificate:look', boardText('error-action'));
  const [seen, setSeen] = useState<CertificateView | null>(null);
  const { pin, address } = form.values;
  const lookNow = async () => {
    if (!form.check(['address'])) return;
    const certificate = await look.run({ address: address.trim() });
    if (certificate) setSeen(certificate);
  };
  return (
    <FactRow label={t('certificate')}>
      {pin ? (
        <>
          <p>{t('certificate-pinned', { date: dayTime(pin.validTo, i18n.language) })}</p>
          <p className="hint fingerprint">{colons(pin.sha256)}</p>
          <p className="hint">{t('certificate-patients')}</p>
          {form.changed.includes('pin') && (
            <p className="hint">{t('certificate-trust-then', { sha256: shortened(pin.sha256) })}</p>
          )}
        </>
      ) : (
        <p>{t('certificate-system')}</p>
      )}
      <div className="row">
        <button
          type="button"
          className="button small"
          aria-disabled={look.busy}
          onClick={() => void lookNow()}
        >
          {t(look.busy ? 'certificate-looking' : 'certificate-look')}
        </button>
        {pin && (
          <button type="button" className="button small" onClick={() => form.set('pin', null)}>
            {t('certificate-forget')}
          </button>
        )}
      </div>
      {seen && (
        <CertificateDialog
          certificate={seen}
          onClose={() => setSeen(null)}
          onTrust={() => {
            form.set('pin', pinOf(seen));
            setSeen(null);
          }}
        />
      )}
    </FactRow>
  );
}

interface CertificateDialogProps {
  readonly certificate: CertificateView;
  readonly onClose: () => void;
  readonly onTrust: () => void;
}

function CertificateDialog({ certificate, onClose, onTrust }: CertificateDialogProps) {
  const { t, i18n } = useTranslation('settings');
  const { host, subject, issuer, validFrom, validTo, sha256, verdict } = certificate;
  const canTrust = verdict !== 'trusted' && verdict !== 'expired';
  const facts = [
    [t('certificate-subject'), subject],
    [t('certificate-issuer'), issuer],
    [t('certificate-from'), dayTime(validFrom, i18n.language)],
    [t('certificate-to'), dayTime(validTo, i18n.language)],
  ] as const;
  return (
    <Dialog
      title={t('certificate-title', { host })}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          {canTrust && (
            <button type="button" className="button main" onClick={onTrust}>
              {t('certificate-trust')}
            </button>
          )}
        </>
      }
    >
      <p className={verdict === 'trusted' ? 'verdict passed' : 'verdict failed'}>{t(`verdict-${verdict}`)}</p>
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
      {canTrust && <p>{t('certificate-compare')}</p>}
    </Dialog>
  );
}

function pinOf({ host, port, sha256, pem, subject, issuer, validTo }: CertificateView): Pin {
  return { host, port, sha256, pem, subject, issuer, validTo, acceptedAt: Date.now() };
}

const colons = (sha256: string): string => (sha256.match(/../g) ?? []).join(':').toUpperCase();

const shortened = (sha256: string): string => `${colons(sha256.slice(0, 4))}:…:${colons(sha256.slice(-4))}`;
