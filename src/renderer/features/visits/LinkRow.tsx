import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../state/DeskContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { copyText } from './clipboard.ts';
import { QrDialog } from './QrDialog.tsx';

interface LinkRowProps {
  readonly visitId: string;
  /** Of an extra link; `null`: the first. */
  readonly number: number | null;
  /** What a screen reader calls it. */
  readonly name: string;
  /** `null`: it cannot be shown. */
  readonly url: string | null;
  /** Whether this new link is on the clipboard; `null` for one that was not just made. */
  readonly copiedAtOnce: boolean | null;
  /** Stands at the end of the row. */
  readonly children?: ReactNode;
}

/** A link: to see, to copy, to scan. */
export function LinkRow({ visitId, number, url, ...shown }: LinkRowProps) {
  if (url === null) return <LostLink visitId={visitId} number={number} />;
  return <ShownLink url={url} {...shown} />;
}

type ShownLinkProps = Pick<LinkRowProps, 'name' | 'copiedAtOnce' | 'children'> & { readonly url: string };

function ShownLink({ name, url, copiedAtOnce, children }: ShownLinkProps) {
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
          aria-label={name}
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
        {children}
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

function LostLink({ visitId, number }: Pick<LinkRowProps, 'visitId' | 'number'>) {
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
        onClick={() => void run({ visitId, ...(number !== null && { number }) })}
      >
        {t('new-link')}
      </button>
    </div>
  );
}
