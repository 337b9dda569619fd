/** Which certificate of TrueConf Server is trusted. */
import { useTranslation } from 'react-i18next';
import { ChoiceRow, TextRow } from '../fields.tsx';
import { hasCertificate } from '../serverFields.ts';
import type { Form } from '../useForm.ts';
import { CaFileLook } from './CaFileLook.tsx';
import { CertificateLook, PinRow } from './CertificateRow.tsx';
import { EndingHere } from './EndingHere.tsx';

export function TrustFields({ form }: { readonly form: Form }) {
  const { t } = useTranslation('settingFields');
  const { trust, address } = form.values;
  const isSecure = hasCertificate(address);
  return (
    <>
      <ChoiceRow
        form={form}
        field="trust"
        choices={[
          { value: 'system', label: t('trust-system'), hint: t('trust-system-hint') },
          { value: 'ca-file', label: t('trust-ca-file'), hint: t('trust-ca-file-hint') },
          { value: 'certificate', label: t('trust-certificate'), hint: t('trust-certificate-hint') },
        ]}
        below={
          <>
            <EndingHere which={['server', 'trusted', 'authority']} />
            {isSecure ? <CertificateLook form={form} /> : <p className="hint">{t('no-certificate')}</p>}
          </>
        }
      />
      {(trust === 'ca-file' || form.problems.caFile !== undefined) && (
        <TextRow form={form} field="caFile" maxLength={500}>
          <CaFileLook path={form.values.caFile} />
        </TextRow>
      )}
      {trust === 'certificate' && <PinRow form={form} />}
    </>
  );
}
