/** How long visits that have ended are kept, and erasing them at once. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../../ui/useAsk.ts';
import { QuestionDialog } from '../../../ui/QuestionDialog.tsx';
import { startOfDay } from '../../../ui/times.ts';
import { FactRow, TextRow } from '../fields.tsx';
import type { Form } from '../useForm.ts';

export function KeepingRow({ form }: { readonly form: Form }) {
  return <TextRow form={form} field="keepDays" inputMode="numeric" short />;
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
      <FactRow label={t('erase-label')} target="erase">
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
    <QuestionDialog
      title={t('erase-title')}
      noText={boardText('cancel')}
      yesText={count > 0 ? t(erase.busy ? 'erase-busy' : 'erase-yes') : null}
      main="danger"
      busy={erase.busy}
      onNo={onClose}
      onYes={() => void eraseNow()}
    >
      {count > 0 ? (
        <>
          <p>{t('erase-count', { count })}</p>
          <p className="hint">{t('erase-also')}</p>
        </>
      ) : (
        <p>{t('erase-nothing')}</p>
      )}
    </QuestionDialog>
  );
}
