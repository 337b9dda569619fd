import { useId, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './Dialog.tsx';

interface FormDialogProps {
  readonly title: string;
  readonly submitText: string;
  readonly busy: boolean;
  /** Why it failed; what was typed stays. */
  readonly problem: string | null;
  readonly onClose: () => void;
  readonly onSubmit: (event: SyntheticEvent) => void;
  readonly children: ReactNode;
}

/** A dialog of fields that is sent by its button or Enter. */
export function FormDialog(props: FormDialogProps) {
  const { title, submitText, busy, problem, onClose, onSubmit, children } = props;
  const { t } = useTranslation('board');
  const id = useId();
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
      <form id={id} className="dialog-form" noValidate onSubmit={onSubmit}>
        {children}
      </form>
      <p className="field-error" role="alert" hidden={problem === null}>
        {problem}
      </p>
    </Dialog>
  );
}
