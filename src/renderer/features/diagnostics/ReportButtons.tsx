import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../state/DeskContext.tsx';
import { useNotify } from '../../ui/Alerts.tsx';
import { saveFile } from '../../ui/saveFile.ts';
import { copyLater } from '../visits/clipboard.ts';

/** A text without secrets and without patients, for whoever has to mend something. */
export function ReportButtons() {
  const { t, i18n } = useTranslation('rehearsal');
  const api = useApi();
  const notify = useNotify();
  const [copied, setCopied] = useState<boolean | null>(null);
  const report = async (): Promise<string | null> => {
    const answer = await api.request('rehearsal:report', { language: i18n.language === 'ru' ? 'ru' : 'en' });
    if (answer.ok) return answer.value.text;
    notify(t('title'), answer.error);
    return null;
  };
  const save = async () => {
    const text = await report();
    if (text !== null) saveFile('visit-desk-rehearsal.txt', 'text/plain;charset=utf-8', text);
  };
  return (
    <>
      <button type="button" className="button" onClick={() => void copyLater(report()).then(setCopied)}>
        {t('copy')}
      </button>
      <button type="button" className="button" onClick={() => void save()}>
        {t('save')}
      </button>
      <span role="status" className="hint">
        {copied !== null && t(copied ? 'copied' : 'not-copied')}
      </span>
    </>
  );
}
