/** How long visits that have ended are kept, and erasing them at once. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../../ui/useAsk.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { startOfDay } from '../../../ui/times.ts';
import { FactRow, TextRow } from '../fields.tsx';
import type { Form } from '../useForm.ts';

export function KeepingRow({ form }: { readonly form: Form }) {
  const { t } = useTranslation('history');
  return (
    <TextRow
      form={form}
      field="keepDays"
      label={t('keep-days')}
      hint={t('keep-days-hint')}
      inputMode="numeric"
      short
    />
  );
}

interface Question {
  /** Epoch ms: today's visits stand on the boards. */
  readonly closedBefore: number;
  readonly count: number;
}

export function ErasePanel() {
  const { t } = useTranslation('history');
  const count = useAsk('history:count', t('erase-failed'));
  const [question, setQuestion] = useState<Question | null>(null);
  const [erased, setErased] = useState<number | null>(null);
  const ask = async () => {
    const closedBefore = startOfDay(Date.now());
    setErased(null);
    const answer = await count.run({ closedBefore });
    if (answer) setQuestion({ closedBefore, count: answer.count });
  };
  return (
    <div className="panel">
      <FactRow label={t('erase-label')}>
        <p>{t('erase-text')}</p>
        <button type="button" className="button small" aria-disabled={count.busy} onClick={() => void ask()}>
          {t('erase-now')}
        </button>
        <p className="told" role="status">
          {erased !== null && t('erased', { count: erased })}
        </p>
      </FactRow>
      {question && <EraseDialog question={question} onClose={() => setQuestion(null)} onErased={setErased} />}
    </div>
  );
}

interface EraseDialogProps {
  readonly question: Question;
  readonly onClose: () => void;
  readonly onErased: (count: number) => void;
}

function EraseDialog({ question, onClose, onErased }: EraseDialogProps) {
  const { t } = useTranslation('history');
  const { t: boardText } = useTranslation('board');
  const erase = useAsk('history:erase', t('erase-failed'));
  const { closedBefore, count } = question;
  const eraseNow = async () => {
    const answer = await erase.run({ closedBefore });
    if (answer) onErased(answer.erased);
    onClose();
  };
  return (
    <Dialog
      title={t('erase-title')}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="button" onClick={onClose}>
            {boardText('cancel')}
          </button>
          {count > 0 && (
            <button
              type="button"
              className="button main"
              aria-busy={erase.busy}
              aria-disabled={erase.busy}
              onClick={() => void eraseNow()}
            >
              {t(erase.busy ? 'erase-busy' : 'erase-yes')}
            </button>
          )}
        </>
      }
    >
      {count > 0 ? (
        <>
          <p>{t('erase-count', { count })}</p>
          <p className="hint">{t('erase-also')}</p>
        </>
      ) : (
        <p>{t('erase-nothing')}</p>
      )}
    </Dialog>
  );
}
