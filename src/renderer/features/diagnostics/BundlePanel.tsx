import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/Dialog.tsx';
import { saveFile } from '../../ui/saveFile.ts';
import { useAsk } from '../../ui/useAsk.ts';
import { copyText } from '../visits/clipboard.ts';

export function BundlePanel() {
  const { t } = useTranslation('diagnostics');
  const making = useAsk('bundle:make', t('bundle-title'));
  const [text, setText] = useState<string | null>(null);
  const make = async () => {
    const made = await making.run({});
    if (made) setText(made.text);
  };
  return (
    <section className="panel diagnostics" aria-labelledby="bundle-title">
      <h3 id="bundle-title">{t('bundle-title')}</h3>
      <p className="hint">{t('bundle-intro')}</p>
      <div>
        <button type="button" className="button" aria-disabled={making.busy} onClick={() => void make()}>
          {t('bundle-make')}
        </button>
      </div>
      {text !== null && <Preview text={text} onClose={() => setText(null)} />}
    </section>
  );
}

/** What is shown is what is saved: the very text. */
function Preview({ text, onClose }: { readonly text: string; readonly onClose: () => void }) {
  const { t } = useTranslation('diagnostics');
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <Dialog
      title={t('bundle-preview')}
      onClose={onClose}
      actions={
        <>
          <p role="status" className="hint">
            {copied !== null && t(copied ? 'bundle-copied' : 'bundle-not-copied')}
          </p>
          <button type="button" className="button" onClick={onClose}>
            {t('bundle-close')}
          </button>
          <button type="button" className="button" onClick={() => void copyText(text).then(setCopied)}>
            {t('bundle-copy')}
          </button>
          <button
            type="button"
            className="button main"
            onClick={() => saveFile('visit-desk-support.txt', 'text/plain;charset=utf-8', text)}
          >
            {t('bundle-save')}
          </button>
        </>
      }
    >
      <pre className="bundle-text" tabIndex={0} aria-label={t('bundle-preview')}>
        {text}
      </pre>
    </Dialog>
  );
}
