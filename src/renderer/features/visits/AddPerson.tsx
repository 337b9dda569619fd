/** "Add a person…": one more link of the visit, for an interpreter or a relative. */
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../state/DeskContext.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useErrorText } from '../../ui/useErrorText.ts';
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
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button small icon-only"
        aria-label={t('add-person')}
        title={t('add-person')}
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
      onSubmit={(event) => {
        event.preventDefault();
        add(label.trim());
      }}
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
  const api = useApi();
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const ask = async (label: string) => {
    const answer = await api.request('visits:addLink', { visitId, label });
    setBusy(false);
    if (answer.ok) return answer.value;
    setProblem(t('not-added', { why: errorText(answer.error) }));
    return undefined;
  };
  const add = (label: string): void => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    const made = ask(label);
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
