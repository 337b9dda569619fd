import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestOutput } from '../../../../shared/ipc/contract.ts';
import { useDialogRequest } from '../../../ui/useDialogRequest.ts';
import { FactRow } from '../fields.tsx';
import { joinSection } from '../toSections.ts';
import type { Form } from '../useForm.ts';
import { CertificateFacts } from './CertificateFacts.tsx';
import { EndingHere } from './EndingHere.tsx';

type Checked = RequestOutput<'certificate:checkPage'>;

const files = ['certificateFile', 'keyFile', 'pfxFile', 'publicAddress'] as const;

/** Whether the files fit each other and the page, and what phones will say of them: tried as they stand in the fields. */
export function PageCertificateLook({ form }: { readonly form: Form }) {
  const { t } = useTranslation('settingFields');
  const check = useDialogRequest('certificate:checkPage', (why) => why);
  const [checked, setChecked] = useState<Checked | null>(null);
  const tryNow = async () => {
    setChecked(null);
    if (!form.check(files)) return;
    const { publicAddress, certificateFile, keyFile, pfxFile, ...page } = joinSection(form.values);
    const join = { interface: page.interface, publicAddress, certificateFile, keyFile, pfxFile };
    const { keyPassphrase } = form.values;
    const answer = await check.send({ join, passphrase: keyPassphrase === '' ? null : keyPassphrase });
    if (answer) setChecked(answer);
  };
  return (
    <FactRow label={t('page-certificate')}>
      <EndingHere which={['page']} />
      <button type="button" className="button small" aria-disabled={check.busy} onClick={() => void tryNow()}>
        {t(check.busy ? 'page-certificate-busy' : 'page-certificate-check')}
      </button>
      <div role="status" className="page-certificate">
        {check.problem !== null && <p className="field-error">{check.problem}</p>}
        {checked && <Findings checked={checked} />}
      </div>
    </FactRow>
  );
}

function Findings({ checked: { certificate, problems } }: { readonly checked: Checked }) {
  const { t } = useTranslation('settingFields');
  if (certificate === null) return <p className="hint">{t('page-certificate-none')}</p>;
  return (
    <>
      {problems.length === 0 && <p className="verdict passed">{t('page-certificate-good')}</p>}
      {problems.map(({ problem, host = '' }) => (
        <p key={`${problem} ${host}`} className="verdict failed">
          {t(`page-problem-${problem}`, { host })}
        </p>
      ))}
      <CertificateFacts certificate={certificate} />
    </>
  );
}
