/** The one certificate that is trusted, and a look at the one that the server shows. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestOutput } from '../../../../shared/ipc/contract.ts';
import type { Pin } from '../../../../shared/settings.ts';
import { dayTime } from '../../../ui/times.ts';
import { useAsk } from '../../../ui/useAsk.ts';
import { DefaultLine, LockLine, useFieldTexts, useProblemText } from '../FieldParts.tsx';
import { useRowMarks } from '../found.ts';
import { serverSection } from '../toSections.ts';
import type { Form } from '../useForm.ts';
import { CertificateDialog, colons, shortened } from './CertificateDialog.tsx';

interface RowProps {
  readonly form: Form;
}

export function PinRow({ form }: RowProps) {
  const { t, i18n } = useTranslation('settings');
  const { t: ofField } = useTranslation('settingFields');
  const { label, help } = useFieldTexts('pin');
  const problemText = useProblemText();
  const { pin } = form.values;
  const problem = form.problems.pin;
  return (
    <div {...useRowMarks('pin')} role="group" aria-label={label} data-invalid={problem && true}>
      <span className="legend">{label}</span>
      <div className="fact">
        {pin === null ? (
          <p>{ofField('pin-none')}</p>
        ) : (
          <>
            <p className="wrap-anywhere">
              {ofField('pin-of', {
                host: `${pin.host}:${pin.port}`,
                date: dayTime(pin.validTo, i18n.language),
                subject: pin.subject,
                issuer: pin.issuer,
              })}
            </p>
            <p className="hint fingerprint">{colons(pin.sha256)}</p>
            <p className="hint">{t('certificate-patients')}</p>
          </>
        )}
        {pin !== null && form.changed.includes('pin') && (
          <p className="hint">{t('certificate-trust-then', { sha256: shortened(pin.sha256) })}</p>
        )}
        {problem && (
          <p className="field-error" role="alert">
            {problemText(problem)}
          </p>
        )}
        <p className="hint">{help}</p>
        <LockLine form={form} field="pin" />
        <DefaultLine form={form} field="pin" />
      </div>
    </div>
  );
}

type Seen = RequestOutput<'certificate:look'>;

/** Looks at what the server shows now, and offers to trust that alone. */
export function CertificateLook({ form }: RowProps) {
  const { t } = useTranslation('settings');
  const { t: boardText } = useTranslation('board');
  const look = useAsk('certificate:look', boardText('error-action'));
  const [seen, setSeen] = useState<Seen | null>(null);
  const { pin, address, trust, caFile, proxyPassword } = form.values;
  const lookNow = async () => {
    if (!form.check(['address', 'proxyAddress'])) return;
    const certificate = await look.run({
      address: address.trim(),
      proxy: serverSection(form.values).proxy,
      ...(proxyPassword !== '' && { proxyPassword }),
      ...(trust === 'ca-file' && caFile.trim() !== '' && { caFile: caFile.trim() }),
      ...(trust === 'certificate' && pin !== null && { trusted: pin }),
    });
    if (certificate) setSeen(certificate);
  };
  const takeSeen = (certificate: Seen) => {
    form.set('pin', pinFrom(certificate));
    form.set('trust', 'certificate');
    setSeen(null);
  };
  return (
    <>
      <div className="row">
        <button
          type="button"
          className="button small"
          aria-disabled={look.busy}
          onClick={() => void lookNow()}
        >
          {t(look.busy ? 'certificate-looking' : 'certificate-look')}
        </button>
      </div>
      {seen && (
        <CertificateDialog
          certificate={seen}
          mayTrust={!form.isLocked('pin') && !form.isLocked('trust')}
          wantsOne={trust === 'certificate'}
          onClose={() => setSeen(null)}
          onTrust={() => takeSeen(seen)}
        />
      )}
    </>
  );
}

function pinFrom({ host, port, sha256, pem, subject, issuer, validTo }: Seen): Pin {
  return { host, port, sha256, pem, subject, issuer, validTo, acceptedAt: Date.now() };
}
