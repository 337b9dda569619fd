import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/Dialog.tsx';
import { useErrorText, type ShownError } from '../../ui/useErrorText.ts';

/** The contract's bound, in UTF-16 units as a field counts them. */
const maxLength = 200;

interface MessageDialogProps {
  readonly name: string;
  readonly onClose: () => void;
  /** The answer is why it failed, `null` when it did not. */
  readonly onSend: (text: string) => Promise<ShownError | null>;
}

/** A few own words to somebody who waits. Closes when they are sent; what was typed stays when they are not. */
export function MessageDialog({ name, onClose, onSend }: MessageDialogProps) {
  const { t } = useTranslation('board');
  const id = useId();
  const [text, setText] = useState('');
  const { problem, busy, send, forget } = useSending(onSend, onClose);
  return (
    <Dialog
      title={t('message-title', { name })}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button
            type="button"
            className="button main"
            aria-busy={busy}
            aria-disabled={busy}
            onClick={() => void send(text.trim())}
          >
            {t(busy ? 'message-sending' : 'message-send')}
          </button>
        </>
      }
    >
      <div className="message-field">
        <label htmlFor={id}>{t('message-text')}</label>
        <textarea
          id={id}
          className="input area"
          rows={3}
          dir="auto"
          value={text}
          maxLength={maxLength}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            setText(event.target.value);
            forget();
          }}
        />
        <p id={`${id}-hint`} className={problem === null ? 'hint' : 'field-error'} aria-live="polite">
          {problem ?? t('message-hint')}
        </p>
      </div>
    </Dialog>
  );
}

interface Sending {
  readonly problem: string | null;
  readonly busy: boolean;
  /** A second click while the first is under way is ignored. */
  readonly send: (text: string) => Promise<void>;
  readonly forget: () => void;
}

function useSending(onSend: MessageDialogProps['onSend'], onSent: () => void): Sending {
  const { t } = useTranslation('board');
  const errorText = useErrorText();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (text: string): Promise<void> => {
    if (busy) return;
    if (text === '') {
      setProblem(t('message-empty'));
      return;
    }
    setProblem(null);
    setBusy(true);
    const failure = await onSend(text);
    setBusy(false);
    if (failure) setProblem(t('message-not-sent', { why: errorText(failure) }));
    else onSent();
  };
  return { problem, busy, send, forget: () => setProblem(null) };
}
