/** "Add a person…": one more link of the visit, for an interpreter or a relative. */
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useDialogRequest } from '../../ui/useDialogRequest.ts';
import { useKeyHint } from '../keys/useKey.ts';
import { copyLater } from './clipboard.ts';

/** What a card says of an extra link, right after it was made. */
export interface AddedNote {
  readonly number: number;
  readonly copied: boolean;
}

interface AddPersonProps {
  readonly visitId: string;
  readonly onAdded: (note: AddedNote) => void;
}

export function AddPerson({ visitId, onAdded }: AddPersonProps) {
  const { t } = useTranslation('board');
  const hint = useKeyHint('add-person', t('add-person'));
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button small icon-only"
        aria-label={t('add-person')}
        {...hint}
        onClick={() => setOpen(true)}
      >
        <Icon name="add-person" />
      </button>
      {open && <AddDialog visitId={visitId} onAdded={onAdded} onClose={() => setOpen(false)} />}
    </>
  );
}

const maxLabelLength = 100;

function AddDialog({ onClose, ...adding }: AddPersonProps & { readonly onClose: () => void }) {
  const { t } = useTranslation('board');
  const id = useId();
  const [label, setLabel] = useState('');
  const { busy, problem, add } = useAdding(adding, onClose);
  return (
    <FormDialog
      title={t('add-person-title')}
      submitText={t(busy ? 'add-person-busy' : 'add-person-submit')}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onSubmit={() => add(label.trim())}
    >
      <div className="dialog-field">
        <label htmlFor={id}>{t('add-person-label')}</label>
        <input
          id={id}
          className="input"
          dir="auto"
          value={label}
          maxLength={maxLabelLength}
          autoComplete="off"
          aria-describedby={`${id}-hint`}
          onChange={(event) => setLabel(event.target.value)}
        />
        <p id={`${id}-hint`} className="hint">
          {t('add-person-hint')}
        </p>
      </div>
    </FormDialog>
  );
}

/** `add` must be called inside the click: the link goes to the clipboard. */
function useAdding({ visitId, onAdded }: AddPersonProps, onClose: () => void) {
  const { t } = useTranslation('board');
  const { busy, problem, send } = useDialogRequest('visits:addLink', (why) => t('not-added', { why }));
  const add = (label: string): void => {
    if (busy) return;
    const made = send({ visitId, label });
    const url = made.then(
      (added) => added?.visit.extraLinks.find((link) => link.number === added.number)?.url,
    );
    const copied = copyLater(url.then((found) => found ?? null));
    void Promise.all([made, copied]).then(([added, onClipboard]) => {
      if (!added) return;
      onAdded({ number: added.number, copied: onClipboard });
      onClose();
    });
  };
  return { busy, problem, add };
}
