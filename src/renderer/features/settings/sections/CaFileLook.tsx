import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestOutput } from '../../../../shared/ipc/contract.ts';
import { useDialogRequest } from '../../../ui/useDialogRequest.ts';
import { CertificateFacts } from './CertificateFacts.tsx';

type Authorities = RequestOutput<'certificate:readCaFile'>['authorities'];

/** Whether the file can be read, and whose certificates are in it: said before it is saved. */
export function CaFileLook({ path }: { readonly path: string }) {
  const { t } = useTranslation('settingFields');
  const read = useDialogRequest('certificate:readCaFile', (why) => why);
  const [found, setFound] = useState<{ readonly path: string; readonly authorities: Authorities } | null>(
    null,
  );
  const wanted = path.trim();
  const look = async () => {
    if (wanted === '') return;
    setFound(null);
    const answer = await read.send({ path: wanted });
    if (answer) setFound({ path: wanted, authorities: answer.authorities });
  };
  // What another file holds is not told of this one.
  const shown = found?.path === wanted ? found.authorities : [];
  return (
    <div className="below-button" role="status">
      <button
        type="button"
        className="button small"
        aria-disabled={read.busy || wanted === ''}
        onClick={() => void look()}
      >
        {t('ca-file-look')}
      </button>
      {read.problem !== null && <p className="field-error">{read.problem}</p>}
      {shown.map((authority) => (
        <CertificateFacts key={authority.sha256} certificate={authority} />
      ))}
    </div>
  );
}
