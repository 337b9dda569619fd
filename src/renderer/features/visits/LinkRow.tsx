import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useDesk } from '../../state/DeskContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { copyText } from './clipboard.ts';
import { QrDialog } from './QrDialog.tsx';

interface LinkRowProps {
  readonly visit: VisitView;
  /** Whether the link of this new visit is on the clipboard; `null` for one that was not just made. */
  readonly copiedAtOnce: boolean | null;
}

/** The patient's link: to see, to copy, to scan. */
export function LinkRow({ visit, copiedAtOnce }: LinkRowProps) {
  if (visit.link) return <ShownLink url={visit.link.url} copiedAtOnce={copiedAtOnce} />;
  if (visit.stage.word === 'creating') return null;
  return <LostLink visitId={visit.id} />;
}

function ShownLink({ url, copiedAtOnce }: { readonly url: string; readonly copiedAtOnce: boolean | null }) {
  const { t } = useTranslation('board');
  const copyButton = useRef<HTMLButtonElement>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  const [qr, setQr] = useState(false);
  useEffect(() => {
    if (copiedAtOnce === false) copyButton.current?.focus();
  }, [copiedAtOnce]);
  const hint = copied === null ? hintAtOnce(copiedAtOnce) : copied ? 'link-copied' : 'link-copy-failed';
  return (
    <>
      <div className="row">
        <input
          className="link-input"
          readOnly
          aria-label={t('link')}
          value={url}
          onFocus={(event) => event.target.select()}
        />
        <button
          ref={copyButton}
          type="button"
          className="button small"
          onClick={() => void copyText(url).then(setCopied)}
        >
          {t('copy-link')}
        </button>
        <button
          type="button"
          className="button small icon-only"
          aria-label={t('qr')}
          title={t('qr')}
          onClick={() => setQr(true)}
        >
          <Icon name="qr" />
        </button>
      </div>
      <p className={hint === null ? 'hint empty' : 'hint'} aria-live="polite">
        {hint && t(hint)}
      </p>
      {qr && <QrDialog url={url} onClose={() => setQr(false)} />}
    </>
  );
}

const hintAtOnce = (copied: boolean | null) => {
  if (copied === null) return null;
  return copied ? 'link-copied' : 'link-not-copied';
};

function LostLink({ visitId }: { readonly visitId: string }) {
  const { t } = useTranslation('board');
  const { busy, run } = useAsk('visits:newLink', t('error-action'));
  // While the page cannot be opened there is no address to show: the banner says why, and the link comes back.
  const served = useDesk((state) => state.status?.join.state === 'listening');
  if (!served) return <p className="hint">{t('banner-join-failed')}</p>;
  return (
    <div className="row wrap">
      <p className="hint grow">{t('link-gone')}</p>
      <button
        type="button"
        className="button small"
        aria-disabled={busy}
        onClick={() => void run({ visitId })}
      >
        {t('new-link')}
      </button>
    </div>
  );
}
