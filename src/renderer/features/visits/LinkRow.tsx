import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useDesk } from '../../state/DeskContext.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { useKeyHints } from '../keys/useKey.ts';
import { SendDialog } from '../sending/SendDialog.tsx';
import { copyText } from './clipboard.ts';

interface LinkRowProps {
  readonly visit: VisitView;
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

/** A link: to see, to copy, to send. */
export function LinkRow({ visit, number, url, ...shown }: LinkRowProps) {
  if (url === null) return <LostLink visitId={visit.id} number={number} />;
  return <ShownLink visit={visit} number={number} url={url} {...shown} />;
}

type ShownLinkProps = Omit<LinkRowProps, 'url'> & { readonly url: string };

function ShownLink({ visit, number, name, url, copiedAtOnce, children }: ShownLinkProps) {
  const { t } = useTranslation('board');
  const sending = useTranslation('sending');
  const keyHint = useKeyHints();
  const copyButton = useRef<HTMLButtonElement>(null);
  const [pressed, setPressed] = useState<Pressed | null>(null);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    if (copiedAtOnce === false) copyButton.current?.focus();
  }, [copiedAtOnce]);
  const hint = pressed ? hintAfter(pressed, visit) : hintAtOnce(copiedAtOnce, hasCome(visit, number));
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
          {...keyHint('copy-link')}
          onClick={() => void copyText(url).then((copied) => setPressed({ copied, word: visit.stage.word }))}
        >
          {t('copy-link')}
        </button>
        <button type="button" className="button small" {...keyHint('send')} onClick={() => setOpened(true)}>
          {sending.t('send')}
        </button>
        {children}
      </div>
      <p className={hint === null ? 'hint empty' : 'hint'} aria-live="polite">
        {hint && t(hint)}
      </p>
      {opened && <SendDialog link={{ visit, number, url }} onClose={() => setOpened(false)} />}
    </>
  );
}

/** What came of "Copy link", and how the visit stood then. */
interface Pressed {
  readonly copied: boolean;
  readonly word: VisitView['stage']['word'];
}

/** It was sent when something comes of it; from then on the clipboard is of no interest. */
const hintAfter = ({ copied, word }: Pressed, { stage }: VisitView) => {
  if (!copied) return 'link-copy-failed';
  return stage.word === word ? 'link-copied' : null;
};

const hintAtOnce = (copied: boolean | null, isUsed: boolean) => {
  if (copied === null) return null;
  if (!copied) return 'link-not-copied';
  return isUsed ? null : 'link-copied';
};

/** Somebody has pressed by this link. `number` `null`: the first. */
const hasCome = ({ persons, link }: VisitView, number: number | null): boolean =>
  persons.some(({ linkNumber }) => linkNumber === (number ?? link?.number ?? 1));

function LostLink({ visitId, number }: { readonly visitId: string; readonly number: number | null }) {
  const { t } = useTranslation('board');
  const { busy, run } = useAsk('visits:newLink', t('error-action'));
  // While the page cannot be opened there is no address to show: the banner says why, and the link comes back.
  const join = useDesk((state) => state.status?.join.state);
  if (join === 'off' || join === 'server-page') return <p className="hint">{t(`no-link-${join}`)}</p>;
  if (join !== 'listening') return <p className="hint">{t('banner-join-failed')}</p>;
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
