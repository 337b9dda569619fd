import { useId, type ReactNode, type SyntheticEvent } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Dialog } from './Dialog.tsx';

interface FormDialogProps {
  readonly title: string;
  readonly submitText: string;
  readonly busy: boolean;
  /** Why it failed; what was typed stays. */
  readonly problem: string | null;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** A dialog of fields that is sent by its button or Enter. What is wrong in a field is shown, also where one must scroll to it. */
export function FormDialog(props: FormDialogProps) {
  const { title, submitText, busy, problem, onClose, onSubmit, children } = props;
  const { t } = useTranslation('board');
  const id = useId();
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    const form = event.currentTarget;
    event.preventDefault();
    flushSync(onSubmit);
    form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" form={id} className="button main" aria-busy={busy} aria-disabled={busy}>
            {submitText}
          </button>
        </>
      }
    >
      <form id={id} className="dialog-form" noValidate onSubmit={submit}>
        {children}
      </form>
      <p className="field-error" role="alert" hidden={problem === null}>
        {problem}
      </p>
    </Dialog>
  );
}
